#pragma once

// What features know of mail: whether this server sends any, whom to ask where it does not, and how a mail becomes a
// row of the queue. A handler prepares the mail, passes it to its store function, which calls mail::enqueue() in its
// own transaction, and says noteQueued() after it. Main thread.

#include "server/hosting/mail/mail.h"
#include "server/hosting/mail/mail_queue_store.h"
#include "server/hosting/server_key.h"

#include <QObject>

#include <cstdint>

namespace server {

struct MailOptions {
    bool isAvailable = false;
    QString contact;  // "the host of this server", an address, ...
};

class MailOutbox : public QObject {
    Q_OBJECT

 public:
    MailOutbox(ServerKey key, MailOptions options, QObject* parent = nullptr);

    bool isAvailable() const { return m_options.isAvailable; }
    const QString& contact() const { return m_options.contact; }
    // Throws Refusal(REFUSAL_FORBIDDEN), saying whom to ask, where this server sends no mail.
    void requireMail() const;

    QueuedMail prepare(const QString& kind, UserId user, const Mail& mail);
    // One that is never sent and cost the same (see QueuedMail::isBlank).
    QueuedMail prepareBlank(const QString& kind, const Mail& mail);
    // Mails prepared so far, blank ones too: what is asked must not depend on whether an account exists.
    std::uint64_t prepared() const { return m_prepared; }

    // None: the server's key is another one now.
    std::optional<Mail> open(const QByteArray& content) const;

    void noteQueued() { Q_EMIT queued(); }

 Q_SIGNALS:
    void queued();

 private:
    const ServerKey m_key;
    const MailOptions m_options;
    std::uint64_t m_prepared = 0;
};

}  // namespace server
