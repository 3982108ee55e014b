#pragma once

// Hands one mail after another to a mail server, through libcurl, over a connection that stays open between them.
// Blocking: used by the mail thread only, which also makes and destroys it (SmtpMailer).

#include "server/hosting/mail/smtp_settings.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <memory>

namespace server {

struct SmtpOutcome {
    enum class Kind {
        Sent,
        TryAgain,
        Refused  // this mail will never be taken
    };
    Kind kind;
    QString text;  // what went wrong, for the operator; no content of the mail
};

class SmtpClient {
 public:
    // When `cancelled` becomes true, a mail under way fails within about a second.
    SmtpClient(SmtpSettings settings, const std::atomic<bool>& cancelled);
    ~SmtpClient();

    SmtpOutcome send(const QString& to, const QByteArray& message);

 private:
    struct Handle;
    void configure();

    const SmtpSettings m_settings;
    const std::atomic<bool>& m_cancelled;
    std::unique_ptr<Handle> m_handle;
};

}  // namespace server
