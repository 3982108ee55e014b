#pragma once

// Where and how this server hands in its mails, as the operator says it on the command line. A value; any thread.

#include "server/hosting/mail/mail_address.h"

#include <QString>

#include <chrono>

namespace server {

struct SmtpSettings {
    enum class Security {
        StartTls,  // refused when the mail server does not offer it
        Tls,       // from the first byte
        None       // on this machine only
    };

    Security security = Security::StartTls;
    QString host;
    quint16 port = 0;
    QString user;  // empty: no authentication
    QString password;
    QString caFile;  // certificates to trust instead of the system's; empty: the system's
    MailSender from;
    std::chrono::milliseconds connectTimeout{15'000};
    std::chrono::milliseconds mailTimeout{60'000};  // for one mail, all of it

    // smtp://user@host:587 (STARTTLS), smtps://user@host:465 (TLS), smtp+plaintext://127.0.0.1:25; a password in it is
    // refused: command lines can be read by others. Throws std::invalid_argument with a line for people.
    static SmtpSettings fromUrl(const QString& text);

    // The first line of the file. Blocks; throws std::runtime_error with a line for people.
    void readPassword(const QString& file);
};

}  // namespace server
