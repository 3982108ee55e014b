#pragma once

// The user that PostgreSQL's programs run as. PostgreSQL refuses to run as root, so a server started by root runs them
// as the user `postgres`, which its package makes; anybody else runs them as himself. Main thread.

#include <QString>

#include <functional>
#include <sys/types.h>

namespace server {

class PostgresAccount {
 public:
    // Throws DatabaseStartError(NotInstalled) where root finds no user `postgres`.
    static PostgresAccount resolve();

    uid_t uid() const { return m_uid; }
    // Whether it is another user than this process's.
    bool isOther() const { return m_other; }

    // For QProcess::setChildProcessModifier: becomes this user in a session of its own (Ctrl-C at the terminal is for
    // the server, which stops PostgreSQL last) and gets SIGINT, PostgreSQL's fast shutdown, when the thread that starts
    // it dies. Ids are resolved before, so that the child makes system calls only: it shares this process's memory
    // until it runs its program (Qt 6.4 starts processes by vfork).
    std::function<void()> childModifier() const;

    // Makes the folder if need be, owned by this account, with access for nobody else. Throws
    // DatabaseStartError(BadFolder), also where something that is not the account's own stands there.
    void makePrivateFolder(const QString& path) const;
    // Writes a file that only this account (and root) reads. Throws DatabaseStartError(BadFolder).
    void writePrivateFile(const QString& path, const QByteArray& content) const;
    // Throws DatabaseStartError(BadFolder) that names the first folder above `path` that this account may not enter.
    void checkCanReach(const QString& path) const;

 private:
    PostgresAccount(uid_t uid, gid_t gid, bool other) : m_uid(uid), m_gid(gid), m_other(other) {}

    uid_t m_uid;
    gid_t m_gid;
    bool m_other;
};

}  // namespace server
