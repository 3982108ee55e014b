#pragma once

// How pong-server ends. `pong-server --help` lists these numbers: scripts rely on them.

#include "server/database/start_error.h"

#include <QString>

#include <stdexcept>

namespace server {

enum class ExitCode {
    Success = 0,
    Unexpected = 1,
    BadOption = 2,
    CannotListen = 3,
    DatabaseUnusable = 4,  // unreachable, not this program's, or gone for good
    FolderUnusable = 5,
    PostgresUnusable = 6,  // too old, or not installed
    InUse = 7,             // another server has this data folder or database
    NotFound = 8,          // no account, report or sanction of that name or number
};

ExitCode exitCodeFor(DatabaseStartError::Problem problem);

// The server cannot start, with one line for the person at the terminal.
class StartError : public std::runtime_error {
 public:
    StartError(ExitCode code, const QString& text) : std::runtime_error(text.toStdString()), m_code(code) {}

    ExitCode code() const { return m_code; }

 private:
    ExitCode m_code;
};

}  // namespace server
