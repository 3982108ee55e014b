#pragma once

// A mail in its form on the wire (RFC 5322, MIME): headers, then the text and the HTML as alternatives,
// quoted-printable. Whatever the parts contain, it cannot become a header, a part or the end of the mail. Pure; any
// thread.

#include "server/hosting/mail/mail.h"
#include "server/hosting/mail/mail_address.h"

#include <QByteArray>
#include <QDateTime>

namespace server {

// `id` is the left side of the Message-ID: the same for every try of one mail, so that a mail that arrives twice can be
// seen to be one. Letters, digits, '.' and '-' only. Both addresses must be isMailAddress().
QByteArray mimeMessage(const Mail& mail, const MailSender& from, const QByteArray& id, const QDateTime& date);

// Text of a header's value: one line, anything but plain ASCII as encoded words (RFC 2047).
QByteArray headerText(const QString& text);

QByteArray quotedPrintable(const QByteArray& text);

}  // namespace server
