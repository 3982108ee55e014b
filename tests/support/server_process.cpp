#include "tests/support/server_process.h"

#include "tests/support/waiting.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

namespace test {

namespace {

constexpr int patienceMs = 60'000;

QString program() {
    const QString folder =
        qEnvironmentVariable("PONG_BIN_DIR", QCoreApplication::applicationDirPath() + QStringLiteral("/../bin"));
    return folder + QStringLiteral("/pong-server");
}

}  // namespace

ServerProcess::ServerProcess(const QStringList& arguments) {
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program(), arguments);
    m_process.waitForStarted();
}

ServerProcess::~ServerProcess() {
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
}

bool ServerProcess::waitUntilListening(const QString& dataFolder) {
    QFile file(dataFolder + QStringLiteral("/server.json"));
    const bool isOver = waitFor([this, &file] { return !isRunning() || file.exists(); }, patienceMs) && isRunning();
    if (!isOver || !file.open(QIODevice::ReadOnly))
        return false;
    m_description = QJsonDocument::fromJson(file.readAll()).object();
    return !m_description.isEmpty();
}

int ServerProcess::waitForExit() {
    const bool ended = waitFor([this] { return m_process.state() == QProcess::NotRunning; }, patienceMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QString ServerProcess::output() {
    m_output += QString::fromUtf8(m_process.readAll());
    return m_output;
}

ServerProcess::Result ServerProcess::run(const QStringList& arguments) {
    ServerProcess process(arguments);
    const int exitCode = process.waitForExit();
    return {exitCode, process.output()};
}

}  // namespace test
