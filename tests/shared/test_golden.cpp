// The same seed and inputs give the same bits for ever, on every compiler and in every build. A hash that differs here
// means that old recordings would replay another match: raise rulesVersion together with new values below, never the
// values alone.

#include "shared/pong/random.h"
#include "shared/pong/simulation.h"

#include <QtTest>

using namespace pong;

namespace {

// Frozen with the hashes: every 12 ticks each player follows the ball or, one time in four, presses anything.
Inputs frozenInputs(const Simulation& simulation, Inputs held, std::uint64_t& generator) {
    if (simulation.state().tick % 12 != 0)
        return held;
    for (std::size_t side = 0; side < 2; ++side) {
        const Fixed off = simulation.state().ballY - simulation.state().paddleY[side];
        const int follow = off > units(20) ? 1 : off < -units(20) ? -1 : 0;
        const int chosen = randomBelow(generator, 4) == 0 ? randomBelow(generator, 3) - 1 : follow;
        held[side] = static_cast<Direction>(chosen);
    }
    return held;
}

}  // namespace

class TestGolden : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void hashes_data();
    void hashes();
};

void TestGolden::hashes_data() {
    QTest::addColumn<Rules>("rules");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<QList<quint64>>("expected");  // after 0, 100, 1000 and 10000 ticks

    const Rules standard;
    const Rules quick{5, 1, 64, 800, 20, 1500};
    const Rules slow{21, 2, 112, 200, 0, 200};
    const Rules demo{5, 2, 84, 400, 6, 1000};
    // clang-format off
    QTest::newRow("standard, small seed") << standard << quint64{1u}
        << QList<quint64>{0x051bce74adec8acau, 0x3c434d63c3161eedu, 0xfd73f4e5bef908b8u, 0x2db631decf7bbbacu};
    QTest::newRow("standard, large seed") << standard << quint64{81985529216486895u}
        << QList<quint64>{0x556d2264c621e1e1u, 0x2ad060fd82899b4eu, 0x1d2a72a038b72192u, 0xae60c0f423b0515du};
    QTest::newRow("quick, small seed") << quick << quint64{1u}
        << QList<quint64>{0x42b6f99ff18df522u, 0xc1a5e4b0a2c993f2u, 0x70b86d2867d908b1u, 0x790844aaef652a7eu};
    QTest::newRow("quick, large seed") << quick << quint64{81985529216486895u}
        << QList<quint64>{0xcffd288df24b91dfu, 0x6f3dd35a024382feu, 0xeab3e3e9f1812829u, 0x4c8d46267f7ec3a0u};
    QTest::newRow("slow, small seed") << slow << quint64{1u}
        << QList<quint64>{0x185744ccc417ccc8u, 0x734edbc6daf2b978u, 0xa0e0abcc58d37af2u, 0x513ff4aa79976440u};
    QTest::newRow("slow, large seed") << slow << quint64{81985529216486895u}
        << QList<quint64>{0x9977d40a129fc1dau, 0x1bf9f7345a1797acu, 0x6d510632a7b2711fu, 0x48077db603b864e7u};
    QTest::newRow("demo, small seed") << demo << quint64{1u}
        << QList<quint64>{0x051bce74adec8acau, 0x3c434d63c3161eedu, 0xfd73f4e5bef908b8u, 0x58e0c638e7c0ab03u};
    QTest::newRow("demo, large seed") << demo << quint64{81985529216486895u}
        << QList<quint64>{0x556d2264c621e1e1u, 0x2ad060fd82899b4eu, 0x1d2a72a038b72192u, 0x10a088d3fc1df8eeu};
    // clang-format on
}

void TestGolden::hashes() {
    QFETCH(Rules, rules);
    QFETCH(quint64, seed);
    QFETCH(QList<quint64>, expected);

    std::uint64_t generator = seed;
    Inputs held{};
    Simulation simulation(rules, seed);
    QList<quint64> hashes;
    for (const Tick until : {0, 100, 1000, 10000}) {
        while (simulation.state().tick < until) {
            held = frozenInputs(simulation, held, generator);
            simulation.step(held);
        }
        hashes.append(simulation.hash());
    }
    for (qsizetype i = 0; i < hashes.size(); ++i)
        QCOMPARE(QString::number(hashes[i], 16), QString::number(expected[i], 16));
}

QTEST_GUILESS_MAIN(TestGolden)
#include "test_golden.moc"
