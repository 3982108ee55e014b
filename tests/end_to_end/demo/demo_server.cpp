#include "tests/end_to_end/demo/demo_server.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <stdexcept>

namespace demo {

namespace {

constexpr int startMilliseconds = 30'000;
constexpr int stopMilliseconds = 20'000;

}  // namespace

DemoServer::DemoServer(const QString& program, const QStringList& options) {
    // Started as root, PostgreSQL runs as a user of its own and must reach its folder in this one.
    QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, QStringList{QStringLiteral("--data-dir"), m_folder.path(), QStringLiteral("--listen"),
                                         QStringLiteral("127.0.0.1"), QStringLiteral("--port"), QStringLiteral("0")} +
                                 options);
    QFile description(m_folder.filePath(QStringLiteral("server.json")));
    const bool listens = QTest::qWaitFor(
        [this, &description] { return m_process.state() == QProcess::NotRunning || description.exists(); },
        startMilliseconds);
    if (!listens || m_process.state() == QProcess::NotRunning || !description.open(QIODevice::ReadOnly))
        throw std::runtime_error("the server did not start: " + m_process.readAll().toStdString() +
                                 m_process.errorString().toStdString());
    m_description = QJsonDocument::fromJson(description.readAll()).object();
}

DemoServer::~DemoServer() {
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    m_process.waitForFinished(stopMilliseconds);
}

QString DemoServer::describe(const char* field) const {
    return m_description[QLatin1StringView(field)].toString();
}

QString DemoServer::url() const {
    return describe("url");
}

QString DemoServer::fingerprint() const {
    return describe("fingerprint");
}

QString DemoServer::database() const {
    return describe("database");
}

void DemoServer::stop() {
    m_process.terminate();
    if (!m_process.waitForFinished(stopMilliseconds) || m_process.exitStatus() != QProcess::NormalExit ||
        m_process.exitCode() != 0)
        throw std::runtime_error("the server did not stop well: " + m_process.readAll().toStdString());
}

}  // namespace demo
