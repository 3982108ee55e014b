#pragma once

// One running program a data folder, as far as links go: a second `pong pong://...` hands its link to the first and
// ends. A socket in the data folder, for this user only. Main thread only.

#include <QLocalServer>
#include <QObject>

namespace client {

class InstanceLink : public QObject {
    Q_OBJECT

 public:
    explicit InstanceLink(QString dataFolder, QObject* parent = nullptr);

    // Takes links from now on, unless another program of this folder does.
    void listen();

    // False: no program of this folder runs, and the link is one's own to open.
    static bool handOver(const QString& dataFolder, const QString& link);

 Q_SIGNALS:
    void linkReceived(const QString& link);

 private:
    void takeLink();

    QString m_path;
    QLocalServer m_server;
};

}  // namespace client
