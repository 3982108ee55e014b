#pragma once

// Why a server cannot start on its database, as one line for the person at the terminal. Thrown by ConnectionSettings,
// PrivateCluster, Database::open() and the migrator, all of which run before the event loop.

#include <QString>

#include <stdexcept>

namespace server {

class DatabaseStartError : public std::runtime_error {
 public:
    enum class Problem {
        BadUrl,          // --database cannot be read
        Unreachable,     // nobody answers, or not as this user or database
        TooOld,          // PostgreSQL itself
        InUse,           // another server holds this database or this data folder
        NotInstalled,    // a program of PostgreSQL is missing
        BadFolder,       // the data folder cannot be used
        ClusterFailed,   // the private PostgreSQL does not start
        MigrationFailed  // the tables are newer than this program, were changed, or a step failed
    };

    DatabaseStartError(Problem problem, const QString& text)
        : std::runtime_error(text.toStdString()), m_problem(problem) {}

    Problem problem() const { return m_problem; }
    QString text() const { return QString::fromUtf8(what()); }

 private:
    Problem m_problem;
};

}  // namespace server
