#include "client/app/kept_sign_in.h"

#include <QSettings>

namespace client {

namespace {

// A key has no slashes: to QSettings they are groups.
QString keyOf(const ServerAddress& server) {
    return QStringLiteral("accounts/") + QString::fromLatin1(QUrl::toPercentEncoding(server.text()));
}

}  // namespace

QString KeptSignIn::account(const ServerAddress& server) const {
    return m_settings.value(keyOf(server)).toString();
}

QString KeptSignIn::token(const ServerAddress& server) const {
    const QString name = account(server);
    return name.isEmpty() ? QString() : m_tokens.load(server, name).value_or(QString());
}

void KeptSignIn::noteAccount(const ServerAddress& server, const QString& account) {
    m_settings.setValue(keyOf(server), account);
}

bool KeptSignIn::keep(const ServerAddress& server, const QString& account, const QString& token) {
    noteAccount(server, account);
    return m_tokens.save(server, account, token);
}

void KeptSignIn::forget(const ServerAddress& server) {
    const QString name = account(server);
    if (!name.isEmpty())
        m_tokens.remove(server, name);
}

}  // namespace client
