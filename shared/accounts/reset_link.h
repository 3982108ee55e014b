#pragma once

// pong://reset?account=...&code=...: what a mail about a forgotten password links to, and the client opens. Pure; any
// thread.

#include <QString>

#include <optional>

namespace pong::accounts {

struct ResetLink {
    QString account;  // name or e-mail address
    QString code;

    QString text() const;
    // Null: it is no such link, or something of it is missing or longer than it can be.
    static std::optional<ResetLink> parse(const QString& text);
};

}  // namespace pong::accounts
