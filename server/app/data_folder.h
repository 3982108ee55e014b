#pragma once

// The folder where a server keeps what it must not lose, locked for one server at a time, and the description of the
// running server in it (server.json: for scripts, and for whoever sits at this machine). Blocking file work, before and
// after the event loop; main thread.

#include <QJsonObject>
#include <QLockFile>
#include <QString>

#include <optional>

namespace server {

class DataFolder {
 public:
    explicit DataFolder(QString path);
    ~DataFolder();  // removes the description, gives up the lock

    // Makes the folder if need be. Throws StartError (FolderUnusable, InUse).
    void open();

    const QString& path() const { return m_path; }
    // Of the private PostgreSQL.
    QString clusterPath() const { return m_path + QStringLiteral("/postgresql"); }
    // Of what the running server says of its load (LoadFile).
    static QString loadPath(const QString& path) { return path + QStringLiteral("/load.json"); }

    // Throws StartError(FolderUnusable). The file is for the owner only: it holds the way to the database.
    void describe(const QJsonObject& description);
    void removeDescription();

    // What the server that runs in this folder says of itself; none if no server runs there.
    static std::optional<QJsonObject> runningServer(const QString& path);

 private:
    const QString m_path;
    QLockFile m_lock;
};

}  // namespace server
