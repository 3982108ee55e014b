#include "client/app/kept_sign_in.h"

#include <QSettings>

namespace client {

namespace {

constexpr QLatin1String fileNoticeKey("accounts-kept-in-files");

// A key has no slashes: to QSettings they are groups.
QString keyOf(const ServerAddress& server) {
    return QStringLiteral("accounts/") + QString::fromLatin1(QUrl::toPercentEncoding(server.text()));
}

}  // namespace

KeptSignIn::KeptSignIn(const QString& dataFolder, Keyring* keyring, QSettings& settings)
    : m_tokens(dataFolder + QStringLiteral("/tokens"), keyring)
    , m_trust(dataFolder + QStringLiteral("/trust"), keyring)
    , m_settings(settings)
    , m_hasKeyring(keyring != nullptr) {}

QString KeptSignIn::account(const ServerAddress& server) const {
    return m_settings.value(keyOf(server)).toString();
}

QCoro::Task<QString> KeptSignIn::token(ServerAddress server) {
    const QString name = account(server);
    if (name.isEmpty())
        co_return QString();
    const std::optional<QString> token = co_await m_tokens.load(server, name);
    co_return token.value_or(QString());
}

void KeptSignIn::noteAccount(const ServerAddress& server, const QString& account) {
    m_settings.setValue(keyOf(server), account);
}

QCoro::Task<KeptIn> KeptSignIn::keep(ServerAddress server, QString account, QString token) {
    noteAccount(server, account);
    co_return co_await m_tokens.save(server, account, token);
}

QCoro::Task<void> KeptSignIn::follow(ServerAddress server, QString name, QString newToken) {
    const QString before = account(server);
    auto loading = token(server);
    const QString kept = co_await loading;
    noteAccount(server, name);
    if (kept.isEmpty())
        co_return;
    if (before != name)
        m_tokens.remove(server, before);
    auto saving = m_tokens.save(server, name, newToken);
    co_await saving;
}

void KeptSignIn::forget(const ServerAddress& server) {
    const QString name = account(server);
    if (!name.isEmpty())
        m_tokens.remove(server, name);
}

QCoro::Task<QString> KeptSignIn::trustToken(ServerAddress server, QString name) {
    const std::optional<QString> token = co_await m_trust.load(server, name);
    co_return token.value_or(QString());
}

QCoro::Task<KeptIn> KeptSignIn::keepTrust(ServerAddress server, QString name, QString token) {
    return m_trust.save(server, name, token);
}

bool KeptSignIn::takeFileNotice() {
    const bool wasTold = !m_hasKeyring || m_settings.value(fileNoticeKey).toBool();
    if (!wasTold)
        m_settings.setValue(fileNoticeKey, true);
    return !wasTold;
}

}  // namespace client
