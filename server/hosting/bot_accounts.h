#pragma once

// Accounts for load tests (tests/load): bots that sign in with tokens made here, so that starting thousands of them
// neither hashes passwords for minutes nor needs the limits on signing up lifted. For an operator at the command line;
// blocks; any thread, before or without an event loop.

#include "server/database/connection_settings.h"
#include "server/database/transaction.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace server::bots {

inline constexpr int mostBots = 20'000;

// "bot.000001" for number 1: a point is not allowed in the names of people.
QString nameOf(int number);

// Store function: makes the accounts 1 to tokenHashes.size() where they do not exist, and gives each its token. Every
// earlier token of any bot is void after it.
void signIn(Transaction& transaction, QList<QByteArray> tokenHashes);

// Makes `count` bots (1 to mostBots) in this database, whose tables are up to date, and writes `file`: a line with name
// and token for each, readable by its owner only. Once more with the same file renews the tokens. Throws
// DatabaseUnavailable, SqlError, or std::runtime_error where the file cannot be written; all with a line for people.
void mint(const ConnectionSettings& settings, int count, const QString& file);

}  // namespace server::bots
