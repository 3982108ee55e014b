#pragma once

// The rules of shared/accounts, insisted on. Each function returns the value as it is stored or compared, or throws
// Refusal(REFUSAL_INVALID_FIELD) with the field and what to do about it. Pure; any thread.

#include "shared/accounts/account_rules.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace server::account_rules {

// Limits that the log in knows too: nothing longer can be somebody's.
using pong::accounts::longestEmail;
using pong::accounts::longestPassword;

QString checkUsername(const std::string& text);
QString checkEmail(const std::string& text);
// `field` is what a refusal names.
QByteArray checkPassword(const std::string& text, const QString& username, const QString& email,
                         const QString& field = QStringLiteral("password"));

// The bytes that are hashed.
QByteArray passwordBytes(const std::string& text);

// What the device list shows: one line of at most 80 characters.
QString deviceName(const std::string& text);

}  // namespace server::account_rules
