// Whole matches over networks of all kinds, on a virtual clock: nobody ever sees what did not happen, both sides and
// the record agree to the bit, and the figures of how good it looked are printed as a table.

#include "tests/end_to_end/netcode/watched_match.h"

#include <QtTest>

#include <algorithm>
#include <cstdio>
#include <numeric>

using namespace netcode;
using pong::Side;

namespace {

struct Summary {
    double perMinute = 0;
    double mean = 0;
    double p99 = 0;
    double largest = 0;
};

Summary summaryOf(std::vector<double> distances, double seconds) {
    if (distances.empty())
        return {};
    std::sort(distances.begin(), distances.end());
    const auto count = static_cast<double>(distances.size());
    return {count * 60 / seconds, std::accumulate(distances.begin(), distances.end(), 0.0) / count,
            distances[(distances.size() - 1) * 99 / 100], distances.back()};
}

Summary corrections(VirtualMatch& match, client::Corrected what, double seconds) {
    std::vector<double> all = match.left().corrections(what);
    const auto& right = match.right().corrections(what);
    all.insert(all.end(), right.begin(), right.end());
    return summaryOf(std::move(all), 2 * seconds);
}

void printHeader() {
    std::printf("%-18s %6s %4s %6s %7s %7s %5s %8s | %-27s | %-27s | %-27s | %s\n", "one way, ms", "play", "pts",
                "inputs", "late %", "lead ms", "vain", "bytes/s", "own paddle: /min mean p99 max", "opponent", "ball",
                "pauses");
}

void printFigures(const char* name, WatchedMatch& watched, const Figures& figures) {
    std::printf("%-18s %5.0fs %4d %6u %7.2f %3.0f/%3.0f %5d %3.0f^ %3.0fv", name, figures.seconds, figures.points,
                figures.inputs, 100.0 * figures.lateInputs / figures.inputs, figures.leadMs[0], figures.leadMs[1],
                figures.foreseenInVain, std::max(figures.bytesUp[0], figures.bytesUp[1]),
                std::max(figures.bytesDown[0], figures.bytesDown[1]));
    for (const auto what : {client::Corrected::OwnPaddle, client::Corrected::OpponentPaddle, client::Corrected::Ball}) {
        const Summary summary = corrections(watched.match(), what, figures.seconds);
        std::printf(" | %6.1f %6.1f %6.1f %6.1f", summary.perMinute, summary.mean, summary.p99, summary.largest);
    }
    std::printf(" | %u\n", watched.match().server().counters().pauses);
    std::fflush(stdout);
}

}  // namespace

class TestNetcode : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { printHeader(); }
    void matches_data();
    void matches();
};

void TestNetcode::matches_data() {
    QTest::addColumn<int>("delayMs");
    QTest::addColumn<int>("jitterMs");
    QTest::addColumn<bool>("stalls");
    QTest::newRow("0") << 0 << 0 << false;
    QTest::newRow("0 + 0-40") << 0 << 40 << false;
    QTest::newRow("20") << 20 << 0 << false;
    QTest::newRow("20 + 0-40") << 20 << 40 << false;
    QTest::newRow("80") << 80 << 0 << false;
    QTest::newRow("80 + 0-40") << 80 << 40 << false;
    QTest::newRow("150") << 150 << 0 << false;
    QTest::newRow("150 + 0-40") << 150 << 40 << false;
    QTest::newRow("20 + 0-40, stalls") << 20 << 40 << true;
    QTest::newRow("150 + 0-40, stalls") << 150 << 40 << true;
}

void TestNetcode::matches() {
    QFETCH(int, delayMs);
    QFETCH(int, jitterMs);
    QFETCH(bool, stalls);
    Setup setup;
    setup.conditions = {delayMs * 1000, jitterMs * 1000};
    setup.rules.pointsToWin = 21;
    setup.seed = static_cast<std::uint64_t>(delayMs + jitterMs + 1);
    WatchedMatch watched(setup, 14);
    watched.setStalls(stalls);
    watched.play(10);
    const Figures figures = watched.figures();
    printFigures(QTest::currentDataTag(), watched, figures);

    VirtualMatch& match = watched.match();
    QVERIFY2(watched.failure().isEmpty(), qPrintable(watched.failure()));
    QVERIFY(match.result());
    QVERIFY(figures.seconds > 90);
    QVERIFY(figures.answeredPresses > 50);
    QCOMPARE(match.server().counters().desyncs, 0u);
    QCOMPARE(match.left().match().desyncs() + match.right().match().desyncs(), 0u);

    pong::Replay replay(match.recording());
    replay.seek(match.recording().lastTick);
    for (const pong::Simulation& other :
         {match.server().simulation(), match.left().match().confirmed(), match.right().match().confirmed()})
        QCOMPARE(other.hash(), replay.simulation().hash());

    for (const Side side : {Side::Left, Side::Right}) {
        QVERIFY(figures.bytesUp[pong::index(side)] < 250);
        QVERIFY(figures.bytesDown[pong::index(side)] < 250);
    }
    if (!stalls) {
        QVERIFY(figures.lateInputs * 100 < figures.inputs);
        QVERIFY(figures.foreseenInVain < 10);
    }
}

QTEST_GUILESS_MAIN(TestNetcode)
#include "test_netcode.moc"
