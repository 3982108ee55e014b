#pragma once

// Fetches the pictures that are to be drawn, each once: from the files of this computer, else from the server, a few at
// a time. What comes is checked before it is drawn or kept. Main thread only.

#include "client/app/avatar_files.h"
#include "client/net/connection.h"

#include <QObject>
#include <QQueue>
#include <QSet>

namespace client {

class AvatarPictures;

class AvatarController : public QObject {
    Q_OBJECT

 public:
    // None is owned; both must outlive the controller, and the connection must be closed before it is destroyed.
    AvatarController(AvatarPictures& pictures, Connection& connection, AvatarFiles files);

 private:
    void want(const QString& url);
    void follow(ConnectionState state);
    void fetchNext();
    bool showKept(const QString& url);
    QCoro::Task<void> fetch(QString url);
    void take(const QString& url, const std::string& bytes);

    AvatarPictures& m_pictures;
    Connection& m_connection;
    AvatarFiles m_files;
    pong::TaskScope m_tasks;
    QQueue<QString> m_queue;
    QSet<QString> m_fetching;
    std::optional<ServerAddress> m_server;  // who was asked
    QTimer m_pause;                         // the server asked for one
};

}  // namespace client
