#pragma once

// The command line of pong-load.

#include "tests/load/endpoint.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <sys/types.h>
#include <variant>

namespace load {

struct Options {
    Endpoint endpoint;
    std::string tokensFile;
    int matches = 0;
    int seconds = 0;        // measured; ramp-up and settling come before
    int rampSeconds = 0;    // at most
    int connectAtOnce = 0;  // connections under way at a time while ramping up
    int slowReaders = 0;
    int halfOpen = 0;
    int unfinishedHandshakes = 0;
    std::optional<pid_t> serverPid;
    QString serverLoadFile;  // empty: none
    bool json = false;
    bool chat = false;  // people in the lobby instead of matches
    int people = 0;
    int chatMessagesPerSecond = 0;
};

// What to print and stop with instead: --help, or what is wrong.
struct Farewell {
    QString text;
    int exitCode = 0;
};

std::variant<Options, Farewell> parseOptions(const QStringList& arguments);

}  // namespace load
