#pragma once

// E-mail addresses: which ones this server writes to, and the sender as the operator gives it. Pure; any thread.

#include "shared/accounts/account_rules.h"

#include <QString>

#include <optional>

namespace server {

using pong::accounts::isMailAddress;

// "m***@e***.org": enough to know one's own.
QString maskedAddress(const QString& address);

struct MailSender {
    QString name;  // may be empty
    QString address;

    // "pong@example.org" or "Pong <pong@example.org>".
    static std::optional<MailSender> fromText(const QString& text);
};

}  // namespace server
