// with_test_cluster COMMAND ARGUMENTS...
//
// Starts a throw-away PostgreSQL, runs the command with PONG_TEST_DATABASE_URL set to it, and ends with the command's
// exit code; the PostgreSQL is stopped and removed in every case. So a whole run of tests shares one cluster.

#include "server/database/start_error.h"
#include "tests/support/test_cluster.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

constexpr int usageError = 2;
constexpr int cannotRun = 127;
constexpr int killed = 128;

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

// Runs the command in this program's event loop; a signal to stop is passed on to it, and its end is then ours. (A
// Ctrl-C reaches the command by itself too.)
int run(const QStringList& command, int signalDescriptor) {
    QProcess process;
    QSocketNotifier stop(signalDescriptor, QSocketNotifier::Read);
    QObject::connect(&stop, &QSocketNotifier::activated, &process, [&] {
        signalfd_siginfo info{};
        if (::read(signalDescriptor, &info, sizeof(info)) == sizeof(info) && process.processId() > 0)
            ::kill(static_cast<pid_t>(process.processId()), static_cast<int>(info.ssi_signo));
    });
    QObject::connect(&process, &QProcess::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    process.setChildProcessModifier([] {
        const sigset_t blocked = stopSignals();
        ::sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
    });
    process.start(command.first(), command.mid(1));
    if (!process.waitForStarted(-1)) {
        std::fprintf(stderr, "with_test_cluster: %s: %s\n", qUtf8Printable(command.first()),
                     qUtf8Printable(process.errorString()));
        return cannotRun;
    }
    QCoreApplication::exec();
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : killed;
}

}  // namespace

int main(int argc, char** argv) {
    // Read from a descriptor instead of interrupting: the PostgreSQL is stopped whenever the signal comes.
    const sigset_t blocked = stopSignals();
    ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
    const int signalDescriptor = ::signalfd(-1, &blocked, SFD_CLOEXEC);

    const QCoreApplication application(argc, argv);
    const QStringList command = QCoreApplication::arguments().mid(1);
    if (command.isEmpty()) {
        std::fprintf(stderr, "usage: with_test_cluster command arguments...\n");
        return usageError;
    }
    try {
        const test::TestCluster cluster;
        qputenv("PONG_TEST_DATABASE_URL", cluster.adminSettings().url().toUtf8());
        return run(command, signalDescriptor);
    } catch (const server::DatabaseStartError& error) {
        std::fprintf(stderr, "with_test_cluster: %s\n", error.what());
        return cannotRun;
    }
}
