#pragma once

// One mail to one person: plain text, and the same as HTML. MailBody writes both from one list of paragraphs, so that
// they always say the same. Values; any thread.

#include <QByteArray>
#include <QString>

#include <optional>

namespace server {

struct Mail {
    QString to;
    QString subject;
    QString text;
    QString html;

    QByteArray toBytes() const;
    static std::optional<Mail> fromBytes(const QByteArray& bytes);
};

class MailBody {
 public:
    MailBody& paragraph(const QString& text);
    // On a line of its own, large.
    MailBody& code(const QString& code);
    // `url` is one of this program's own; the text is what the button says.
    MailBody& link(const QString& url, const QString& text);

    QString text() const { return m_text; }
    QString html() const;

 private:
    QString m_text;
    QString m_html;
};

}  // namespace server
