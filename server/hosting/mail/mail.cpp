#include "server/hosting/mail/mail.h"

#include <QDataStream>
#include <QIODevice>

namespace server {

namespace {
constexpr QDataStream::Version streamVersion = QDataStream::Qt_6_0;
}

QByteArray Mail::toBytes() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream << to << subject << text << html;
    return bytes;
}

std::optional<Mail> Mail::fromBytes(const QByteArray& bytes) {
    QDataStream stream(bytes);
    stream.setVersion(streamVersion);
    Mail mail;
    stream >> mail.to >> mail.subject >> mail.text >> mail.html;
    if (stream.status() != QDataStream::Ok || !stream.atEnd())
        return std::nullopt;
    return mail;
}

MailBody& MailBody::paragraph(const QString& text) {
    m_text += text + QStringLiteral("\n\n");
    m_html += QStringLiteral("<p>%1</p>\n").arg(text.toHtmlEscaped());
    return *this;
}

MailBody& MailBody::code(const QString& code) {
    m_text += QStringLiteral("    %1\n\n").arg(code);
    m_html += QStringLiteral("<p style=\"font-size:28px;letter-spacing:4px;font-family:monospace\"><b>%1</b></p>\n")
                  .arg(code.toHtmlEscaped());
    return *this;
}

MailBody& MailBody::link(const QString& url, const QString& text) {
    m_text += QStringLiteral("%1:\n%2\n\n").arg(text, url);
    m_html += QStringLiteral("<p><a href=\"%1\">%2</a></p>\n").arg(url.toHtmlEscaped(), text.toHtmlEscaped());
    return *this;
}

QString MailBody::html() const {
    return QStringLiteral(
               "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>\n"
               "<body style=\"font-family:sans-serif;max-width:36em\">\n%1</body></html>\n")
        .arg(m_html);
}

}  // namespace server
