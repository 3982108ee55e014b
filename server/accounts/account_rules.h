#pragma once

// What a new account's name, e-mail and password must look like. Each function returns the value as it is stored or
// compared, or throws Refusal(REFUSAL_INVALID_FIELD) with the field and what to do about it. Pure; any thread.

#include <QByteArray>
#include <QString>

#include <string>

namespace server::account_rules {

// Limits that the log in knows too: nothing longer can be somebody's.
inline constexpr int longestEmail = 254;
inline constexpr int shortestPassword = 10;
inline constexpr int longestPassword = 128;

QString checkUsername(const std::string& text);
QString checkEmail(const std::string& text);
// Characters are Unicode's. `username` and `email` must not be the password. `field` is what a refusal names.
QByteArray checkPassword(const std::string& text, const QString& username, const QString& email,
                         const QString& field = QStringLiteral("password"));

// The bytes that are hashed: the same for every way a keyboard composes a letter (NFC).
QByteArray passwordBytes(const std::string& text);

// What the device list shows: one line of at most 80 characters.
QString deviceName(const std::string& text);

}  // namespace server::account_rules
