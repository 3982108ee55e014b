#pragma once

// A real pong-server of this build in a process of its own; it is ended with the object.

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace test {

class ServerProcess {
 public:
    explicit ServerProcess(const QStringList& arguments);
    ~ServerProcess();

    // Waits until it has written server.json into this folder; false if it ended instead.
    bool waitUntilListening(const QString& dataFolder);
    QJsonObject description() const { return m_description; }
    QUrl url() const { return QUrl(m_description[QStringLiteral("url")].toString()); }

    // Waits for its end; its exit code, or -1 if it did not end, or not by itself.
    int waitForExit();
    void terminate() { m_process.terminate(); }
    void kill() { m_process.kill(); }

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); }
    // Everything it printed so far, both streams.
    QString output();

    // Runs one to its end.
    struct Result {
        int exitCode;
        QString output;
    };
    static Result run(const QStringList& arguments);

 private:
    QProcess m_process;
    QJsonObject m_description;
    QString m_output;
};

}  // namespace test
