// Tournaments before and around their matches, over real sockets: making, joining, leaving, starting and cancelling
// one, who may do what, who is told, and what lists show.

#include "server/accounts/data/deletion_store.h"
#include "server/app/every_account_data.h"
#include "server/database/transaction_runner.h"
#include "tests/server/tournaments/tournament_fixture.h"
#include "tests/support/server_test_main.h"

using namespace test;
using Info = wire::TournamentInfo;

class TestTournaments : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TournamentServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() {
        m_ann = m_server->join("ann");
        m_bob = m_server->join("bob");
        m_cid = m_server->join("cid");
    }
    void cleanup() {
        for (Entrant* entrant : {&m_ann, &m_bob, &m_cid})
            *entrant = {};
        m_server->cancelAll();
        m_server->database().execute(QStringLiteral("DELETE FROM tournaments"));
    }

    void oneIsMade();
    void whatIsNoTournamentIsRefused_data();
    void whatIsNoTournamentIsRefused();
    void namesAreCleaned();
    void peopleJoinAndLeave();
    void everybodyInItIsTold();
    void itIsFullAtItsSize();
    void oneOrganisesOneAtATime();
    void nobodyWaitsInFour();
    void aStartDrawsBySeed();
    void aStartIsMadeOnce();
    void whoPlaysElsewhereIsLeftOut();
    void onlyItsOrganiserStartsAndCancels();
    void aCancelledOneIsOver();
    void strangersMustSignIn();
    void aBlockHidesIt_data();
    void aBlockHidesIt();
    void listsShowWhatThereIs();
    void aPageIsFollowedUntilItIsLeft();
    void changesAreLimited();
    void theAccountsDataNamesThem();
    void whoIsErasedIsNotDrawn();

 private:
    static wire::TournamentsReply list(Entrant& who, bool over = false, const Info* after = nullptr,
                                       std::uint32_t limit = 50);
    template <typename Answer>
    static wire::RefusalCode codeOf(const Answer& answer) {
        return answer ? wire::REFUSAL_UNSPECIFIED : answer.refusal.code();
    }

    std::unique_ptr<TournamentServer> m_server;
    Entrant m_ann, m_bob, m_cid;
};

wire::TournamentsReply TestTournaments::list(Entrant& who, bool over, const Info* after, std::uint32_t limit) {
    wire::TournamentsRequest request;
    request.set_over(over);
    request.set_limit(limit);
    if (after != nullptr) {
        request.set_before_ms(after->ended_ms());
        request.set_before_id(after->id());
    }
    return who.client().request(request).reply.value_or(wire::TournamentsReply());
}

void TestTournaments::oneIsMade() {
    const auto made = m_ann.client().request(createRequest("  Friday\nCup ", 8, 7));
    QVERIFY(made);
    const Info& info = made.reply->info();
    QCOMPARE(info.name(), std::string("Friday Cup"));
    QCOMPARE(info.status(), Info::OPEN);
    QCOMPARE(info.organiser().username(), m_ann.name);
    QCOMPARE(info.size(), 8U);
    QCOMPARE(info.players(), 1U);
    QCOMPARE(info.rules().points_to_win(), 7U);
    QCOMPARE(info.rules().ball_speed(), 800U);  // the server's
    QVERIFY(info.created_ms() > 0 && info.started_ms() == 0 && info.ended_ms() == 0);
    QCOMPARE(info.rounds(), 0U);
    QCOMPARE(partOf(*made.reply, m_ann.id), Participant::JOINED);
    QCOMPARE(made.reply->matches_size(), 0);
    QVERIFY(m_ann.hears(info.id(), [](const State& state) { return state.info().players() == 1; }));
}

void TestTournaments::whatIsNoTournamentIsRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("field");
    QTest::newRow("no name") << QString() << 8 << 11 << QStringLiteral("name");
    QTest::newRow("nothing to see") << QStringLiteral(" \u200B\n") << 8 << 11 << QStringLiteral("name");
    QTest::newRow("long name") << QString(41, u'x') << 8 << 11 << QStringLiteral("name");
    QTest::newRow("no size") << QStringLiteral("Cup") << 0 << 11 << QStringLiteral("size");
    QTest::newRow("odd size") << QStringLiteral("Cup") << 6 << 11 << QStringLiteral("size");
    QTest::newRow("huge") << QStringLiteral("Cup") << -1 << 11 << QStringLiteral("size");
    QTest::newRow("no points") << QStringLiteral("Cup") << 4 << 0 << QStringLiteral("points");
    QTest::newRow("odd points") << QStringLiteral("Cup") << 4 << 12 << QStringLiteral("points");
    QTest::newRow("endless") << QStringLiteral("Cup") << 4 << -1 << QStringLiteral("points");
}

void TestTournaments::whatIsNoTournamentIsRefused() {
    QFETCH(QString, name);
    QFETCH(int, size);
    QFETCH(int, points);
    QFETCH(QString, field);
    const auto made = m_ann.client().request(
        createRequest(name.toStdString(), static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(points)));
    QCOMPARE(codeOf(made), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(made.refusal.field(), field.toStdString());
    QVERIFY(!made.refusal.text().empty());
}

void TestTournaments::namesAreCleaned() {
    const QString forty = QString(20, u'x') + QStringLiteral("\U0001F3D3").repeated(20);
    const auto made = m_ann.client().request(createRequest((u'\u202E' + forty).toStdString()));
    QVERIFY(made);
    QCOMPARE(made.reply->info().name(), forty.toStdString());
}

void TestTournaments::peopleJoinAndLeave() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    QVERIFY(id);
    const auto again = m_bob.ask<wire::TournamentJoinRequest>(id);
    QVERIFY(again);
    QCOMPARE(again.reply->info().players(), 2U);
    // Who organises it need not play.
    const auto left = m_ann.ask<wire::TournamentLeaveRequest>(id);
    QVERIFY(left);
    QCOMPARE(left.reply->info().players(), 1U);
    QCOMPARE(partOf(*left.reply, m_ann.id), Participant::UNSPECIFIED);
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentLeaveRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentStartRequest>(id)), wire::REFUSAL_CONFLICT);  // bob alone
    QVERIFY(m_cid.ask<wire::TournamentJoinRequest>(id));
    const auto started = m_ann.ask<wire::TournamentStartRequest>(id);
    QVERIFY(started);
    QCOMPARE(started.reply->state().participants_size(), 2);
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentJoinRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentJoinRequest>(id + 1)), wire::REFUSAL_NOT_FOUND);
}

void TestTournaments::everybodyInItIsTold() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    QVERIFY(m_ann.hears(id, [](const State& state) { return state.info().players() == 2; }));
    QVERIFY(m_bob.ask<wire::TournamentLeaveRequest>(id));
    // Who left is told once more, and then no longer.
    QVERIFY(m_bob.hears(id, [](const State& state) { return state.info().players() == 1; }));
    QVERIFY(m_cid.ask<wire::TournamentJoinRequest>(id));
    QVERIFY(m_ann.hears(id, [](const State& state) { return state.info().players() == 2; }));
    QVERIFY(m_bob.client().request(wire::ClockEchoRequest()));
    QCOMPARE(m_bob.heard(id)->info().players(), 1U);
    // Whoever comes back hears of what they are in.
    QVERIFY(m_cid.comeBack(m_server->server().url()));
    QVERIFY(m_cid.hears(id, [&](const State& state) { return partOf(state, m_cid.id) == Participant::JOINED; }));
}

void TestTournaments::itIsFullAtItsSize() {
    const auto made = m_ann.client().request(createRequest("Cup", 4));
    const std::int64_t id = made.reply->info().id();
    Entrant dan = m_server->join("dan");
    Entrant eve = m_server->join("eve");
    for (Entrant* entrant : {&m_bob, &m_cid, &dan})
        QVERIFY(entrant->ask<wire::TournamentJoinRequest>(id));
    QCOMPARE(codeOf(eve.ask<wire::TournamentJoinRequest>(id)), wire::REFUSAL_CONFLICT);
    QVERIFY(dan.ask<wire::TournamentLeaveRequest>(id));
    QVERIFY(eve.ask<wire::TournamentJoinRequest>(id));
}

void TestTournaments::oneOrganisesOneAtATime() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    QCOMPARE(codeOf(m_ann.client().request(createRequest())), wire::REFUSAL_CONFLICT);
    QVERIFY(m_ann.ask<wire::TournamentStartRequest>(id));
    QCOMPARE(codeOf(m_ann.client().request(createRequest())), wire::REFUSAL_CONFLICT);
    QVERIFY(m_ann.ask<wire::TournamentCancelRequest>(id));
    QVERIFY(m_ann.client().request(createRequest()));
}

void TestTournaments::nobodyWaitsInFour() {
    Entrant dan = m_server->join("dan");
    std::vector<std::int64_t> ids;
    for (Entrant* organiser : {&m_ann, &m_bob, &m_cid, &dan})
        ids.push_back(m_server->open({organiser}));
    Entrant eve = m_server->join("eve");
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(eve.ask<wire::TournamentJoinRequest>(ids[i]));
    QCOMPARE(codeOf(eve.ask<wire::TournamentJoinRequest>(ids[3])), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(eve.client().request(createRequest())), wire::REFUSAL_CONFLICT);
    QVERIFY(eve.ask<wire::TournamentLeaveRequest>(ids[0]));
    QVERIFY(eve.ask<wire::TournamentJoinRequest>(ids[3]));
}

void TestTournaments::aStartDrawsBySeed() {
    m_server->rate(m_cid, 1800);
    m_server->rate(m_ann, 1400);
    const std::int64_t id = m_server->open({&m_ann, &m_bob, &m_cid});  // bob is not rated: as 1500
    const auto started = m_ann.ask<wire::TournamentStartRequest>(id);
    QVERIFY(started);
    const State& state = started.reply->state();
    QCOMPARE(started.reply->left_out_size(), 0);
    QCOMPARE(state.info().status(), Info::RUNNING);
    QCOMPARE(state.info().rounds(), 2U);
    QCOMPARE(state.info().round(), 1U);
    QVERIFY(state.info().started_ms() >= state.info().created_ms());
    for (int seed = 1; seed <= 3; ++seed) {
        QCOMPARE(state.participants(seed - 1).seed(), static_cast<std::uint32_t>(seed));
        QCOMPARE(state.participants(seed - 1).status(), Participant::IN);
    }
    QCOMPARE(state.participants(0).player().username(), m_cid.name);
    QCOMPARE(state.participants(0).player().rating(), 1800);
    QCOMPARE(state.participants(2).player().username(), m_ann.name);
    const Match& bye = matchAt(state, 1, 1);
    QCOMPARE(bye.status(), Match::WALKOVER);
    QCOMPARE(bye.winner_id(), m_cid.id);
    QVERIFY(bye.second().nobody() && bye.second().user_id() == 0);
    const Match& called = matchAt(state, 1, 2);
    QCOMPARE(called.status(), Match::CALLED);
    QCOMPARE(called.first().user_id(), m_bob.id);
    QVERIFY(called.call_ends_in_ms() > 170'000 && called.call_ends_in_ms() <= 180'000);
    const Match& final = matchAt(state, 2, 1);
    QCOMPARE(final.status(), Match::WAITING);
    QCOMPARE(final.first().user_id(), m_cid.id);
    QVERIFY(!final.second().nobody() && final.second().user_id() == 0);
}

void TestTournaments::aStartIsMadeOnce() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    wire::TournamentStartRequest request;
    request.set_tournament_id(id);
    const std::uint32_t first = m_ann.client().start(request);
    const std::uint32_t second = m_ann.client().start(request);
    const auto one = m_ann.client().answer<wire::TournamentStartRequest>(first);
    const auto other = m_ann.client().answer<wire::TournamentStartRequest>(second);
    QVERIFY(bool(one) != bool(other));
    QCOMPARE(codeOf(one ? other : one), wire::REFUSAL_CONFLICT);
    QCOMPARE(m_server->database().number(QStringLiteral("SELECT count(*) FROM tournament_matches")), 1);
}

void TestTournaments::whoPlaysElsewhereIsLeftOut() {
    const std::int64_t first = m_server->start({&m_ann, &m_bob});
    QVERIFY(first);
    const std::int64_t second = m_server->open({&m_cid, &m_bob});
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentStartRequest>(second)), wire::REFUSAL_CONFLICT);  // cid alone
    Entrant dan = m_server->join("dan");
    QVERIFY(dan.ask<wire::TournamentJoinRequest>(second));
    const auto started = m_cid.ask<wire::TournamentStartRequest>(second);
    QVERIFY(started);
    QCOMPARE(started.reply->left_out_size(), 1);
    QCOMPARE(started.reply->left_out(0).user_id(), m_bob.id);
    QCOMPARE(started.reply->state().participants_size(), 2);
    QVERIFY(m_bob.hears(second, [&](const State& state) {
        return state.info().status() == Info::RUNNING && partOf(state, m_bob.id) == Participant::UNSPECIFIED;
    }));
}

void TestTournaments::onlyItsOrganiserStartsAndCancels() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    for (Entrant* other : {&m_bob, &m_cid}) {
        QCOMPARE(codeOf(other->ask<wire::TournamentStartRequest>(id)), wire::REFUSAL_FORBIDDEN);
        QCOMPARE(codeOf(other->ask<wire::TournamentCancelRequest>(id)), wire::REFUSAL_FORBIDDEN);
    }
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentLeaveRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_bob.ask<wire::TournamentReadyRequest>(id)), wire::REFUSAL_CONFLICT);  // nothing is called
    QVERIFY(m_ann.ask<wire::TournamentStartRequest>(id));
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentReadyRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentReadyRequest>(id + 1)), wire::REFUSAL_CONFLICT);
}

void TestTournaments::aCancelledOneIsOver() {
    const std::int64_t id = m_server->start({&m_ann, &m_bob});
    const auto cancelled = m_ann.ask<wire::TournamentCancelRequest>(id);
    QVERIFY(cancelled);
    QCOMPARE(cancelled.reply->info().status(), Info::CANCELLED);
    QVERIFY(cancelled.reply->info().ended_ms() > 0);
    QCOMPARE(matchAt(*cancelled.reply, 1, 1).status(), Match::WAITING);
    QVERIFY(m_bob.hears(id, [](const State& state) { return state.info().status() == Info::CANCELLED; }));
    QCOMPARE(codeOf(m_ann.ask<wire::TournamentCancelRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_bob.ask<wire::TournamentReadyRequest>(id)), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(m_bob.ask<wire::TournamentLeaveRequest>(id)), wire::REFUSAL_CONFLICT);
    QVERIFY(list(m_ann).tournaments().empty());
    QVERIFY(list(m_ann, true).tournaments().empty());
    // Both may play elsewhere.
    const std::int64_t next = m_server->start({&m_bob, &m_ann});
    QVERIFY(next);
}

void TestTournaments::strangersMustSignIn() {
    const std::unique_ptr<TestClient> stranger = m_server->server().connect();
    QCOMPARE(codeOf(stranger->request(createRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentsRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentPageRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentJoinRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentLeaveRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentStartRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentCancelRequest())), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(codeOf(stranger->request(wire::TournamentReadyRequest())), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestTournaments::aBlockHidesIt_data() {
    QTest::addColumn<bool>("byOrganiser");
    QTest::newRow("the organiser's") << true;
    QTest::newRow("one's own") << false;
}

void TestTournaments::aBlockHidesIt() {
    QFETCH(bool, byOrganiser);
    const std::int64_t id = m_server->open({&m_ann, &m_bob});
    // Looks at it, and was not blocked yet.
    QVERIFY(m_cid.ask<wire::TournamentPageRequest>(id));
    for (Entrant* other : {&m_bob, &m_cid})
        byOrganiser ? m_server->block(m_ann, *other) : m_server->block(*other, m_ann);
    QVERIFY(list(m_cid).tournaments().empty());
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentPageRequest>(id)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentJoinRequest>(id)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentLeaveRequest>(id)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentStartRequest>(id)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(codeOf(m_cid.ask<wire::TournamentCancelRequest>(id)), wire::REFUSAL_NOT_FOUND);
    // Who is in it already plays it to its end.
    QCOMPARE(list(m_bob).tournaments_size(), 1);
    QVERIFY(m_ann.ask<wire::TournamentStartRequest>(id));
    QVERIFY(m_bob.hears(id, [](const State& state) { return state.info().status() == Info::RUNNING; }));
    QVERIFY(m_cid.client().request(wire::ClockEchoRequest()));
    QVERIFY(m_cid.heard(id) == nullptr);
    QVERIFY(m_bob.ask<wire::TournamentLeaveRequest>(id));  // ann wins
    QVERIFY(list(m_cid, true).tournaments().empty());
    QCOMPARE(list(m_bob, true).tournaments_size(), 1);
}

void TestTournaments::listsShowWhatThereIs() {
    const std::int64_t running = m_server->start({&m_ann, &m_bob});
    const std::int64_t open = m_server->open({&m_cid});
    const wire::TournamentsReply now = list(m_bob);
    QCOMPARE(now.tournaments_size(), 2);
    QCOMPARE(now.tournaments(0).tournament().id(), running);
    QVERIFY(now.tournaments(0).joined());
    QCOMPARE(now.tournaments(1).tournament().id(), open);
    QVERIFY(!now.tournaments(1).joined());

    // Three that are over, in pages of two.
    QVERIFY(m_bob.ask<wire::TournamentLeaveRequest>(running));
    for (int i = 0; i < 2; ++i) {
        const std::int64_t next = m_server->start({&m_ann, &m_bob});
        QVERIFY(next);
        QVERIFY(m_bob.ask<wire::TournamentLeaveRequest>(next));
    }
    const wire::TournamentsReply newest = list(m_cid, true, nullptr, 2);
    QCOMPARE(newest.tournaments_size(), 2);
    QVERIFY(newest.more());
    QCOMPARE(newest.tournaments(0).tournament().winner().user_id(), m_ann.id);
    QCOMPARE(newest.tournaments(0).tournament().players(), 2U);
    QVERIFY(!newest.tournaments(0).joined());
    const wire::TournamentsReply older = list(m_cid, true, &newest.tournaments(1).tournament(), 2);
    QCOMPARE(older.tournaments_size(), 1);
    QVERIFY(!older.more());
    QCOMPARE(older.tournaments(0).tournament().id(), running);
    wire::TournamentsRequest endless;
    endless.set_over(true);
    endless.set_limit(51);
    QCOMPARE(codeOf(m_cid.client().request(endless)), wire::REFUSAL_MALFORMED);
    // A page of one that is over.
    const auto page = m_cid.ask<wire::TournamentPageRequest>(running);
    QVERIFY(page);
    QCOMPARE(page.reply->info().status(), Info::FINISHED);
    QCOMPARE(partOf(*page.reply, m_ann.id), Participant::WON);
    QCOMPARE(partOf(*page.reply, m_bob.id), Participant::LEFT);
}

void TestTournaments::aPageIsFollowedUntilItIsLeft() {
    const std::int64_t id = m_server->open({&m_ann});
    QVERIFY(m_cid.ask<wire::TournamentPageRequest>(id));
    QVERIFY(m_bob.ask<wire::TournamentJoinRequest>(id));
    QVERIFY(m_cid.hears(id, [](const State& state) { return state.info().players() == 2; }));
    wire::TournamentPageLeft left;
    left.set_tournament_id(id + 1);  // not the one it looks at
    m_cid.client().command(left);
    QVERIFY(m_bob.ask<wire::TournamentLeaveRequest>(id));
    QVERIFY(m_cid.hears(id, [](const State& state) { return state.info().players() == 1; }));
    left.set_tournament_id(id);
    m_cid.client().command(left);
    QVERIFY(m_cid.client().request(wire::ClockEchoRequest()));
    QVERIFY(m_bob.ask<wire::TournamentJoinRequest>(id));
    QVERIFY(m_cid.client().request(wire::ClockEchoRequest()));
    QCOMPARE(m_cid.heard(id)->info().players(), 1U);
}

void TestTournaments::changesAreLimited() {
    server::FeatureOptions options = TournamentServer::patient();
    options.tournaments.changing = options.tournaments.creating = options.tournaments.looking = {0.01F, 2};
    TournamentServer strict(options);
    Entrant ann = strict.join("ann");
    for (int i = 0; i < 2; ++i)
        QCOMPARE(codeOf(ann.ask<wire::TournamentJoinRequest>(1)), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(codeOf(ann.ask<wire::TournamentJoinRequest>(1)), wire::REFUSAL_TOO_MANY);
    for (int i = 0; i < 2; ++i)
        QVERIFY(ann.client().request(wire::TournamentsRequest()));
    QCOMPARE(codeOf(ann.client().request(wire::TournamentsRequest())), wire::REFUSAL_TOO_MANY);
    QVERIFY(ann.client().request(createRequest()));
    QCOMPARE(codeOf(ann.client().request(createRequest())), wire::REFUSAL_CONFLICT);
    QCOMPARE(codeOf(ann.client().request(createRequest())), wire::REFUSAL_TOO_MANY);
}

void TestTournaments::theAccountsDataNamesThem() {
    QVERIFY(m_server->open({&m_ann, &m_bob}));
    const auto exported = [](Entrant& who) {
        std::string json;
        wire::ExportRequest request;
        do {
            const auto piece = who.client().request(request);
            if (!piece)
                return std::string();
            json += piece.reply->json();
            request.set_cursor(piece.reply->next_cursor());
        } while (!request.cursor().empty());
        return json;
    };
    const std::string anns = exported(m_ann);
    QVERIFY(anns.find("\"tournaments_organised\": [\n{\"id\":") != std::string::npos);
    const std::string bobs = exported(m_bob);
    QVERIFY(bobs.find("\"name\":\"Cup\"") != std::string::npos);
    QVERIFY(bobs.find("\"tournaments_organised\": []") != std::string::npos);
}

// Beside the running server, which still shows them.
void TestTournaments::whoIsErasedIsNotDrawn() {
    const std::int64_t id = m_server->open({&m_ann, &m_bob, &m_cid});
    constexpr std::chrono::seconds patience(10);
    server::Connection connection(m_server->database().settings(), {patience, patience});
    server::runInTransaction(
        connection,
        [this](server::Transaction& transaction) {
            server::accounts::eraseAccount(transaction, m_bob.id, server::everyAccountData().erasures);
        },
        std::chrono::steady_clock::now() + patience);
    const auto started = m_ann.ask<wire::TournamentStartRequest>(id);
    QVERIFY(started);
    QCOMPARE(started.reply->state().participants_size(), 2);
}

PONG_SERVER_TEST_MAIN(TestTournaments)
#include "test_tournaments.moc"
