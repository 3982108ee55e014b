#pragma once

// Where a PostgreSQL database is and who asks: parsed from a URL (`--database`) or made by the PrivateCluster. A plain
// value; any thread. It holds a password: describe() is for logs, url() is not.

#include <QList>
#include <QPair>
#include <QString>

namespace server {

struct ConnectionSettings {
    QString host;  // a name, an address, or the folder of a unix socket
    int port = 5432;
    QString database;
    QString user;
    QString password;
    QList<QPair<QString, QString>> options;  // further libpq parameters, from the list in connection_settings.cpp

    // postgres://user:password@host:port/database?sslmode=require, or ?host=/folder/of/the/socket. Throws
    // DatabaseStartError(BadUrl) that says what is wrong with it.
    static ConnectionSettings fromUrl(const QString& url);

    QString url() const;
    // Without the password.
    QString describe() const;

    ConnectionSettings withDatabase(const QString& name) const;
};

}  // namespace server
