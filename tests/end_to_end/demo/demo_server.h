#pragma once

// A real pong-server process on this machine with a private cluster in a folder of its own; ends with the object.
// Main thread only.

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace demo {

class DemoServer {
 public:
    // Starts it and waits until it listens. Throws std::runtime_error with the server's own words.
    DemoServer(const QString& program, const QStringList& options);
    ~DemoServer();

    QString url() const;          // for a client on this machine
    QString fingerprint() const;  // of its certificate
    QString database() const;     // postgres://..., with the password

    // Asks it to stop and waits. Throws std::runtime_error where it does not end well.
    void stop();

 private:
    QString describe(const char* field) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_description;
};

}  // namespace demo
