#pragma once

// E-mail addresses: which ones this server writes to, and the sender as the operator gives it. Stricter than RFC 5322
// on purpose: no quoted local parts, comments or routes, so nothing in an address can ever be read as the end of a
// header or as a second receiver. Pure; any thread.

#include <QString>

#include <optional>

namespace server {

// name@example.org: a dot-string of RFC 5321, letters of any script allowed, at most 254 characters.
bool isMailAddress(const QString& text);

// "m***@e***.org": enough to know one's own.
QString maskedAddress(const QString& address);

struct MailSender {
    QString name;  // may be empty
    QString address;

    // "pong@example.org" or "Pong <pong@example.org>".
    static std::optional<MailSender> fromText(const QString& text);
};

}  // namespace server
