#include "server/hosting/mail/smtp_settings.h"

#include <QFile>
#include <QHostAddress>
#include <QUrl>

#include <stdexcept>

namespace server {

namespace {

[[noreturn]] void refuse(const QString& text) {
    throw std::invalid_argument(text.toStdString());
}

bool isThisMachine(const QString& host) {
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}

}  // namespace

SmtpSettings SmtpSettings::fromUrl(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    SmtpSettings settings;
    int standardPort = 587;
    if (url.scheme() == QStringLiteral("smtps")) {
        settings.security = Security::Tls;
        standardPort = 465;
    } else if (url.scheme() == QStringLiteral("smtp+plaintext")) {
        settings.security = Security::None;
        standardPort = 25;
    } else if (url.scheme() != QStringLiteral("smtp")) {
        refuse(QStringLiteral("it must begin with smtp:// (STARTTLS), smtps:// (TLS) or smtp+plaintext://"));
    }
    if (!url.isValid() || url.host().isEmpty())
        refuse(QStringLiteral("it names no mail server"));
    if (!url.password().isEmpty())
        refuse(QStringLiteral("the password belongs in a file (--smtp-password-file)"));
    if (settings.security == Security::None && !isThisMachine(url.host()))
        refuse(QStringLiteral("without TLS only a mail server on this machine is used"));
    settings.host = url.host();
    settings.port = static_cast<quint16>(url.port(standardPort));
    settings.user = url.userName(QUrl::FullyDecoded);
    return settings;
}

void SmtpSettings::readPassword(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error(QStringLiteral("cannot read the mail server's password in %1: %2")
                                     .arg(path, file.errorString())
                                     .toStdString());
    constexpr qint64 longestPassword = 1024;
    password = QString::fromUtf8(file.readLine(longestPassword)).remove(QLatin1Char('\n')).remove(QLatin1Char('\r'));
    if (password.isEmpty())
        throw std::runtime_error(QStringLiteral("there is no password in %1").arg(path).toStdString());
}

}  // namespace server
