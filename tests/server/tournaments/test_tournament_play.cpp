// The matches of tournaments, over real sockets: calls, matches that are played, forfeited or not come to, who
// advances, the end, and a server that is killed in the middle.

#include "tests/server/tournaments/tournament_fixture.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"

#include <QTemporaryDir>

using namespace test;
using Info = wire::TournamentInfo;

class TestTournamentPlay : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { m_patient = std::make_unique<TournamentServer>(); }
    void cleanupTestCase() { m_patient.reset(); }
    void init() { m_server = m_patient.get(); }
    void cleanup();

    void fivePlayToTheEnd();
    void readyTwiceIsReadyOnce();
    void whoGoesAwayIsNotReady();
    void whoPlaysElsewhereIsWaitedFor();
    void aCallIsKeptInTheInbox();
    void whoDoesNotComeIsOut();
    void nobodyComes();
    void givingUpLosesTheLiveMatch();
    void givingUpBeforeTheNextMatch();
    void aMatchThatNobodyWonIsCalledAgain();
    void aMatchThatNeverBeganIsCalledAgain();
    void aMatchOfACancelledOneCountsForItself();
    void friendsSeeWhoIsInOne();
    void everybodyInItTalks();
    void goesOnAfterAKill();

 private:
    // A server of its own for this test, whose calls are short.
    void callFor(std::chrono::milliseconds time);
    // So many, signed up, in one tournament that has started; by seed.
    void start(int count);
    Entrant& named(std::int64_t id);
    // Both of this match say that they are ready, and find it.
    void begin(const Match& match);
    // The first player of the match wins because the other one leaves it.
    void forfeit(const Match& match);
    // As the first one of them was told last.
    const State& state() { return *m_entrants.front().heard(m_tournament); }
    bool reaches(const std::function<bool(const State&)>& isIt) { return m_entrants.front().hears(m_tournament, isIt); }
    bool reaches(std::uint32_t round, std::uint32_t number, Match::Status status) {
        return reaches([=](const State& state) { return matchAt(state, round, number).status() == status; });
    }
    bool ends() {
        return reaches([](const State& state) { return state.info().status() == Info::FINISHED; });
    }
    // "%1" is the tournament.
    qint64 number(const char* sql) { return m_server->database().number(QString::fromLatin1(sql).arg(m_tournament)); }
    qint64 matches() { return number("SELECT count(*) FROM game_sessions WHERE tournament_id = %1"); }
    // How often their figures say that those who are in it played one.
    qint64 tournamentsPlayed() {
        return number(
            "SELECT sum(tournaments_played) FROM statistics JOIN tournament_participants USING (user_id) "
            "WHERE tournament_id = %1");
    }

    std::unique_ptr<TournamentServer> m_patient;
    std::unique_ptr<TournamentServer> m_hasty;
    TournamentServer* m_server = nullptr;
    std::vector<Entrant> m_entrants;
    std::int64_t m_tournament = 0;
};

void TestTournamentPlay::callFor(std::chrono::milliseconds time) {
    server::FeatureOptions options = TournamentServer::patient();
    options.tournaments.callFor = time;
    m_hasty = std::make_unique<TournamentServer>(options);
    m_server = m_hasty.get();
}

void TestTournamentPlay::cleanup() {
    m_entrants.clear();
    m_hasty.reset();
    m_patient->cancelAll();
}

void TestTournamentPlay::start(int count) {
    std::vector<Entrant*> all;
    for (int i = 0; i < count; ++i)
        m_entrants.push_back(m_server->join("player"));
    for (Entrant& entrant : m_entrants) {
        m_server->rate(entrant, 2000 - 10.0 * static_cast<double>(all.size()));
        all.push_back(&entrant);
    }
    m_tournament = m_server->start(all);
    QVERIFY(m_tournament);
    QVERIFY(reaches([](const State& state) { return state.info().status() == Info::RUNNING; }));
}

Entrant& TestTournamentPlay::named(std::int64_t id) {
    return *std::find_if(m_entrants.begin(), m_entrants.end(), [id](const Entrant& one) { return one.id == id; });
}

void TestTournamentPlay::begin(const Match& match) {
    Entrant& first = named(match.first().user_id());
    Entrant& second = named(match.second().user_id());
    QVERIFY(first.ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(second.ask<wire::TournamentReadyRequest>(m_tournament));
    const auto found = first.player->found();
    QVERIFY(found);
    QVERIFY(second.player->found());
    QCOMPARE(found->tournament_id(), m_tournament);
    QCOMPARE(found->mode(), wire::MODE_TOURNAMENT);
    QVERIFY(found->rated());
    QVERIFY(reaches(match.round(), match.number(), Match::LIVE));
    QCOMPARE(matchAt(state(), match.round(), match.number()).match_id(), found->match_id());
}

void TestTournamentPlay::forfeit(const Match& match) {
    const Match called = match;  // what was heard goes on
    begin(called);
    wire::MatchLeave leave;
    leave.set_match_id(matchAt(state(), called.round(), called.number()).match_id());
    named(called.second().user_id()).client().command(leave);
    for (const wire::TournamentPlace& place : {called.first(), called.second()})
        QVERIFY(named(place.user_id()).player->ended());
    QVERIFY(reaches(called.round(), called.number(), Match::PLAYED));
    const Match& played = matchAt(state(), called.round(), called.number());
    QCOMPARE(played.winner_id(), called.first().user_id());
    QVERIFY(played.forfeited());
}

void TestTournamentPlay::fivePlayToTheEnd() {
    start(5);
    QCOMPARE(state().info().rounds(), 3U);
    QCOMPARE(matchAt(state(), 1, 2).status(), Match::CALLED);
    QCOMPARE(matchAt(state(), 2, 2).status(), Match::CALLED);  // 2 against 3, both had byes
    for (const std::uint32_t bye : {1U, 3U, 4U})
        QCOMPARE(matchAt(state(), 1, bye).status(), Match::WALKOVER);
    forfeit(matchAt(state(), 1, 2));  // 4 against 5
    QCOMPARE(partOf(state(), m_entrants[4].id), Participant::OUT);
    QCOMPARE(state().info().round(), 2U);
    forfeit(matchAt(state(), 2, 2));
    QVERIFY(reaches(2, 1, Match::CALLED));
    forfeit(matchAt(state(), 2, 1));
    QVERIFY(reaches(3, 1, Match::CALLED));

    // The final is really played, and everybody sees how it stands.
    const Match final = matchAt(state(), 3, 1);
    QCOMPARE(final.first().user_id(), m_entrants[0].id);
    QCOMPARE(final.second().user_id(), m_entrants[1].id);
    begin(final);
    const std::int64_t match = matchAt(state(), 3, 1).match_id();
    QVERIFY(m_entrants[0].player->join(match));
    QVERIFY(m_entrants[1].player->join(match));
    QVERIFY(m_entrants[4].hears(m_tournament, [](const State& state) {
        const Match& live = matchAt(state, 3, 1);
        return live.status() == Match::LIVE && live.first().score() + live.second().score() > 0;
    }));
    const auto end = m_entrants[0].player->ended();
    QVERIFY(end);
    QCOMPARE(end->reason(), wire::END_PLAYED);
    QVERIFY(ends());
    const Match& played = matchAt(state(), 3, 1);
    QCOMPARE(played.status(), Match::PLAYED);
    QVERIFY(!played.forfeited());
    QCOMPARE(std::max(played.first().score(), played.second().score()), 5U);
    const std::int64_t winner = state().info().winner().user_id();
    QCOMPARE(winner, played.winner_id());
    QCOMPARE((played.first().score() > played.second().score() ? played.first() : played.second()).user_id(), winner);
    QCOMPARE(partOf(state(), winner), Participant::WON);
    QVERIFY(state().info().ended_ms() > 0);

    // Figures of everybody, of the winner, and of the server.
    QCOMPARE(tournamentsPlayed(), 5);
    QCOMPARE(number("SELECT user_id FROM statistics JOIN tournament_participants USING (user_id) "
                    "WHERE tournaments_won = 1 AND tournament_id = %1"),
             winner);
    const auto figures = m_entrants[0].client().request(wire::ServerStatisticsRequest());
    QVERIFY(figures);
    QCOMPARE(figures.reply->tournaments(), 1);
    QCOMPARE(number("SELECT count(*) FROM match_history JOIN game_sessions ON id = match_id "
                    "WHERE match_history.mode = 'tournament' AND tournament_id = %1"),
             8);
    // To settle it again changes nothing.
    m_server->server().features().tournaments().matchEnded(m_tournament);
    QVERIFY(m_entrants[0].ask<wire::TournamentPageRequest>(m_tournament));
    QCOMPARE(tournamentsPlayed(), 5);
}

void TestTournamentPlay::readyTwiceIsReadyOnce() {
    start(2);
    for (int i = 0; i < 2; ++i) {
        const auto ready = m_entrants[0].ask<wire::TournamentReadyRequest>(m_tournament);
        QVERIFY(ready);
        QVERIFY(matchAt(*ready.reply, 1, 1).first().ready());
        QVERIFY(!matchAt(*ready.reply, 1, 1).second().ready());
    }
    QVERIFY(m_entrants[1].hears(m_tournament, [](const State& state) { return matchAt(state, 1, 1).first().ready(); }));
    QVERIFY(m_entrants[1].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(m_entrants[1].player->found());
    QVERIFY(reaches(1, 1, Match::LIVE));
    QVERIFY(!m_entrants[1].ask<wire::TournamentReadyRequest>(m_tournament));  // it is on
    QCOMPARE(matches(), 1);
}

void TestTournamentPlay::whoGoesAwayIsNotReady() {
    start(2);
    QVERIFY(m_entrants[1].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(reaches([](const State& state) { return matchAt(state, 1, 1).second().ready(); }));
    m_entrants[1].player->lose();
    QVERIFY(reaches([](const State& state) { return !matchAt(state, 1, 1).second().ready(); }));
    QVERIFY(m_entrants[0].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(m_entrants[1].comeBack(m_server->server().url()));
    QVERIFY(m_entrants[1].hears(m_tournament, [](const State& state) { return matchAt(state, 1, 1).first().ready(); }));
    QCOMPARE(matches(), 0);
    QVERIFY(m_entrants[1].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(m_entrants[1].player->found());
}

void TestTournamentPlay::whoPlaysElsewhereIsWaitedFor() {
    for (const char* name : {"ann", "bob", "cid"})
        m_entrants.push_back(m_server->join(name));
    m_entrants[1].player->seek();
    m_entrants[2].player->seek();
    const auto other = m_entrants[1].player->found();
    QVERIFY(other && m_entrants[2].player->found());
    m_tournament = m_server->start({&m_entrants[0], &m_entrants[1]});
    QVERIFY(m_tournament);
    QVERIFY(reaches(1, 1, Match::CALLED));
    QCOMPARE(matchAt(state(), 1, 1).call_ends_in_ms(), 0U);
    QVERIFY(m_entrants[0].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(m_entrants[1].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(m_entrants[0].client().request(wire::ClockEchoRequest()));
    QCOMPARE(m_entrants[0].client().count(pong::ServerBody::kMatchFound), 0U);
    wire::MatchLeave leave;
    leave.set_match_id(other->match_id());
    m_entrants[2].client().command(leave);
    QVERIFY(m_entrants[0].player->found());
    QCOMPARE(m_entrants[1].player->found()->mode(), wire::MODE_TOURNAMENT);
}

void TestTournamentPlay::aCallIsKeptInTheInbox() {
    start(2);
    for (Entrant& entrant : m_entrants) {
        const auto message = entrant.client().take(pong::ServerBody::kNotificationReceived);
        QVERIFY(message);
        const wire::Notification& call = message->notification_received().notification();
        QCOMPARE(call.kind(), wire::NOTIFICATION_TOURNAMENT_CALL);
        QCOMPARE(call.subject_id(), m_tournament);
        QCOMPARE(call.text(), std::string("Cup"));
        QVERIFY(call.from().user_id() != entrant.id && call.from().user_id() != 0);
    }
    begin(matchAt(state(), 1, 1));
    QTRY_COMPARE(number("SELECT count(*) FROM notifications WHERE seen_at IS NULL AND subject_id = %1"), 0);
}

void TestTournamentPlay::whoDoesNotComeIsOut() {
    callFor(std::chrono::milliseconds(700));
    start(3);
    QVERIFY(m_entrants[2].ask<wire::TournamentReadyRequest>(m_tournament));  // 2 does not come
    QVERIFY(reaches(1, 2, Match::WALKOVER));
    QCOMPARE(matchAt(state(), 1, 2).winner_id(), m_entrants[2].id);
    QCOMPARE(partOf(state(), m_entrants[1].id), Participant::OUT);
    QCOMPARE(state().participants(1).out_in_round(), 1U);
    QCOMPARE(matchAt(state(), 2, 1).status(), Match::CALLED);
    QVERIFY(m_entrants[0].ask<wire::TournamentReadyRequest>(m_tournament));
    QVERIFY(ends());
    QCOMPARE(state().info().winner().user_id(), m_entrants[0].id);
    QCOMPARE(tournamentsPlayed(), 3);
}

void TestTournamentPlay::nobodyComes() {
    callFor(std::chrono::milliseconds(50));
    start(4);
    QVERIFY(ends());
    QVERIFY(!state().info().has_winner());
    for (const Match& match : state().matches())
        QCOMPARE(match.status(), Match::EMPTY);
    QVERIFY(matchAt(state(), 2, 1).first().nobody());
    for (const Participant& participant : state().participants()) {
        QCOMPARE(participant.status(), Participant::OUT);
        QCOMPARE(participant.out_in_round(), 1U);
    }
    QCOMPARE(number("SELECT sum(tournaments_won) FROM statistics JOIN tournament_participants USING (user_id) "
                    "WHERE tournament_id = %1"),
             0);
}

void TestTournamentPlay::givingUpLosesTheLiveMatch() {
    start(2);
    begin(matchAt(state(), 1, 1));
    QVERIFY(m_entrants[0].ask<wire::TournamentLeaveRequest>(m_tournament));
    QVERIFY(ends());
    QCOMPARE(state().info().winner().user_id(), m_entrants[1].id);
    QCOMPARE(partOf(state(), m_entrants[0].id), Participant::LEFT);
    QVERIFY(matchAt(state(), 1, 1).forfeited());
    QCOMPARE(number("SELECT count(*) FROM game_sessions WHERE status = 'forfeited' AND tournament_id = %1"), 1);
}

void TestTournamentPlay::givingUpBeforeTheNextMatch() {
    start(4);
    forfeit(matchAt(state(), 1, 1));
    QVERIFY(m_entrants[0].ask<wire::TournamentLeaveRequest>(m_tournament));
    QVERIFY(m_entrants[0].ask<wire::TournamentLeaveRequest>(m_tournament));  // has left already
    forfeit(matchAt(state(), 1, 2));
    QVERIFY(ends());
    QCOMPARE(matchAt(state(), 2, 1).status(), Match::WALKOVER);
    QCOMPARE(state().info().winner().user_id(), m_entrants[1].id);
    QCOMPARE(state().participants(0).status(), Participant::LEFT);
    QCOMPARE(state().participants(0).out_in_round(), 2U);
}

// As after a restart that could not go on with it.
void TestTournamentPlay::aMatchThatNobodyWonIsCalledAgain() {
    start(2);
    begin(matchAt(state(), 1, 1));
    const std::int64_t match = matchAt(state(), 1, 1).match_id();
    m_server->database().execute(
        QStringLiteral("UPDATE game_sessions SET status = 'abandoned', ended_at = now(), last_tick = 0 WHERE id = %1")
            .arg(match));
    m_server->server().features().tournaments().matchEnded(m_tournament);
    QVERIFY(reaches(1, 1, Match::CALLED));
    QCOMPARE(matchAt(state(), 1, 1).match_id(), 0);
    QCOMPARE(partOf(state(), m_entrants[0].id), Participant::IN);
    QCOMPARE(number("SELECT count(*) FROM tournament_matches WHERE game_session_id IS NOT NULL AND tournament_id = %1"),
             0);
}

// As after a row that was written while the database went away, so that the server did not hear of it.
void TestTournamentPlay::aMatchThatNeverBeganIsCalledAgain() {
    start(2);
    m_server->database().execute(
        QStringLiteral("WITH made AS (INSERT INTO game_sessions (game_id, player1_id, player2_id, mode, rules, seed, "
                       "  rated, started_at, tournament_id) SELECT id, %1, %2, 'tournament', '{}', 1, true, now(), %3 "
                       "  FROM games RETURNING id) "
                       "UPDATE tournament_matches SET game_session_id = made.id FROM made WHERE tournament_id = %3")
            .arg(m_entrants[0].id)
            .arg(m_entrants[1].id)
            .arg(m_tournament));
    for (Entrant& entrant : m_entrants)
        QVERIFY(entrant.ask<wire::TournamentReadyRequest>(m_tournament));
    QTRY_COMPARE(number("SELECT count(*) FROM game_sessions WHERE status = 'abandoned' AND tournament_id = %1"), 1);
    const auto isCalled = [this] {
        const auto page = m_entrants[0].ask<wire::TournamentPageRequest>(m_tournament);
        return page && matchAt(*page.reply, 1, 1).status() == Match::CALLED;
    };
    QTRY_VERIFY(isCalled());
    forfeit(matchAt(state(), 1, 1));
    QVERIFY(ends());
}

void TestTournamentPlay::aMatchOfACancelledOneCountsForItself() {
    start(2);
    begin(matchAt(state(), 1, 1));
    const std::int64_t match = matchAt(state(), 1, 1).match_id();
    const auto cancelled = m_entrants[0].ask<wire::TournamentCancelRequest>(m_tournament);
    QVERIFY(cancelled);
    QCOMPARE(matchAt(*cancelled.reply, 1, 1).status(), Match::LIVE);
    wire::MatchLeave leave;
    leave.set_match_id(match);
    m_entrants[0].client().command(leave);
    const auto end = m_entrants[1].player->ended();
    QVERIFY(end);
    QCOMPARE(end->reason(), wire::END_FORFEIT);
    QVERIFY(reaches(1, 1, Match::PLAYED));
    QCOMPARE(state().info().status(), Info::CANCELLED);
    QCOMPARE(number("SELECT count(*) FROM match_history JOIN game_sessions ON id = match_id WHERE tournament_id = %1"),
             2);
    QCOMPARE(tournamentsPlayed(), 0);
}

void TestTournamentPlay::friendsSeeWhoIsInOne() {
    Entrant friendly = m_server->join("friendly");
    Entrant ann = m_server->join("ann");
    Entrant bob = m_server->join("bob");
    wire::FriendAddRequest asks;
    asks.set_username(ann.name);
    QVERIFY(friendly.client().request(asks));
    asks.set_username(friendly.name);
    QVERIFY(ann.client().request(asks));
    const auto isSeen = [&friendly](wire::Presence presence) {
        return waitFor(
            [&] {
                const auto& received = friendly.client().received();
                const auto last =
                    std::find_if(received.rbegin(), received.rend(),
                                 [](const wire::ServerMessage& message) { return message.has_presence_changed(); });
                return last != received.rend() && last->presence_changed().presence().presence() == presence;
            },
            TestClient::patienceMs);
    };
    const std::int64_t id = m_server->start({&bob, &ann});
    QVERIFY(id);
    QVERIFY(isSeen(wire::PRESENCE_IN_TOURNAMENT));
    QVERIFY(bob.ask<wire::TournamentReadyRequest>(id));
    QVERIFY(ann.ask<wire::TournamentReadyRequest>(id));
    QVERIFY(isSeen(wire::PRESENCE_IN_MATCH));
    QVERIFY(bob.ask<wire::TournamentLeaveRequest>(id));
    QVERIFY(isSeen(wire::PRESENCE_ONLINE));  // it is over
}

void TestTournamentPlay::everybodyInItTalks() {
    start(3);
    Entrant outsider = m_server->join("outsider");
    wire::ChatSendRequest message;
    message.mutable_channel()->set_kind(wire::Channel::TOURNAMENT);
    message.mutable_channel()->set_id(m_tournament);
    message.set_text("good luck");
    message.set_client_id("tournament-message-1");
    QVERIFY(m_entrants[2].client().request(message));
    for (Entrant& entrant : m_entrants)
        QVERIFY(entrant.client().take(pong::ServerBody::kChatReceived));
    QVERIFY(outsider.client().request(wire::ClockEchoRequest()));
    QCOMPARE(outsider.client().count(pong::ServerBody::kChatReceived), 0U);
    const auto channels = m_entrants[0].client().request(wire::ChatChannelsRequest());
    QVERIFY(channels);
    const auto& all = channels.reply->channels();
    const auto found = std::find_if(all.begin(), all.end(), [](const wire::ChatChannelInfo& info) {
        return info.channel().kind() == wire::Channel::TOURNAMENT;
    });
    QVERIFY(found != all.end());
    QCOMPARE(found->title(), std::string("Cup"));
    QCOMPARE(found->unread(), 1U);
    QCOMPARE(found->preview(), std::string("good luck"));
}

// The real server is killed in the middle of a match, with another one called, and goes on with both.
void TestTournamentPlay::goesOnAfterAKill() {
    TestDatabase database;
    QTemporaryDir folders;
    int starts = 0;
    const auto startServer = [&] {
        const QString folder = folders.filePath(QString::number(++starts));
        auto server = std::make_unique<ServerProcess>(
            QStringList{QStringLiteral("--plaintext-loopback"), QStringLiteral("--port"), QStringLiteral("0"),
                        QStringLiteral("--database"), database.settings().url(), QStringLiteral("--data-dir"), folder,
                        QStringLiteral("--win-margin"), QStringLiteral("1")});
        return server->waitUntilListening(folder) ? std::move(server) : nullptr;
    };
    std::unique_ptr<ServerProcess> server = startServer();
    QVERIFY(server);
    m_entrants.resize(3);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(m_entrants[i].signUp(server->url(), "player" + std::to_string(i + 1)));
    const auto made = m_entrants[0].client().request(createRequest("Cup", 4));
    QVERIFY(made);
    m_tournament = made.reply->info().id();
    for (std::size_t i = 1; i < 3; ++i)
        QVERIFY(m_entrants[i].ask<wire::TournamentJoinRequest>(m_tournament));
    QVERIFY(m_entrants[0].ask<wire::TournamentStartRequest>(m_tournament));
    QVERIFY(reaches(1, 2, Match::CALLED));
    begin(matchAt(state(), 1, 2));
    const std::int64_t match = matchAt(state(), 1, 2).match_id();
    server->kill();
    QCOMPARE(server->waitForExit(), -1);

    server = startServer();
    QVERIFY(server);
    for (Entrant& entrant : m_entrants)
        QVERIFY(entrant.comeBack(server->url()));
    const auto again = m_entrants[1].player->found();
    QVERIFY(again);
    QCOMPARE(again->match_id(), match);
    QCOMPARE(again->tournament_id(), m_tournament);
    QVERIFY(reaches(1, 2, Match::LIVE));
    wire::MatchLeave leave;
    leave.set_match_id(match);
    m_entrants[2].client().command(leave);
    QVERIFY(reaches(2, 1, Match::CALLED));

    // Killed while the final is called: it is called again.
    QVERIFY(m_entrants[0].ask<wire::TournamentReadyRequest>(m_tournament));
    server->kill();
    QCOMPARE(server->waitForExit(), -1);
    server = startServer();
    QVERIFY(server);
    for (Entrant& entrant : m_entrants)
        QVERIFY(entrant.comeBack(server->url()));
    QVERIFY(reaches(2, 1, Match::CALLED));
    QVERIFY(!matchAt(state(), 2, 1).first().ready());
    forfeit(matchAt(state(), 2, 1));
    QVERIFY(ends());
    QCOMPARE(state().info().winner().user_id(), m_entrants[0].id);
}

PONG_SERVER_TEST_MAIN(TestTournamentPlay)
#include "test_tournament_play.moc"
