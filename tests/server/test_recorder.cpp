// What matches produce reaches PostgreSQL: together, in order, once, and also when that takes several attempts.

#include "server/play/recorder.h"
#include "tests/server/database_fixture.h"
#include "tests/support/match_record.h"
#include "tests/support/server_test_main.h"

#include <QRegularExpression>

#include <array>
#include <memory>
#include <vector>

using pong::Change;
using pong::Direction;
using pong::Side;
using server::Recorder;
using test::OpenDatabase;
namespace play = server::play;
namespace wire = pong::wire;

class TestRecorder : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void cleanup();

    void flushesAllMatchesTogether();
    void aPointIsStoredWithAllBeforeIt();
    void anEndIsStoredOnce();
    void anEndTakesWhatWasNotFlushed();
    void endsThatWaitShareATransaction();
    void oneBadEndHarmsNoOther();
    void keepsEverythingWhileTheDatabaseIsAway();
    void oneBadRecordHarmsNoOther();
    void drainsForAShutdown();
    void givesUpDrainingInTime();

 private:
    std::int64_t addMatch();
    void addTicks(std::int64_t match, pong::Tick after, pong::Tick through);
    void addPoint(std::int64_t match, pong::Tick tick);
    play::MatchEnd endOf(std::int64_t match, pong::Tick tick) const;
    void setAway(bool away);
    play::StoredMatch stored(std::int64_t match) const {
        return test::storedMatch(m_database->fresh.settings(), match);
    }
    qint64 number(const char* sql) { return m_database->fresh.number(QString::fromLatin1(sql)); }

    std::unique_ptr<OpenDatabase> m_database;
    std::unique_ptr<Recorder> m_recorder;
    qint64 m_alice = 0;
    qint64 m_bob = 0;
};

void TestRecorder::init() {
    server::DatabaseOptions options;
    options.lockCheckEvery = std::chrono::milliseconds(50);
    m_database = std::make_unique<OpenDatabase>(options);
    m_recorder = std::make_unique<Recorder>(m_database->database);
    m_alice = m_database->fresh.addUser(QStringLiteral("alice"));
    m_bob = m_database->fresh.addUser(QStringLiteral("bob"));
}

void TestRecorder::cleanup() {
    test::result(m_recorder->drain(std::chrono::seconds(1)));
    m_database->database.close();
    m_recorder.reset();
    m_database.reset();
}

std::int64_t TestRecorder::addMatch() {
    play::NewMatch match;
    match.players = {m_alice, m_bob};
    match.mode = wire::MODE_RANDOM;
    match.seed = 7;
    match.startedAt = QDateTime::currentDateTimeUtc();
    return test::result(m_database->database.transaction(&play::insertMatch, match));
}

void TestRecorder::addTicks(std::int64_t match, pong::Tick after, pong::Tick through) {
    const std::vector<Change> changes{{after + 1, Side::Left, Direction::Up}};
    m_recorder->addChanges(match, {after, through, changes});
}

void TestRecorder::addPoint(std::int64_t match, pong::Tick tick) {
    m_recorder->addPoint(match, {1, tick, Side::Left, {1, 0}});
}

play::MatchEnd TestRecorder::endOf(std::int64_t match, pong::Tick tick) const {
    play::MatchEnd end;
    end.matchId = match;
    end.reason = wire::END_PLAYED;
    end.winner = Side::Left;
    end.score = {1, 0};
    end.tick = tick;
    end.endedAt = QDateTime::currentDateTimeUtc();
    return end;
}

// Nobody gets in, and nobody is in: as good as a server that is down.
void TestRecorder::setAway(bool away) {
    server::Connection admin(test::TestDatabase::adminSettings(), server::ConnectionLimits());
    admin.open();
    const QString name = m_database->fresh.settings().database;
    admin.runScript(QStringLiteral("ALTER DATABASE %1 WITH ALLOW_CONNECTIONS %2")
                        .arg(name, away ? QStringLiteral("false") : QStringLiteral("true")));
    if (away)
        admin.runScript(
            QStringLiteral("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '%1'")
                .arg(name));
    QTRY_COMPARE(m_database->database.isAvailable(), !away);
}

void TestRecorder::flushesAllMatchesTogether() {
    std::vector<std::int64_t> matches;
    for (int i = 0; i < 5; ++i)
        matches.push_back(addMatch());
    for (const std::int64_t match : matches)
        addTicks(match, 0, 120);
    QTRY_COMPARE(number("SELECT count(*) FROM match_inputs"), 5);
    QCOMPARE(number("SELECT count(DISTINCT xmin::text) FROM match_inputs"), 1);  // one transaction
}

void TestRecorder::aPointIsStoredWithAllBeforeIt() {
    const std::int64_t match = addMatch();
    addTicks(match, 0, 120);
    addTicks(match, 120, 200);
    addPoint(match, 200);
    QTRY_COMPARE(number("SELECT count(*) FROM points"), 1);
    const play::StoredMatch match1 = stored(match);
    QCOMPARE(match1.recording.lastTick, 200);
    QCOMPARE(match1.recording.changes.size(), 2U);
    QCOMPARE(match1.points.size(), 1U);
    QCOMPARE(match1.points[0].tick, 200);
}

void TestRecorder::anEndIsStoredOnce() {
    const std::int64_t match = addMatch();
    QVERIFY(test::result(m_recorder->finish(endOf(match, 120))));
    QVERIFY(test::result(m_recorder->finish(endOf(match, 120))));  // as after an answer that was lost
    QCOMPARE(number("SELECT sum(games_played)::bigint FROM statistics"), 2);
    QCOMPARE(number("SELECT count(*) FROM match_history"), 2);
    QVERIFY(!stored(match).live);
}

void TestRecorder::anEndTakesWhatWasNotFlushed() {
    const std::int64_t match = addMatch();
    addTicks(match, 0, 120);
    addPoint(match, 120);  // its write is under way when the rest comes
    addTicks(match, 120, 240);
    QVERIFY(test::result(m_recorder->finish(endOf(match, 240))));
    const play::StoredMatch whole = stored(match);
    QVERIFY(!whole.damaged);
    QCOMPARE(whole.recording.lastTick, 240);
    QCOMPARE(whole.points.size(), 1U);
    QCOMPARE(m_recorder->waitingResults(), 0U);
}

void TestRecorder::endsThatWaitShareATransaction() {
    const std::array matches{addMatch(), addMatch(), addMatch(), addMatch(), addMatch()};
    std::vector<QCoro::Task<server::RecordedEnd>> ends;
    for (const std::int64_t match : matches) {
        addTicks(match, 0, 120);
        ends.push_back(m_recorder->finish(endOf(match, 120)));
    }
    for (QCoro::Task<server::RecordedEnd>& end : ends)
        QVERIFY(test::result(std::move(end)));
    QCOMPARE(number("SELECT count(*) FROM match_history"), 10);
    QCOMPARE(number("SELECT sum(games_played) FROM statistics"), 10);
    QCOMPARE(number("SELECT count(DISTINCT xmin::text) FROM match_history"), 2);  // the first one found nobody waiting
}

void TestRecorder::oneBadEndHarmsNoOther() {
    for (int i = 0; i < 2; ++i)
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("a record of play is not accepted")));
    const std::array matches{addMatch(), addMatch(), addMatch(), addMatch()};
    std::vector<QCoro::Task<server::RecordedEnd>> ends;
    for (const std::int64_t match : matches) {
        play::MatchEnd end = endOf(match, 120);
        if (match == matches[2])
            end.score = {-1, 0};
        ends.push_back(m_recorder->finish(end));
    }
    for (std::size_t i = 0; i < ends.size(); ++i)
        QCOMPARE(static_cast<bool>(test::result(std::move(ends[i]))), i != 2);
    QCOMPARE(number("SELECT count(*) FROM match_history"), 6);
    QCOMPARE(m_recorder->waitingResults(), 0U);
}

void TestRecorder::keepsEverythingWhileTheDatabaseIsAway() {
    const std::int64_t first = addMatch();
    const std::int64_t second = addMatch();
    addTicks(first, 0, 120);
    setAway(true);
    addPoint(first, 120);
    addTicks(second, 0, 120);
    addTicks(first, 120, 240);
    QVERIFY(!test::result(m_recorder->finish(endOf(first, 240))));
    addTicks(second, 120, 360);
    addPoint(second, 360);
    QCOMPARE(m_recorder->waitingResults(), 1U);
    setAway(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->waitingResults(), 0U, 10'000);
    QTRY_COMPARE(stored(second).recording.lastTick, 360);
    for (const std::int64_t match : {first, second}) {
        QVERIFY(!stored(match).damaged);  // no gap: the pieces were stored in order
        QCOMPARE(stored(match).points.size(), 1U);
    }
    QCOMPARE(stored(first).recording.lastTick, 240);
    QVERIFY(!stored(first).live);
    QVERIFY(stored(second).live);
}

void TestRecorder::oneBadRecordHarmsNoOther() {
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("a record of play is not accepted")));
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("a record of play is not accepted")));
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("inputs of a match cannot be stored")));
    const std::int64_t good = addMatch();
    const std::int64_t unknown = good + 1'000;
    addTicks(unknown, 0, 120);
    addTicks(good, 0, 120);
    addPoint(good, 120);
    QTRY_COMPARE(stored(good).points.size(), 1U);
    QCOMPARE(stored(good).recording.lastTick, 120);
    addTicks(good, 120, 240);
    QVERIFY(test::result(m_recorder->finish(endOf(good, 240))));
    QCOMPARE(stored(good).recording.lastTick, 240);
}

void TestRecorder::drainsForAShutdown() {
    const std::int64_t first = addMatch();
    const std::int64_t second = addMatch();
    addTicks(first, 0, 70);
    addTicks(second, 0, 80);
    const auto ending = m_recorder->finish(endOf(second, 80));
    QVERIFY(test::result(m_recorder->drain(std::chrono::seconds(10))));
    QVERIFY(ending.isReady());
    QCOMPARE(stored(first).recording.lastTick, 70);
    QVERIFY(stored(first).live);
    QVERIFY(!stored(second).live);
}

void TestRecorder::givesUpDrainingInTime() {
    const std::int64_t match = addMatch();
    setAway(true);
    addTicks(match, 0, 120);
    const auto ending = m_recorder->finish(endOf(match, 120));
    QVERIFY(!test::result(m_recorder->drain(std::chrono::milliseconds(300))));
    QVERIFY(ending.isReady());  // whoever waits is told
    QCOMPARE(m_recorder->waitingResults(), 1U);
    setAway(false);
}

PONG_SERVER_TEST_MAIN(TestRecorder)
#include "test_recorder.moc"
