// When newcomers are turned away, and when they are let in again.

#include "server/net/admission.h"

#include <QTest>

#include <algorithm>

using server::Admission;
using server::LoadSample;

namespace {

constexpr LoadSample idle{0.05, 0.05, 0};
constexpr LoadSample steady{0.6, 0.6, 0};
constexpr LoadSample between{0.66, 0.66, 0.02};
constexpr LoadSample crowded{0.95, 0.9, 0};

void addTo(Admission& admission, const LoadSample& sample, int times) {
    for (int i = 0; i < times; ++i)
        admission.add(sample);
}

Admission full() {
    Admission admission;
    addTo(admission, crowded, 10);
    return admission;
}

// How many samples of this kind it takes until it changes its mind; 0: more than a hundred.
int samplesUntilChange(Admission admission, const LoadSample& sample) {
    const bool before = admission.isFull();
    for (int count = 1; count <= 100; ++count) {
        admission.add(sample);
        if (admission.isFull() != before)
            return count;
    }
    return 0;
}

}  // namespace

class TestAdmission : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void letsInAtFirst();
    void oneBadMomentTurnsNobodyAway();
    void isFull_data();
    void isFull();
    void isFullWhereItsHostSays();
    void aCrowdIsCountedBeforeItPlays_data();
    void aCrowdIsCountedBeforeItPlays();
    void anIdleServerTakesACrowd();
    void aFewMatchesAreNoCrowd();
    void badMomentsApartDoNotAddUp();
    void isFreeOnlyAfterALongerCalm();
    void staysFullInBetween();
    void aBadMomentEndsTheCalm();
    void countsWhomItRefuses();
    void whoPlaysMayComeBack();
};

void TestAdmission::letsInAtFirst() {
    Admission admission;
    admission.requireRoom();
    addTo(admission, steady, 100);
    admission.requireRoom();
    QCOMPARE(admission.refused(), 0U);
}

void TestAdmission::oneBadMomentTurnsNobodyAway() {
    Admission admission;
    admission.add(crowded);
    QVERIFY(!admission.isFull());
    admission.add(crowded);
    QVERIFY(admission.isFull());
}

void TestAdmission::isFull_data() {
    QTest::addColumn<double>("busyShare");
    QTest::addColumn<double>("workShare");
    QTest::addColumn<double>("lateShare");
    QTest::addColumn<bool>("isFull");
    QTest::newRow("nothing to do") << 0.0 << 0.0 << 0.0 << false;
    QTest::newRow("much to do, in time") << 0.69 << 0.69 << 0.0 << false;
    QTest::newRow("no time left") << 0.70 << 0.70 << 0.0 << true;
    QTest::newRow("never waits") << 1.0 << 1.0 << 1.0 << true;
    QTest::newRow("shares its core, and never waits") << 1.0 << 0.5 << 0.0 << true;
    QTest::newRow("late at work") << 0.60 << 0.60 << 0.05 << true;
    QTest::newRow("a little late") << 0.60 << 0.60 << 0.04 << false;
    QTest::newRow("others keep the machine busy") << 0.30 << 0.10 << 0.50 << false;
    QTest::newRow("others leave it no core") << 0.95 << 0.30 << 0.50 << false;
}

void TestAdmission::isFull() {
    QFETCH(double, busyShare);
    QFETCH(double, workShare);
    QFETCH(double, lateShare);
    Admission admission;
    addTo(admission, {busyShare, workShare, lateShare}, 10);
    QTEST(admission.isFull(), "isFull");
}

void TestAdmission::isFullWhereItsHostSays() {
    for (const double fullAt : {0.02, 0.3, 0.95}) {
        Admission admission(fullAt);
        addTo(admission, {0.99 * fullAt, 0.99 * fullAt, 0}, 10);
        QVERIFY(!admission.isFull());
        addTo(admission, {fullAt, fullAt, 0}, 10);
        QVERIFY(admission.isFull());
        addTo(admission, {0.8 * fullAt, 0.8 * fullAt, 0}, 10);
        QVERIFY(!admission.isFull());
    }
}

// A crowd comes each half second, and others have ended; each match takes 0.0002 of the core once its 3-2-1 is over.
void TestAdmission::aCrowdIsCountedBeforeItPlays_data() {
    QTest::addColumn<int>("come");
    QTest::addColumn<int>("end");
    QTest::newRow("some") << 200 << 0;
    QTest::newRow("very many") << 400 << 0;
    QTest::newRow("others go meanwhile") << 400 << 150;
}

void TestAdmission::aCrowdIsCountedBeforeItPlays() {
    QFETCH(int, come);
    QFETCH(int, end);
    Admission admission;
    int matches = 0;
    int begun = 0;
    for (int sample = 0; !admission.isFull() && sample < 100; ++sample) {
        matches += come - end;
        begun += come;
        const double share = std::max(0, matches - 5 * come) * 0.0002;
        admission.add({share, share, 0, matches, static_cast<std::uint64_t>(begun)});
    }
    QVERIFY(admission.isFull());
    QVERIFY2(matches > 2'000 && matches <= 4'400, qPrintable(QString::number(matches)));
}

void TestAdmission::anIdleServerTakesACrowd() {
    Admission admission;
    for (const std::uint64_t begun : {0U, 600U, 1'200U})
        admission.add({0.1, 0.1, 0, static_cast<int>(begun), begun});
    QVERIFY(!admission.isFull());
}

// Few matches on a busy core are not what keeps it busy.
void TestAdmission::aFewMatchesAreNoCrowd() {
    Admission admission;
    for (int matches = 1; matches < 40; ++matches)
        admission.add({0.6, 0.6, 0, matches, static_cast<std::uint64_t>(matches)});
    QVERIFY(!admission.isFull());
}

void TestAdmission::badMomentsApartDoNotAddUp() {
    Admission admission;
    for (int i = 0; i < 10; ++i) {
        admission.add(crowded);
        admission.add(between);
    }
    QVERIFY(!admission.isFull());
}

void TestAdmission::isFreeOnlyAfterALongerCalm() {
    const int untilFree = samplesUntilChange(full(), steady);
    QVERIFY(untilFree > samplesUntilChange(Admission(), crowded));
    QCOMPARE(samplesUntilChange(full(), idle), untilFree);
}

void TestAdmission::staysFullInBetween() {
    QCOMPARE(samplesUntilChange(full(), between), 0);
    QCOMPARE(samplesUntilChange(Admission(), between), 0);
}

void TestAdmission::aBadMomentEndsTheCalm() {
    Admission admission = full();
    const int untilFree = samplesUntilChange(admission, steady);
    addTo(admission, steady, untilFree - 1);
    admission.add(between);
    QCOMPARE(samplesUntilChange(admission, steady), untilFree);
}

void TestAdmission::countsWhomItRefuses() {
    Admission admission = full();
    for (int i = 0; i < 3; ++i) {
        try {
            admission.requireRoom();
            QFAIL("let in");
        } catch (const server::Refusal& refusal) {
            QCOMPARE(refusal.code(), pong::wire::REFUSAL_BUSY);
            QVERIFY(refusal.retryAfterMs() > 0);
        }
    }
    QCOMPARE(admission.refused(), 3U);
}

void TestAdmission::whoPlaysMayComeBack() {
    Admission admission = full();
    admission.setPlays([](server::UserId user) { return user == 7; });
    admission.requireRoomFor(7);
    QCOMPARE(admission.refused(), 0U);
    QVERIFY_EXCEPTION_THROWN(admission.requireRoomFor(8), server::Refusal);
}

QTEST_APPLESS_MAIN(TestAdmission)
#include "test_admission.moc"
