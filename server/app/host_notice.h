#pragma once

// What a person at the terminal reads once the server listens: where others find it, what they compare, where
// everything is kept and how it ends. For eyes only; programs read the log and `pong-server status`. Pure functions;
// any thread.

#include <QString>
#include <QStringList>
#include <QUrl>

namespace server {

struct HostNotice {
    QString name;
    QUrl url;               // as this machine reaches it
    QStringList forOthers;  // address:port under which other machines may reach it; none: it listens for this one only
    QString fingerprint;    // AA:BB:...; empty: no TLS
    QString dataFolder;     // absolute
    QString database;       // of the operator's own, without its password; empty: the private one
};

// A block of lines with an empty line before and after it.
QString asText(const HostNotice& notice);

}  // namespace server
