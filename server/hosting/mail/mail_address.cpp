#include "server/hosting/mail/mail_address.h"

#include <QRegularExpression>

namespace server {

namespace {

QString maskedWord(const QString& word) {
    return word.left(1) + QStringLiteral("***");
}

}  // namespace

QString maskedAddress(const QString& address) {
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const qsizetype dot = address.lastIndexOf(QLatin1Char('.'));
    if (at < 1 || dot < at)
        return {};
    return maskedWord(address.left(at)) + QLatin1Char('@') + maskedWord(address.mid(at + 1)) + address.mid(dot);
}

std::optional<MailSender> MailSender::fromText(const QString& text) {
    static const QRegularExpression named(QStringLiteral("\\A([^<>\"]*)<([^<>]+)>\\z"));
    const QRegularExpressionMatch match = named.match(text.trimmed());
    MailSender sender;
    sender.name = match.hasMatch() ? match.captured(1).simplified() : QString();
    sender.address = match.hasMatch() ? match.captured(2) : text.trimmed();
    if (!isMailAddress(sender.address))
        return std::nullopt;
    return sender;
}

}  // namespace server
