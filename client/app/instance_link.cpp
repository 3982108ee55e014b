#include "client/app/instance_link.h"

#include <QLocalSocket>

namespace client {

namespace {

constexpr int patienceMs = 2'000;
constexpr qint64 longestLink = 2048;
constexpr char accepted = '+';

QString pathIn(const QString& dataFolder) {
    return dataFolder + QStringLiteral("/running");
}

}  // namespace

InstanceLink::InstanceLink(QString dataFolder, QObject* parent) : QObject(parent), m_path(pathIn(dataFolder)) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceLink::takeLink);
}

void InstanceLink::listen() {
    QLocalSocket other;
    other.connectToServer(m_path);
    if (other.waitForConnected(patienceMs))
        return;
    QLocalServer::removeServer(m_path);  // what is left of one that was killed
    m_server.listen(m_path);
}

void InstanceLink::takeLink() {
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(longestLink);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= longestLink)
                    socket->abort();
                return;
            }
            const QString link = QString::fromUtf8(socket->readLine(longestLink)).trimmed();
            socket->write(&accepted, 1);
            socket->disconnectFromServer();
            Q_EMIT linkReceived(link);
        });
    }
}

bool InstanceLink::handOver(const QString& dataFolder, const QString& link) {
    QLocalSocket socket;
    socket.connectToServer(pathIn(dataFolder));
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(link.toUtf8() + '\n');
    char answer = 0;
    return socket.waitForReadyRead(patienceMs) && socket.read(&answer, 1) == 1 && answer == accepted;
}

}  // namespace client
