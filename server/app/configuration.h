#pragma once

// What the operator asked for, read from the command line and checked as far as that goes without touching the network
// or the disk. Plain values; main thread.

#include "server/database/connection_settings.h"
#include "server/hosting/mail/smtp_settings.h"
#include "shared/pong/rules.h"
#include "shared/protocol/version.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <optional>

namespace server {

struct Configuration {
    enum class Command {
        Serve,
        Routes,      // print every message with its handler
        Status,      // print what a running server says of itself
        MintBots,    // make accounts for a load test
        Account,     // see and change people's accounts
        Moderation,  // mutes and bans
        Help,
        Version
    };

    Command command = Command::Serve;
    QString helpText;        // Help
    QString statusField;     // Status; empty: all
    QStringList words;       // Account, Moderation: the action and the name
    QString sanctionReason;  // Moderation
    QString sanctionFor;     // Moderation; empty: for good
    int bots = 0;            // MintBots
    QString botsFile;        // MintBots: where their tokens go

    QString dataFolder;
    std::optional<ConnectionSettings> database;  // empty: a private PostgreSQL in the data folder
    QHostAddress address{QHostAddress::Any};
    quint16 port = pong::defaultPort;
    bool tls = true;
    bool isBehindProxy = false;  // without TLS only
    QString name;
    pong::Rules rules;
    std::optional<SmtpSettings> smtp;  // empty: this server sends no mail; without the password
    QString smtpPasswordFile;
    QString contact;  // whom players ask for what needs mail otherwise
    int maxConnections = 10'000;
    int maxConnectionsPerAddress = 200;
    int fullAtPercent = 70;  // of a core

    // `arguments` as QCoreApplication gives them, the program first. Throws StartError(BadOption).
    static Configuration fromArguments(const QStringList& arguments);

    // Where things are kept unless the operator says otherwise.
    static QString defaultDataFolder();
};

}  // namespace server
