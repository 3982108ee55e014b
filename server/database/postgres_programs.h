#pragma once

// Which of the installed PostgreSQL versions the private cluster uses: data that exists needs its own version, new data
// gets the newest. Main thread, at start-up.

#include <QString>
#include <QStringList>

namespace server {

struct PostgresPrograms {
    int version = 0;  // major
    QString postgres;
    QString initdb;

    // The distributions' folders, with the version as %1. What is in PATH is looked at last.
    static QStringList usualFolders();

    // For a new cluster. Throws DatabaseStartError: NotInstalled, naming what is missing where, or TooOld.
    static PostgresPrograms newest(const QStringList& folders);
    // For data that this version made. Throws DatabaseStartError(NotInstalled) or TooOld.
    static PostgresPrograms ofVersion(int version, const QStringList& folders);
};

}  // namespace server
