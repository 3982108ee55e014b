// How long it takes from starting the client's program to its first picture of the login page, as a person waits for
// it: a process of its own, with an empty data folder, on Qt's offscreen platform (QT_QPA_PLATFORM overrides that).

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int rounds = 15;
constexpr int patienceMs = 20'000;

// Milliseconds, or -1 where the program did not get there.
double startOnce(const QString& program) {
    const QTemporaryDir dataDir;
    QProcess pong;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("pong.startup.debug=true"));
    if (!environment.contains(QStringLiteral("QT_QPA_PLATFORM")))
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    pong.setProcessEnvironment(environment);
    pong.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer clock;
    clock.start();
    pong.start(program, {QStringLiteral("--data-dir"), dataDir.path()});
    QByteArray output;
    while (!output.contains("first picture") && clock.elapsed() < patienceMs && pong.waitForReadyRead(patienceMs))
        output += pong.readAll();
    const double milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    pong.terminate();
    pong.waitForFinished();
    return output.contains("first picture") ? milliseconds : -1;
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/pong");
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        times.push_back(startOnce(program));
        if (times.back() < 0) {
            std::fprintf(stderr, "bench_startup: %s showed no picture\n", qPrintable(program));
            return 1;
        }
    }
    std::printf("first start %.0f ms\n", times.front());
    std::sort(times.begin(), times.end());
    std::printf("fastest %.0f ms, median %.0f ms, slowest %.0f ms of %d\n", times.front(), times[times.size() / 2],
                times.back(), rounds);
}
