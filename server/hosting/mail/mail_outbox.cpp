#include "server/hosting/mail/mail_outbox.h"

namespace server {

MailOutbox::MailOutbox(ServerKey key, MailOptions options, QObject* parent)
    : QObject(parent), m_key(std::move(key)), m_options(std::move(options)) {}

void MailOutbox::requireMail() const {
    if (!isAvailable())
        throw Refusal(wire::REFUSAL_FORBIDDEN,
                      QStringLiteral("This server sends no e-mail. Ask %1.").arg(m_options.contact));
}

QueuedMail MailOutbox::prepare(const QString& kind, UserId user, const Mail& mail) {
    ++m_prepared;
    QueuedMail queued;
    queued.user = user;
    queued.kind = kind;
    queued.content = m_key.seal(ServerKey::Purpose::Mail, mail.toBytes());
    return queued;
}

QueuedMail MailOutbox::prepareBlank(const QString& kind, const Mail& mail) {
    QueuedMail queued = prepare(kind, 0, mail);
    queued.isBlank = true;
    return queued;
}

std::optional<Mail> MailOutbox::open(const QByteArray& content) const {
    const std::optional<QByteArray> bytes = m_key.open(ServerKey::Purpose::Mail, content);
    return bytes ? Mail::fromBytes(*bytes) : std::nullopt;
}

}  // namespace server
