// What matches do to ratings, and what one player may know of another.

#include "server/play/play_store.h"
#include "server/players/players_store.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_server.h"

using pong::Side;
using server::play::FinishedMatch;
using test::OpenDatabase;
using test::TestClient;
using test::TestServer;

namespace play = server::play;
namespace players = server::players;
namespace wire = pong::wire;

namespace {

const QDateTime start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

struct Ending {
    wire::MatchEndReason reason = wire::END_PLAYED;
    bool leftWins = true;
    bool rated = true;
    qint64 minutes = 0;  // after `start`
};

FinishedMatch playMatch(OpenDatabase& open, qint64 left, qint64 right, const Ending& ending) {
    play::NewMatch match;
    match.players = {left, right};
    match.mode = ending.rated ? wire::MODE_RANDOM : wire::MODE_FRIEND;
    match.rated = ending.rated;
    match.startedAt = start.addSecs(ending.minutes * 60 - 30);
    play::MatchEnd end;
    end.matchId = test::result(open.database.transaction(&play::insertMatch, match));
    end.reason = ending.reason;
    if (ending.reason != wire::END_ABANDONED)
        end.winner = ending.leftWins ? Side::Left : Side::Right;
    end.score = ending.leftWins ? std::array{11, 6} : std::array{6, 11};
    end.tick = 12'000;
    end.endedAt = start.addSecs(ending.minutes * 60);
    return test::result(open.database.transaction(&play::finishMatch, end, std::vector<play::InputChunk>(),
                                                  std::vector<play::StoredPoint>()));
}

template <typename Request>
wire::RefusalCode refusalOf(TestClient& client, const Request& request) {
    const auto answer = client.request(request);
    return answer ? wire::REFUSAL_UNSPECIFIED : answer.refusal.code();
}

wire::PlayerProfileRequest profileOf(qint64 user) {
    wire::PlayerProfileRequest request;
    request.set_user_id(user);
    return request;
}

}  // namespace

class TestPlayers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aRatedMatchMovesBoth();
    void aForfeitIsRated();
    void unratedMatchesMoveNobody();
    void theErasedHaveNoHistory();
    void anEndedMatchTellsItsRatingsAgain();
    void certaintyFadesWithTime();
    void theCurveHasTheLastOfEachDay();
    void aProfileTellsHowTheyStandAgainstMe();
    void peopleSeeEachOther();
    void theGoneAreNotFound();
    void aBlockHidesNobodysPage();
    void presenceIsForFriends();
};

void TestPlayers::aRatedMatchMovesBoth() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const FinishedMatch first = playMatch(open, bob, ann, {.leftWins = false});
    QVERIFY(first.isNew && first.ratings);
    // Two unknown players: the paper gives 1500 +- 162.21.
    QCOMPARE((*first.ratings)[0].rating(), 1338);
    QCOMPARE((*first.ratings)[0].change(), -162);
    QCOMPARE((*first.ratings)[1].rating(), 1662);
    QCOMPARE((*first.ratings)[1].change(), 162);
    const FinishedMatch second = playMatch(open, ann, bob, {.leftWins = false, .minutes = 10});
    QVERIFY((*second.ratings)[0].change() < 0 && (*second.ratings)[1].change() > 0);
    QCOMPARE((*second.ratings)[0].rating(), 1662 + (*second.ratings)[0].change());
    QCOMPARE(open.fresh.value(QStringLiteral("SELECT string_agg(format('%s %s', username, rating), ', ' ORDER BY "
                                             "user_id) FROM player_cards")),
             QStringLiteral("ann %1, bob %2").arg((*second.ratings)[0].rating()).arg((*second.ratings)[1].rating()));
    QCOMPARE(open.fresh.value(QStringLiteral("SELECT string_agg(rating_change::text, ' ' ORDER BY match_id, user_id) "
                                             "FROM match_history")),
             QStringLiteral("162 -162 %1 %2").arg((*second.ratings)[0].change()).arg((*second.ratings)[1].change()));
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM rating_history")), 4);
}

void TestPlayers::aForfeitIsRated() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const FinishedMatch match = playMatch(open, ann, bob, {.reason = wire::END_FORFEIT, .leftWins = false});
    QVERIFY(match.ratings);
    QCOMPARE((*match.ratings)[1].change(), 162);
}

// Erased while the match went on.
void TestPlayers::theErasedHaveNoHistory() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    open.fresh.execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE id = %1").arg(ann));
    QVERIFY(playMatch(open, ann, bob, {}).ratings);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT sum(user_id) FROM rating_history")), bob);
}

void TestPlayers::unratedMatchesMoveNobody() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    QVERIFY(!playMatch(open, ann, bob, {.rated = false}).ratings);
    QVERIFY(!playMatch(open, ann, bob, {.reason = wire::END_ABANDONED}).ratings);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM rating_history")), 0);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT sum(rating) FROM player_cards")), 0);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM statistics WHERE games_played = 2")), 2);
    // Bots and the computer's accounts have nothing to win.
    QVERIFY(test::result(open.database.transaction(&play::opponents, std::array<std::int64_t, 2>{ann, bob})).arePeople);
    open.fresh.execute(QStringLiteral("UPDATE users SET kind = 'bot' WHERE username = 'bob'"));
    const auto cards = test::result(open.database.transaction(&play::opponents, std::array<std::int64_t, 2>{bob, ann}));
    QVERIFY(!cards.arePeople);
    QCOMPARE(cards.cards[0].username(), std::string("bob"));
    QCOMPARE(cards.cards[1].username(), std::string("ann"));
}

void TestPlayers::anEndedMatchTellsItsRatingsAgain() {
    OpenDatabase open;
    const qint64 ann = open.fresh.addUser(QStringLiteral("ann"));
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    const FinishedMatch first = playMatch(open, bob, ann, {});
    play::MatchEnd again;
    again.matchId = open.fresh.number(QStringLiteral("SELECT id FROM game_sessions"));
    again.reason = wire::END_PLAYED;
    again.winner = Side::Right;
    again.endedAt = start;
    const FinishedMatch second = test::result(open.database.transaction(
        &play::finishMatch, again, std::vector<play::InputChunk>(), std::vector<play::StoredPoint>()));
    QVERIFY(!second.isNew && second.ratings);
    for (std::size_t side = 0; side < 2; ++side) {
        QCOMPARE((*second.ratings)[side].rating(), (*first.ratings)[side].rating());
        QCOMPARE((*second.ratings)[side].change(), (*first.ratings)[side].change());
    }
}

void TestPlayers::certaintyFadesWithTime() {
    OpenDatabase open;
    const std::int64_t ann = open.fresh.addUser(QStringLiteral("ann"));
    const std::int64_t bob = open.fresh.addUser(QStringLiteral("bob"));
    QCOMPARE(test::result(open.database.transaction(&players::profile, bob, ann, start)).rating_deviation(), 0);
    playMatch(open, ann, bob, {});
    QCOMPARE(test::result(open.database.transaction(&players::profile, bob, ann, start)).rating_deviation(), 290);
    const QDateTime later = start.addDays(100);
    QCOMPARE(test::result(open.database.transaction(&players::profile, bob, ann, later)).rating_deviation(), 308);
    QCOMPARE(
        test::result(open.database.transaction(&players::profile, bob, ann, start.addDays(9'999))).rating_deviation(),
        350);
}

void TestPlayers::theCurveHasTheLastOfEachDay() {
    OpenDatabase open;
    const std::int64_t ann = open.fresh.addUser(QStringLiteral("ann"));
    const std::int64_t bob = open.fresh.addUser(QStringLiteral("bob"));
    constexpr qint64 day = 24 * 60;
    std::vector<int> expected;
    // `start` is 22:13 UTC: the second one is of the same day, the third one of the next.
    for (const qint64 minutes : {qint64{0}, qint64{30}, 2 * day, 2 * day + 10, 5 * day, 5 * day + 1, 5 * day + 2}) {
        const FinishedMatch match = playMatch(open, ann, bob, {.leftWins = minutes % 3 != 0, .minutes = minutes});
        if (minutes != 0 && minutes != 2 * day)
            expected.push_back((*match.ratings)[0].rating());
    }
    const auto curve = test::result(open.database.transaction(&players::ratings, ann, start.addDays(-1)));
    std::vector<int> ratings;
    for (const wire::RatingPoint& point : curve.points())
        ratings.push_back(point.rating());
    QVERIFY(ratings == expected);
    QCOMPARE(curve.points(0).at_ms(), start.addSecs(1800).toMSecsSinceEpoch());
    QVERIFY(curve.points(0).deviation() > curve.points(4).deviation());
    const auto newest = test::result(open.database.transaction(&players::ratings, ann, start.addDays(4)));
    QCOMPARE(newest.points_size(), 3);
}

void TestPlayers::aProfileTellsHowTheyStandAgainstMe() {
    OpenDatabase open;
    const std::int64_t ann = open.fresh.addUser(QStringLiteral("ann"));
    const std::int64_t bob = open.fresh.addUser(QStringLiteral("bob"));
    const std::int64_t cyn = open.fresh.addUser(QStringLiteral("cyn"));
    playMatch(open, ann, bob, {});
    playMatch(open, bob, ann, {.minutes = 1});
    playMatch(open, ann, bob, {.rated = false, .minutes = 2});
    playMatch(open, ann, cyn, {.minutes = 3});
    const auto seen = test::result(open.database.transaction(&players::profile, bob, ann, start));
    QCOMPARE(seen.player().username(), std::string("ann"));
    QCOMPARE(seen.figures().games_played(), 4);
    QCOMPARE(seen.figures().games_won(), 3);
    QCOMPARE(seen.figures().total_score(), 11 + 6 + 11 + 11);
    QCOMPARE(seen.against_me().games_played(), 3);
    QCOMPARE(seen.against_me().games_won(), 2);
    QCOMPARE(seen.against_me().total_score(), 11 + 6 + 11);
    const auto unknown = test::result(open.database.transaction(&players::profile, cyn, bob, start));
    QCOMPARE(unknown.against_me().games_played(), 0);
}

void TestPlayers::peopleSeeEachOther() {
    TestServer server;
    const std::unique_ptr<TestClient> ann = server.signUp(QStringLiteral("ann"));
    const std::unique_ptr<TestClient> bob = server.signUp(QStringLiteral("bob"));
    QVERIFY(ann && bob);
    const qint64 bobId = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'bob'"));
    const auto profile = ann->request(profileOf(bobId));
    QVERIFY(profile);
    QCOMPARE(profile.reply->player().username(), std::string("bob"));
    QCOMPARE(profile.reply->player().rating(), 0);
    QVERIFY(profile.reply->joined_ms() > 1'700'000'000'000);
    wire::RatingHistoryRequest ratings;
    ratings.set_user_id(bobId);
    ratings.set_since_ms(-1);
    const auto curve = ann->request(ratings);
    QVERIFY(curve);
    QCOMPARE(curve.reply->points_size(), 0);
    wire::HistoryPageRequest page;
    page.set_user_id(bobId);
    page.set_limit(10);
    QVERIFY(ann->request(page));
    const std::unique_ptr<TestClient> stranger = server.connect();
    QCOMPARE(refusalOf(*stranger, profileOf(bobId)), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(refusalOf(*stranger, page), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestPlayers::theGoneAreNotFound() {
    TestServer server;
    const std::unique_ptr<TestClient> ann = server.signUp(QStringLiteral("ann"));
    const qint64 gone = server.database().addUser(QStringLiteral("gone"));
    server.database().execute(QStringLiteral("UPDATE users SET deleted_at = now() WHERE id = %1").arg(gone));
    wire::RatingHistoryRequest ratings;
    wire::HistoryPageRequest page;
    page.set_limit(10);
    for (const qint64 id : {gone, gone + 1'000, qint64{-1}}) {
        ratings.set_user_id(id);
        QCOMPARE(refusalOf(*ann, profileOf(id)), wire::REFUSAL_NOT_FOUND);
        QCOMPARE(refusalOf(*ann, ratings), wire::REFUSAL_NOT_FOUND);
    }
    page.set_user_id(gone);
    QCOMPARE(refusalOf(*ann, page), wire::REFUSAL_NOT_FOUND);
    page.set_user_id(-1);
    QCOMPARE(refusalOf(*ann, page), wire::REFUSAL_MALFORMED);
}

// The blocked one cannot tell: everything looks as it looks to a stranger. The blocker is told what was done.
void TestPlayers::aBlockHidesNobodysPage() {
    TestServer server;
    const std::unique_ptr<TestClient> ann = server.signUp(QStringLiteral("ann"));
    const std::unique_ptr<TestClient> bob = server.signUp(QStringLiteral("bob"));
    const qint64 annId = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    const qint64 bobId = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'bob'"));
    const auto before = bob->request(profileOf(annId));
    QVERIFY(before);
    wire::BlockRequest block;
    block.set_user_id(bobId);
    block.set_blocked(true);
    QVERIFY(ann->request(block));

    const auto after = bob->request(profileOf(annId));
    QVERIFY(after);
    QCOMPARE(after.reply->SerializeAsString(), before.reply->SerializeAsString());
    wire::HistoryPageRequest page;
    page.set_limit(10);
    page.set_user_id(annId);
    QVERIFY(bob->request(page));
    wire::RatingHistoryRequest ratings;
    ratings.set_user_id(annId);
    QVERIFY(bob->request(ratings));
    const auto blocker = ann->request(profileOf(bobId));
    QVERIFY(blocker);
    QCOMPARE(blocker.reply->relation(), wire::RELATION_BLOCKED);
}

void TestPlayers::presenceIsForFriends() {
    TestServer server;
    const std::unique_ptr<TestClient> ann = server.signUp(QStringLiteral("ann"));
    const std::unique_ptr<TestClient> bob = server.signUp(QStringLiteral("bob"));
    const qint64 bobId = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'bob'"));
    const auto stranger = ann->request(profileOf(bobId));
    QCOMPARE(stranger.reply->relation(), wire::RELATION_NONE);
    QCOMPARE(stranger.reply->presence().presence(), wire::PRESENCE_OFFLINE);
    wire::FriendAddRequest add;
    add.set_username("bob");
    QVERIFY(ann->request(add));
    QCOMPARE(ann->request(profileOf(bobId)).reply->relation(), wire::RELATION_REQUEST_OUT);
    add.set_username("ann");
    QVERIFY(bob->request(add));
    const auto isSeenOnline = [&] {
        const auto seen = ann->request(profileOf(bobId));
        return seen && seen.reply->relation() == wire::RELATION_FRIEND &&
               seen.reply->presence().presence() == wire::PRESENCE_ONLINE;
    };
    QTRY_VERIFY(isSeenOnline());
    const qint64 annId = server.database().number(QStringLiteral("SELECT id FROM users WHERE username = 'ann'"));
    QCOMPARE(ann->request(profileOf(annId)).reply->relation(), wire::RELATION_SELF);
}

PONG_SERVER_TEST_MAIN(TestPlayers)
#include "test_players.moc"
