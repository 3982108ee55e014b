#pragma once

// What can be said about a new account without asking the server, in words for the field. An empty answer: nothing is
// wrong. The server checks again. Any thread.

#include <QCoreApplication>
#include <QString>

namespace client {

class SignUpRules {
    Q_DECLARE_TR_FUNCTIONS(client::SignUpRules)

 public:
    static QString username(const QString& username);
    static QString email(const QString& email);
    // Nor may it be the account's own name or address, as far as they are known.
    static QString password(const QString& password, const QString& username = {}, const QString& email = {});
    static QString confirmation(const QString& password, const QString& again);
};

}  // namespace client
