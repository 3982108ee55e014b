#include "server/hosting/mail/mime_message.h"

#include <QLocale>

#include <algorithm>

namespace server {

namespace {

constexpr qsizetype longestLine = 76;       // RFC 2045, with the soft break
constexpr qsizetype encodedWordBytes = 42;  // before base64: 56 characters, 68 with what is around them

QByteArray headerLine(const char* name, const QByteArray& value) {
    return name + QByteArray(": ") + value + "\r\n";
}

QByteArray sender(const MailSender& from) {
    const QByteArray address = from.address.toUtf8();
    if (from.name.isEmpty())
        return address;
    // Always encoded: a name may hold what has a meaning in an address.
    return "=?utf-8?B?" + from.name.left(40).toUtf8().toBase64() + "?= <" + address + '>';
}

QByteArray part(const char* type, const QString& text) {
    return headerLine("Content-Type", QByteArray(type) + "; charset=utf-8") +
           headerLine("Content-Transfer-Encoding", "quoted-printable") + "\r\n" + quotedPrintable(text.toUtf8()) +
           "\r\n";
}

// In UTF-8, as many whole characters as fit.
QByteArray takeWord(const QString& text, qsizetype& at) {
    QByteArray word;
    while (at < text.size()) {
        const qsizetype units = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        const QByteArray character = text.mid(at, units).toUtf8();
        if (word.size() + character.size() > encodedWordBytes)
            break;
        word += character;
        at += units;
    }
    return word;
}

}  // namespace

QByteArray headerText(const QString& text) {
    QString line = text;
    for (QChar& c : line)
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QLatin1Char(' ');
    const bool isPlain = std::all_of(line.begin(), line.end(), [](QChar c) { return c.unicode() < 0x7F; });
    if (isPlain && line.size() <= longestLine - 16 && !line.contains(QStringLiteral("=?")))
        return line.toLatin1();
    QByteArray words;
    for (qsizetype at = 0; at < line.size();) {
        if (!words.isEmpty())
            words += "\r\n ";
        words += "=?utf-8?B?" + takeWord(line, at).toBase64() + "?=";
    }
    return words;
}

QByteArray quotedPrintable(const QByteArray& text) {
    QByteArray out;
    qsizetype lineStart = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            out += "\r\n";
            lineStart = out.size();
            continue;
        }
        const bool endsLine = at + 1 == text.size() || text[at + 1] == '\n';
        const bool isPlain = (c >= '!' && c <= '~' && c != '=') || (c == ' ' && !endsLine);
        // A point alone on a line would end the mail for a careless server.
        const bool isPoint = c == '.' && out.size() == lineStart;
        const QByteArray piece = isPlain && !isPoint ? QByteArray(1, c) : '=' + QByteArray(1, c).toHex().toUpper();
        if (out.size() - lineStart + piece.size() >= longestLine) {
            out += "=\r\n";
            lineStart = out.size();
        }
        out += piece;
    }
    return out;
}

QByteArray mimeMessage(const Mail& mail, const MailSender& from, const QByteArray& id, const QDateTime& date) {
    const QByteArray domain = from.address.section(QLatin1Char('@'), -1).toUtf8();
    // "=_" cannot occur in quoted-printable text.
    const QByteArray boundary = "=_pong_" + id;
    const QByteArray when = QLocale::c().toString(date.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss").toLatin1() + " +0000";
    return headerLine("From", sender(from)) + headerLine("To", mail.to.toUtf8()) +
           headerLine("Subject", headerText(mail.subject)) + headerLine("Date", when) +
           headerLine("Message-ID", '<' + id + '@' + domain + '>') + headerLine("MIME-Version", "1.0") +
           headerLine("Auto-Submitted", "auto-generated") +
           headerLine("Content-Type", "multipart/alternative; boundary=\"" + boundary + '"') + "\r\n--" + boundary +
           "\r\n" + part("text/plain", mail.text) + "--" + boundary + "\r\n" + part("text/html", mail.html) + "--" +
           boundary + "--\r\n";
}

}  // namespace server
