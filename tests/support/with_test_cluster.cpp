// with_test_cluster COMMAND ARGUMENTS...
//
// Starts a throw-away PostgreSQL, runs the command with PONG_TEST_DATABASE_URL set to it, and ends with the command's
// exit code; the PostgreSQL is stopped and removed in every case. So a whole run of tests shares one cluster.

#include "server/database/start_error.h"
#include "tests/support/test_cluster.h"

#include <QCoreApplication>
#include <QProcess>

#include <atomic>
#include <csignal>
#include <cstdio>

namespace {

std::atomic<pid_t> child{0};
std::atomic<bool> interrupted{false};

// Passed on to the command, whose end then ends this program in order. (A Ctrl-C reaches the command by itself too.)
void passOn(int signalNumber) {
    interrupted = true;
    if (const pid_t pid = child; pid > 0)
        ::kill(pid, signalNumber);
}

constexpr int usageError = 2;
constexpr int cannotRun = 127;

int run(const QStringList& command) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    process.start(command.first(), command.mid(1));
    if (!process.waitForStarted(-1)) {
        std::fprintf(stderr, "with_test_cluster: %s: %s\n", qUtf8Printable(command.first()),
                     qUtf8Printable(process.errorString()));
        return cannotRun;
    }
    child = static_cast<pid_t>(process.processId());
    process.waitForFinished(-1);
    child = 0;
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : cannotRun + 1;
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList command = QCoreApplication::arguments().mid(1);
    if (command.isEmpty()) {
        std::fprintf(stderr, "usage: with_test_cluster command arguments...\n");
        return usageError;
    }
    std::signal(SIGINT, passOn);
    std::signal(SIGTERM, passOn);
    try {
        const test::TestCluster cluster;
        qputenv("PONG_TEST_DATABASE_URL", cluster.adminSettings().url().toUtf8());
        return interrupted ? cannotRun + 1 : run(command);
    } catch (const server::DatabaseStartError& error) {
        std::fprintf(stderr, "with_test_cluster: %s\n", error.what());
        return cannotRun;
    }
}
