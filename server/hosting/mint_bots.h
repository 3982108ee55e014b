#pragma once

// `pong-server mint-bots`: makes bot accounts in the database of a data folder, or of --database. Works beside a
// running server as well as without one; then its PostgreSQL runs for as long as this takes. Blocks; main thread,
// without an event loop.

#include "server/app/configuration.h"

namespace server {

// Throws StartError with a line for people.
void mintBots(const Configuration& configuration);

}  // namespace server
