#pragma once

// `pong-server account ...`: what the operator sees of people's accounts and does to them, beside a running server or
// without one. Blocks; main thread, without an event loop.

#include "server/app/configuration.h"

#include <functional>

namespace server {

using Printer = std::function<void(const QString&)>;

// `configuration.words` are the action and the name. Prints what was done. Throws StartError with a line for people:
// BadOption for an action that does not exist, NotFound for a name that nobody has.
void runAccountCommand(const Configuration& configuration, const Printer& print);

}  // namespace server
