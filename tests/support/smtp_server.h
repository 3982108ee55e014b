#pragma once

// A real mail server (aiosmtpd) on the loopback, in a process of its own, that keeps what it took: for tests of
// whatever sends mail. Waiting runs the event loop.
//
//     test::SmtpServer mails(test::SmtpServer::Security::StartTls);
//     options.smtp = mails.settings();
//     const std::optional<test::ReceivedMail> mail = mails.take();

#include "server/hosting/mail/smtp_settings.h"

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace test {

struct ReceivedMail {
    QString sender;  // of the envelope
    QStringList receivers;
    QJsonObject headers;  // by name in lower case
    int headerCount;
    QString text;
    QString html;
    QStringList defects;  // what the parser found wrong
    bool tls;
    bool authenticated;

    QString header(const QString& name) const { return headers[name].toString(); }
};

class SmtpServer {
 public:
    using Security = server::SmtpSettings::Security;
    enum class Password { Wanted, NotWanted };

    // Ends the program where the server cannot be started: no test can go on.
    explicit SmtpServer(Security security = Security::StartTls, Password password = Password::Wanted);
    ~SmtpServer();

    // Ready to use: address, TLS with the server's certificate, user and password, a sender.
    server::SmtpSettings settings() const;

    // "take" (from the start), "refuse 550", "stall", "drop"; from now on.
    void behave(const QString& how);
    // Away, and back on the same port.
    void stop();
    void start();

    // The next mail it took that was not taken from here yet; waits for it.
    std::optional<ReceivedMail> take();
    // Mails that wait to be taken from here.
    qsizetype waiting();
    // How often it was asked to take a mail for this receiver.
    int tries(const QString& receiver);

 private:
    void read();

    const Security m_security;
    const Password m_password;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_behaviour = QStringLiteral("take");
    QList<ReceivedMail> m_mails;
    QStringList m_tried;
};

}  // namespace test
