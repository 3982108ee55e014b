// What PostgreSQL keeps of a match, from its first row to its end, and what is read back.

#include "server/net/refusal.h"
#include "server/play/play_store.h"
#include "shared/pong/match_recording.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"

#include <random>

using pong::Side;
using server::play::InputChunk;
using server::play::MatchEnd;
using server::play::NewMatch;
using server::play::StoredMatch;
using server::play::StoredPoint;
using test::OpenDatabase;

namespace play = server::play;
namespace wire = pong::wire;

namespace {

const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

NewMatch newMatch(qint64 left, qint64 right, std::uint64_t seed = 1) {
    NewMatch match;
    match.players = {left, right};
    match.mode = wire::MODE_RANDOM;
    match.rules.pointsToWin = 5;
    match.seed = seed;
    match.startedAt = start;
    return match;
}

MatchEnd played(qint64 matchId, int left, int right) {
    MatchEnd end;
    end.matchId = matchId;
    end.reason = wire::END_PLAYED;
    end.winner = left > right ? Side::Left : Side::Right;
    end.score = {left, right};
    end.tick = 12'000;
    end.endedAt = start.addSecs(100);
    return end;
}

// A whole match that random keys play, as its recorder sees it.
struct PlayedMatch {
    pong::MatchRecording recording;
    std::vector<InputChunk> chunks;
    std::vector<StoredPoint> points;
    std::array<int, 2> score{};

    PlayedMatch(qint64 matchId, const pong::Rules& rules, std::uint64_t seed) {
        recording.rules = rules;
        recording.seed = seed;
        pong::Simulation simulation(rules, seed);
        std::mt19937 random(7);
        pong::Inputs held{};
        std::vector<pong::Change> chunk;
        pong::Tick after = 0;
        while (!simulation.isOver()) {
            const pong::Tick tick = simulation.state().tick + 1;
            for (const Side side : {Side::Left, Side::Right}) {
                if (random() % 40 != 0)
                    continue;
                const auto direction = static_cast<pong::Direction>(static_cast<int>(random() % 3) - 1);
                if (direction == held[pong::index(side)])
                    continue;
                held[pong::index(side)] = direction;
                chunk.push_back({tick, side, direction});
            }
            const pong::Events events = simulation.step(held);
            if (events & (pong::LeftScored | pong::RightScored)) {
                StoredPoint point;
                point.matchId = matchId;
                point.number = static_cast<int>(points.size()) + 1;
                point.tick = tick;
                point.scorer = events & pong::LeftScored ? Side::Left : Side::Right;
                point.score = {simulation.state().score[0], simulation.state().score[1]};
                point.scoredAt = start.addMSecs(tick * 1000 / 120);
                points.push_back(point);
            }
            if (tick - after == 120 || simulation.isOver()) {
                chunks.push_back({matchId, after, tick, QByteArray::fromStdString(pong::encodeChanges(chunk, after))});
                recording.changes.insert(recording.changes.end(), chunk.begin(), chunk.end());
                chunk.clear();
                after = tick;
            }
        }
        recording.lastTick = after;
        score = {simulation.state().score[0], simulation.state().score[1]};
    }
};

QString cell(OpenDatabase& open, const char* sql) {
    return open.fresh.value(QString::fromLatin1(sql)).toString();
}

}  // namespace

class TestPlayStore : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void insertsAMatch();
    void unknownPlayersAreRefused();
    void appendsOnce();
    void restoresWhatIsLive();
    void tellsDamagedRecords();
    void aPlayedMatchEndsOnce();
    void aForfeitNeedsNoWinningScore();
    void anAbandonedMatchHasNoWinner();
    void aFailedEndChangesNothing();
    void manyEndsOfTheSamePlayersAtOnce();
    void theStoredInputsGiveTheScore();
};

void TestPlayStore::insertsAMatch() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const std::uint64_t seed = 0xfedcba9876543210U;  // does not fit a signed number
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob, seed)));
    QCOMPARE(cell(open,
                  "SELECT format('%s %s %s %s-%s', status, mode, rated, score_player1, score_player2) "
                  "FROM game_sessions"),
             QStringLiteral("live random f 0-0"));
    const StoredMatch match = test::result(open.database.transaction(&play::storedMatch, std::int64_t{id}));
    QVERIFY(match.live && !match.damaged && !match.rated && !match.winnerId);
    QCOMPARE(match.recording.seed, seed);
    QVERIFY(match.recording.rules == newMatch(ann, bob).rules);
    QCOMPARE(match.players[0].user_id(), ann);
    QCOMPARE(match.players[1].username(), std::string("bob"));
    QCOMPARE(match.players[1].rating(), 0);
    QCOMPARE(match.recording.lastTick, 0);
    const wire::PlayerCard card = test::result(open.database.transaction(&play::playerCard, std::int64_t{ann}));
    QCOMPARE(card.username(), std::string("ann"));
}

void TestPlayStore::unknownPlayersAreRefused() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    using server::Refusal;
    QVERIFY_EXCEPTION_THROWN(test::result(open.database.transaction(&play::insertMatch, newMatch(ann, ann + 1))),
                             Refusal);
    QVERIFY_EXCEPTION_THROWN(test::result(open.database.transaction(&play::playerCard, std::int64_t{ann + 1})),
                             Refusal);
    QVERIFY_EXCEPTION_THROWN(test::result(open.database.transaction(&play::storedMatch, std::int64_t{1})), Refusal);
}

void TestPlayStore::appendsOnce() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 first = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob)));
    const qint64 second = test::result(open.database.transaction(&play::insertMatch, newMatch(bob, ann)));
    const std::vector<InputChunk> chunks{{first, 0, 120, QByteArray("\x01\x00\xff", 3)},
                                         {first, 120, 240, QByteArray()},
                                         {first, 240, 240, QByteArray()},  // no time has passed: nothing to keep
                                         {second, 0, 60, QByteArray("'\"\\,{}")}};
    const std::vector<StoredPoint> points{{first, 1, 100, Side::Right, {0, 1}, start}};
    for (int time = 0; time < 2; ++time)  // the second is what a caller does whose COMMIT was lost
        test::result(open.database.transaction(&play::appendPlay, chunks, points));
    QCOMPARE(cell(open,
                  "SELECT string_agg(format('%s-%s:%s', first_tick, last_tick, encode(inputs, 'hex')), ' ' "
                  "ORDER BY game_session_id, first_tick) FROM match_inputs"),
             QStringLiteral("1-120:0100ff 121-240: 1-60:27225c2c7b7d"));
    QCOMPARE(
        cell(open, "SELECT format('%s %s %s %s-%s', number, tick, scorer, score_player1, score_player2) FROM points"),
        QStringLiteral("1 100 2 0-1"));
}

void TestPlayStore::restoresWhatIsLive() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 over = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob)));
    const qint64 live = test::result(open.database.transaction(&play::insertMatch, newMatch(bob, ann, 5)));
    const qint64 untouched = test::result(open.database.transaction(&play::insertMatch, newMatch(bob, ann, 6)));
    const PlayedMatch match(live, newMatch(ann, bob).rules, 5);
    std::vector<InputChunk> chunks(match.chunks.begin(), match.chunks.begin() + 3);
    const PlayedMatch whole(over, newMatch(ann, bob).rules, 1);
    test::result(open.database.transaction(&play::appendPlay, chunks, std::vector<StoredPoint>{match.points.front()}));
    QVERIFY(test::result(open.database.transaction(&play::finishMatch, played(over, whole.score[0], whole.score[1]),
                                                   whole.chunks, whole.points)));

    const std::vector<StoredMatch> matches = test::result(open.database.transaction(&play::liveMatches));
    QCOMPARE(matches.size(), std::size_t{2});
    QCOMPARE(matches[0].id, live);
    QCOMPARE(matches[1].id, untouched);
    QVERIFY(!matches[0].damaged);
    QCOMPARE(matches[0].recording.lastTick, 360);
    std::vector<pong::Change> expected = match.recording.changes;
    std::erase_if(expected, [](const pong::Change& change) { return change.tick > 360; });
    QVERIFY(!expected.empty());
    QVERIFY(matches[0].recording.changes == expected);
    QCOMPARE(matches[0].points.size(), std::size_t{1});
    QCOMPARE(matches[0].points[0].tick, match.points[0].tick);
    QVERIFY(matches[0].points[0].scorer == match.points[0].scorer);
    QCOMPARE(matches[0].points[0].scoredAt, match.points[0].scoredAt);
    QCOMPARE(matches[1].recording.lastTick, 0);
}

void TestPlayStore::tellsDamagedRecords() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    for (const char* harm : {"DELETE FROM match_inputs WHERE first_tick = 121",               // a gap
                             "UPDATE match_inputs SET inputs = '\\xffffffffffffffffff'",      // no inputs at all
                             "UPDATE game_sessions SET rules = rules || '{\"version\": 0}'",  // other rules
                             "UPDATE game_sessions SET rules = '{}'"}) {
        const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob, 5)));
        const PlayedMatch match(id, newMatch(ann, bob).rules, 5);
        test::result(open.database.transaction(&play::appendPlay, match.chunks, std::vector<StoredPoint>()));
        QVERIFY(!test::result(open.database.transaction(&play::storedMatch, std::int64_t{id})).damaged);
        open.fresh.execute(QString::fromLatin1(harm));
        QVERIFY2(test::result(open.database.transaction(&play::storedMatch, std::int64_t{id})).damaged, harm);
    }
}

void TestPlayStore::aPlayedMatchEndsOnce() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(bob, ann)));
    const std::vector<InputChunk> chunks{{id, 0, 120, QByteArray()}};
    const std::vector<StoredPoint> points{{id, 1, 100, Side::Right, {0, 1}, start}};
    MatchEnd end = played(id, 3, 5);
    end.desyncs = 2;
    QVERIFY(test::result(open.database.transaction(&play::finishMatch, end, chunks, points)));
    // Again, as after a lost COMMIT, and once more with another result: it has ended.
    QVERIFY(!test::result(open.database.transaction(&play::finishMatch, end, chunks, points)));
    QVERIFY(!test::result(open.database.transaction(&play::finishMatch, played(id, 5, 0), chunks, points)));

    QCOMPARE(cell(open,
                  "SELECT format('%s %s-%s %s %s %s', status, score_player1, score_player2, username, last_tick, "
                  "desyncs) FROM game_sessions JOIN users ON users.id = winner_id"),
             QStringLiteral("played 3-5 ann 12000 2"));
    QCOMPARE(cell(open,
                  "SELECT string_agg(format('%s %s %s %s %s %s', username, games_played, games_won, total_score, "
                  "rating, deviation), ', ' ORDER BY user_id) FROM statistics JOIN users ON users.id = user_id"),
             QStringLiteral("ann 1 1 5 1500 350, bob 1 0 3 1500 350"));
    QCOMPARE(cell(open,
                  "SELECT string_agg(format('%s %s %s %s-%s %s %s %s', username, result, reason, my_score, "
                  "opponent_score, length_ms, mode, extract(epoch FROM date)), ', ' ORDER BY user_id) "
                  "FROM match_history JOIN users ON users.id = user_id"),
             QStringLiteral("ann won played 5-3 100000 random 1700000100.000000, "
                            "bob lost played 3-5 100000 random 1700000100.000000"));
    QCOMPARE(cell(open, "SELECT (SELECT count(*) FROM points) || ' ' || (SELECT count(*) FROM match_inputs)"),
             QStringLiteral("1 1"));
}

void TestPlayStore::aForfeitNeedsNoWinningScore() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob)));
    MatchEnd end = played(id, 4, 1);
    end.reason = wire::END_FORFEIT;
    end.winner = Side::Right;  // the left one left
    QVERIFY(test::result(
        open.database.transaction(&play::finishMatch, end, std::vector<InputChunk>(), std::vector<StoredPoint>())));
    QCOMPARE(
        cell(open, "SELECT format('%s %s', status, username) FROM game_sessions JOIN users ON users.id = winner_id"),
        QStringLiteral("forfeited bob"));
    QCOMPARE(cell(open, "SELECT string_agg(format('%s %s', result, reason), ', ' ORDER BY user_id) FROM match_history"),
             QStringLiteral("lost forfeited, won forfeited"));
    QCOMPARE(cell(open,
                  "SELECT string_agg(format('%s/%s', games_won, games_played), ' ' ORDER BY user_id) "
                  "FROM statistics"),
             QStringLiteral("0/1 1/1"));
}

void TestPlayStore::anAbandonedMatchHasNoWinner() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob)));
    MatchEnd end = played(id, 2, 1);
    end.reason = wire::END_ABANDONED;
    end.winner.reset();
    QVERIFY(test::result(
        open.database.transaction(&play::finishMatch, end, std::vector<InputChunk>(), std::vector<StoredPoint>())));
    const StoredMatch match = test::result(open.database.transaction(&play::storedMatch, std::int64_t{id}));
    QVERIFY(!match.live && !match.winnerId);
    QCOMPARE(match.score, (std::array<int, 2>{2, 1}));
    QCOMPARE(cell(open, "SELECT string_agg(result, ' ') FROM match_history"), QStringLiteral("draw draw"));
    QCOMPARE(cell(open, "SELECT string_agg(format('%s/%s', games_won, games_played), ' ') FROM statistics"),
             QStringLiteral("0/1 0/1"));
}

void TestPlayStore::aFailedEndChangesNothing() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob)));
    open.fresh.execute(QStringLiteral("ALTER TABLE match_history ADD CONSTRAINT broken CHECK (result <> 'lost')"));
    QVERIFY_EXCEPTION_THROWN(
        test::result(open.database.transaction(&play::finishMatch, played(id, 5, 3), std::vector<InputChunk>(),
                                               std::vector<StoredPoint>())),
        server::SqlError);
    QCOMPARE(cell(open, "SELECT status FROM game_sessions"), QStringLiteral("live"));
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM statistics")), 0);
    open.fresh.execute(QStringLiteral("ALTER TABLE match_history DROP CONSTRAINT broken"));
    QVERIFY(test::result(open.database.transaction(&play::finishMatch, played(id, 5, 3), std::vector<InputChunk>(),
                                                   std::vector<StoredPoint>())));
}

void TestPlayStore::manyEndsOfTheSamePlayersAtOnce() {
    constexpr int count = 100;
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    std::vector<qint64> ids;
    for (int i = 0; i < count; ++i) {
        const NewMatch match = i % 2 == 0 ? newMatch(ann, bob) : newMatch(bob, ann);
        ids.push_back(test::result(open.database.transaction(&play::insertMatch, match)));
    }
    std::vector<QCoro::Task<play::FinishedMatch>> ends;
    for (const qint64 id : ids)
        ends.push_back(open.database.transaction(&play::finishMatch, played(id, 5, 1), std::vector<InputChunk>(),
                                                 std::vector<StoredPoint>()));
    for (QCoro::Task<play::FinishedMatch>& end : ends)
        QVERIFY(test::result(std::move(end)));
    QCOMPARE(cell(open,
                  "SELECT string_agg(format('%s %s %s', games_played, games_won, total_score), ', ' "
                  "ORDER BY user_id) FROM statistics"),
             QStringLiteral("100 50 300, 100 50 300"));
    // Rows locked in the same order never deadlock, so that no retry was needed.
    QCOMPARE(
        open.fresh.number(QStringLiteral("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")),
        0);
}

void TestPlayStore::theStoredInputsGiveTheScore() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const std::uint64_t seed = 99;
    const qint64 id = test::result(open.database.transaction(&play::insertMatch, newMatch(ann, bob, seed)));
    const PlayedMatch match(id, newMatch(ann, bob).rules, seed);
    MatchEnd end = played(id, match.score[0], match.score[1]);
    end.tick = match.recording.lastTick;
    // Most of it while it is played, the rest with its end.
    const std::vector<InputChunk> before(match.chunks.begin(), match.chunks.end() - 1);
    const std::vector<InputChunk> last{match.chunks.back()};
    const std::vector<StoredPoint> earlier(match.points.begin(), match.points.end() - 1);
    const std::vector<StoredPoint> lastPoint{match.points.back()};
    test::result(open.database.transaction(&play::appendPlay, before, earlier));
    QVERIFY(test::result(open.database.transaction(&play::finishMatch, end, last, lastPoint)));

    const StoredMatch stored = test::result(open.database.transaction(&play::storedMatch, std::int64_t{id}));
    QVERIFY(!stored.damaged);
    QCOMPARE(stored.recording.lastTick, match.recording.lastTick);
    pong::Replay replay(stored.recording);
    replay.seek(stored.recording.lastTick);
    QVERIFY(replay.simulation().isOver());
    QCOMPARE(int{replay.simulation().state().score[0]}, stored.score[0]);
    QCOMPARE(int{replay.simulation().state().score[1]}, stored.score[1]);
    QCOMPARE(stored.points.size(), match.points.size());
    QCOMPARE(stored.points.back().score, stored.score);
    QCOMPARE(stored.winnerId, stored.players[stored.score[0] > stored.score[1] ? 0 : 1].user_id());
}

PONG_SERVER_TEST_MAIN(TestPlayStore)

#include "test_play_store.moc"
