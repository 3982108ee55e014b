#include "tests/support/smtp_server.h"

#include "tests/support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace test {

namespace {

constexpr int patienceMs = 20'000;
const char* const user = "pong";
const char* const password = "a mailer's word";

const char* nameOf(SmtpServer::Security security) {
    switch (security) {
        case SmtpServer::Security::StartTls:
            return "starttls";
        case SmtpServer::Security::Tls:
            return "tls";
        case SmtpServer::Security::None:
            break;
    }
    return "none";
}

QStringList texts(const QJsonValue& array) {
    QStringList list;
    const QJsonArray values = array.toArray();
    for (const QJsonValue& value : values)
        list.append(value.toString());
    return list;
}

ReceivedMail mailFrom(const QJsonObject& line) {
    ReceivedMail mail;
    mail.sender = line[QStringLiteral("sender")].toString();
    mail.receivers = texts(line[QStringLiteral("receivers")]);
    mail.headers = line[QStringLiteral("headers")].toObject();
    mail.headerCount = line[QStringLiteral("header_count")].toInt();
    mail.text = line[QStringLiteral("text")].toString();
    mail.html = line[QStringLiteral("html")].toString();
    mail.defects = texts(line[QStringLiteral("defects")]);
    mail.tls = line[QStringLiteral("tls")].toBool();
    mail.authenticated = line[QStringLiteral("authenticated")].toBool();
    return mail;
}

}  // namespace

SmtpServer::SmtpServer(Security security, Password wanted) : m_security(security), m_password(wanted) {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { read(); });
    start();
}

SmtpServer::~SmtpServer() {
    stop();
}

void SmtpServer::start() {
    QStringList arguments{
        QStringLiteral("-Wignore"),   QStringLiteral(PONG_SMTP_SERVER),        m_folder.path(),
        QStringLiteral("--security"), QString::fromLatin1(nameOf(m_security)), QStringLiteral("--port"),
        QString::number(m_port)};
    if (m_password == Password::Wanted)
        arguments << QStringLiteral("--user") << QString::fromLatin1(user) << QStringLiteral("--password")
                  << QString::fromLatin1(password);
    m_port = 0;
    // Debian's, which has its aiosmtpd.
    m_process.start(QStringLiteral("/usr/bin/python3"), arguments);
    if (!waitFor([this] { return m_port != 0; }, patienceMs))
        qFatal("the mail server for tests does not start");
    if (m_behaviour != QStringLiteral("take"))
        behave(m_behaviour);
}

void SmtpServer::stop() {
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
    m_process.waitForFinished(patienceMs);
}

server::SmtpSettings SmtpServer::settings() const {
    server::SmtpSettings settings;
    settings.security = m_security;
    settings.host = QStringLiteral("localhost");
    settings.port = m_port;
    settings.from.name = QStringLiteral("Pong");
    settings.from.address = QStringLiteral("pong@example.org");
    if (m_security != Security::None)
        settings.caFile = m_folder.filePath(QStringLiteral("cert.pem"));
    if (m_password == Password::Wanted) {
        settings.user = QString::fromLatin1(user);
        settings.password = QString::fromLatin1(password);
    }
    return settings;
}

void SmtpServer::behave(const QString& how) {
    m_behaviour.clear();  // until the server says so
    m_process.write(how.toUtf8() + '\n');
    if (!waitFor([this, &how] { return m_behaviour == how; }, patienceMs))
        qFatal("the mail server for tests does not listen");
}

std::optional<ReceivedMail> SmtpServer::take() {
    if (!waitFor([this] { return !m_mails.isEmpty(); }, patienceMs))
        return std::nullopt;
    return m_mails.takeFirst();
}

qsizetype SmtpServer::waiting() {
    return m_mails.size();
}

int SmtpServer::tries(const QString& receiver) {
    return static_cast<int>(m_tried.count(receiver));
}

void SmtpServer::read() {
    while (m_process.canReadLine()) {
        const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
        if (line.contains(QStringLiteral("port")))
            m_port = static_cast<quint16>(line[QStringLiteral("port")].toInt());
        else if (line.contains(QStringLiteral("behaviour")))
            m_behaviour = line[QStringLiteral("behaviour")].toString();
        else if (line.contains(QStringLiteral("tried")))
            m_tried.append(line[QStringLiteral("tried")].toString());
        else
            m_mails.append(mailFrom(line));
    }
}

}  // namespace test
