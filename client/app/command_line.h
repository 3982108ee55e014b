#pragma once

// The client's command line. Pure function; any thread.

#include "client/app/start_options.h"

#include <QStringList>

#include <variant>

namespace client {

// Instead of starting: what to print, and where. Exit code 0: it was asked for; 2: the arguments are wrong.
struct CommandLineMessage {
    QString text;
    int exitCode = 0;
};

// `arguments` begin with the program's name.
std::variant<StartOptions, CommandLineMessage> readCommandLine(const QStringList& arguments);

}  // namespace client
