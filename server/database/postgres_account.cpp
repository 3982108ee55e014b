#include "server/database/postgres_account.h"

#include "server/database/start_error.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

[[noreturn]] void fail(const QString& what, const QString& path) {
    throw DatabaseStartError(Problem::BadFolder,
                             QStringLiteral("%1 %2: %3").arg(what, path, QString::fromLocal8Bit(std::strerror(errno))));
}

constexpr int cannotBecomeUser = 126;

// The bare system calls: the C library's functions of these names would change all threads of the process whose memory
// the child still shares.
bool becomeUser(uid_t uid, gid_t gid) {
    return ::syscall(SYS_setgroups, 1, &gid) == 0 && ::syscall(SYS_setgid, gid) == 0 && ::syscall(SYS_setuid, uid) == 0;
}

}  // namespace

PostgresAccount PostgresAccount::resolve() {
    if (::geteuid() != 0)
        return {::geteuid(), ::getegid(), false};
    const passwd* entry = ::getpwnam("postgres");
    if (entry == nullptr) {
        throw DatabaseStartError(
            Problem::NotInstalled,
            QStringLiteral("PostgreSQL does not run as root, and there is no user postgres to run it: "
                           "install PostgreSQL's server package"));
    }
    return {entry->pw_uid, entry->pw_gid, true};
}

std::function<void()> PostgresAccount::childModifier() const {
    return [uid = m_uid, gid = m_gid, other = m_other, parent = ::getpid()] {
        ::setsid();
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);  // whatever the server blocks is its own affair
        if (other && !becomeUser(uid, gid))
            ::_exit(cannotBecomeUser);
        ::prctl(PR_SET_PDEATHSIG, SIGINT);  // after setuid, which clears it
        if (::getppid() != parent)
            ::_exit(cannotBecomeUser);  // the server died before the line above
    };
}

void PostgresAccount::makePrivateFolder(const QString& path) const {
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), S_IRWXU) == 0) {
        if (m_other && ::lchown(name.constData(), m_uid, m_gid) != 0)
            fail(QStringLiteral("Cannot give PostgreSQL's user the folder"), path);
        return;
    }
    if (errno != EEXIST)
        fail(QStringLiteral("Cannot make the folder"), path);
    struct stat status {};
    if (::lstat(name.constData(), &status) != 0)
        fail(QStringLiteral("Cannot use the folder"), path);
    if (!S_ISDIR(status.st_mode) || status.st_uid != m_uid) {
        throw DatabaseStartError(Problem::BadFolder,
                                 QStringLiteral("%1 is not a folder of PostgreSQL's user").arg(path));
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(name.constData(), S_IRWXU) != 0)
        fail(QStringLiteral("Cannot close to others the folder"), path);
}

void PostgresAccount::writePrivateFile(const QString& path, const QByteArray& content) const {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        (m_other && ::fchown(file.handle(), m_uid, m_gid) != 0) || file.write(content) != content.size() ||
        !file.commit())
        fail(QStringLiteral("Cannot write"), path);
}

void PostgresAccount::checkCanReach(const QString& path) const {
    QString above;
    for (const QString& part : QDir(path).absolutePath().split(u'/').mid(0, path.count(u'/'))) {
        above += part + u'/';
        struct stat status {};
        if (::stat(QFile::encodeName(above).constData(), &status) != 0)
            return;  // not there yet: made with the usual rights
        const mode_t needed = status.st_uid == m_uid ? S_IXUSR : status.st_gid == m_gid ? S_IXGRP : S_IXOTH;
        if ((status.st_mode & needed) == 0) {
            throw DatabaseStartError(Problem::BadFolder,
                                     QStringLiteral("PostgreSQL runs as the user postgres here, who may not enter %1: "
                                                    "choose another data folder, or allow it (chmod o+x)")
                                         .arg(above));
        }
    }
}

}  // namespace server
