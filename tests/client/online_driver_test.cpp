// OnlineDriver between a real Connection and a server that the test plays: joining, coming back, leaving, the result.
// What an OnlineMatch makes of the messages has its own tests.

#include "client/match/online_driver.h"

#include "client/fake_server.h"
#include "client/net/connection.h"
#include "shared/pong/match_recording.h"
#include "shared/protocol/rules_message.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;
using namespace client::test;
using namespace std::chrono_literals;
using pong::Direction;
using pong::Side;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using Stage = MatchFrame::Stage;

namespace {

constexpr std::int64_t matchId = 9;
constexpr ConnectionTimes quick{.request = 2000ms, .firstRetry = 20ms, .longestRetry = 80ms};

// This player (mara) is at the right, as the server has it.
pong::wire::MatchFound found() {
    pong::wire::MatchFound message;
    message.set_match_id(matchId);
    message.set_side(1);
    message.mutable_left()->set_username("kaito");
    message.mutable_left()->set_rating(1547);
    message.mutable_right()->set_username("mara");
    *message.mutable_rules() = pong::rulesMessage(pong::Rules{.pointsToWin = 5});
    message.set_rated(true);
    return message;
}

ServerMessage snapshot(std::uint32_t epoch) {
    ServerMessage message;
    auto* body = message.mutable_match_snapshot();
    body->set_match_id(matchId);
    body->set_epoch(epoch);
    body->set_state(pong::encodeState(pong::Simulation(pong::Rules{.pointsToWin = 5}, 3).state()));
    for (int side = 0; side < 2; ++side) {
        body->add_last_number(0);
        body->add_directions(0);
        body->add_present(true);
    }
    return message;
}

std::int64_t nowUs() {
    return MatchDriver::clock().count();
}

}  // namespace

class OnlineDriverTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Trust> m_trust;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<pong::TaskScope> m_tasks;
    std::unique_ptr<OnlineDriver> m_driver;
    std::function<std::optional<ServerMessage>()> m_joinAnswer;
    std::uint32_t m_epoch = 0;
    std::int64_t m_tickZeroUs = 0;
    QTimer m_play;

    std::size_t received(ClientMessage::BodyCase body) const {
        return static_cast<std::size_t>(
            std::count_if(m_server->received.begin(), m_server->received.end(),
                          [body](const ClientMessage& message) { return message.body_case() == body; }));
    }
    // From now on the server plays, with nobody moving, and says so ten times a second.
    void startPlay() {
        m_tickZeroUs = nowUs();
        ServerMessage message;
        message.mutable_match_clock()->set_epoch(++m_epoch);
        message.mutable_match_clock()->set_tick(0);
        message.mutable_match_clock()->set_at_us(m_tickZeroUs);
        m_server->send(message);
        m_play.start(100ms);
    }
    void sendAdvance() {
        if (!m_server->hasPeer())
            return;
        ServerMessage message;
        const auto tick = (nowUs() - m_tickZeroUs) * pong::ticksPerSecond / 1'000'000;
        message.mutable_match_advance()->set_through_tick(static_cast<std::uint32_t>(tick));
        m_server->send(message);
    }
    Stage stage() { return m_driver->frame(MatchDriver::clock()).stage; }

 private Q_SLOTS:
    void initTestCase() { connect(&m_play, &QTimer::timeout, this, &OnlineDriverTest::sendAdvance); }
    void init() {
        m_joinAnswer = [this] { return snapshot(++m_epoch); };
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) -> std::optional<ServerMessage> {
            if (message.has_match_join())
                return m_joinAnswer();
            auto usual = FakeServer::usual(message);
            if (message.has_clock_echo())
                usual->mutable_clock_echo()->set_server_us(nowUs());
            return usual;
        };
        QVERIFY(m_server->listen());
        m_trust = std::make_unique<Trust>(m_folder.filePath(QStringLiteral("pins")));
        m_connection = std::make_unique<Connection>(*m_trust, QStringLiteral("test"), quick);
        m_tasks = std::make_unique<pong::TaskScope>(QStringLiteral("test"));
        m_connection->open(*ServerAddress::parse(m_server->address()), QStringLiteral("good"));
        QTRY_COMPARE(m_connection->state(), ConnectionState::SignedIn);
        m_driver = OnlineDriver::create(*m_connection, *m_tasks, found());
        QVERIFY(m_driver);
    }
    void cleanup() {
        m_play.stop();
        m_driver.reset();
        m_connection->close();
        QCOMPARE(m_tasks->running(), 0);
        m_connection.reset();
        m_server.reset();
    }

    void synchronisesAndJoins() {
        QCOMPARE(stage(), Stage::Synchronising);
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        QVERIFY(received(ClientMessage::kClockEcho) >= 5);
        startPlay();
        QTRY_COMPARE(stage(), Stage::Playing);
    }

    void showsThisPlayerAtTheLeft() {
        const MatchInfo info = m_driver->info();
        QCOMPARE(info.players[0].name, QStringLiteral("mara"));
        QCOMPARE(info.players[1].name, QStringLiteral("kaito"));
        QCOMPARE(info.players[1].rating, 1547);
        QCOMPARE(info.pointsToWin, 5);
        QVERIFY(info.rated && info.leaveForfeits && !info.canPause && !info.canRematch);
        QVERIFY(info.steered[0] && !info.steered[1]);
    }

    void aPressGoesOutAtOnce() {
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        startPlay();
        QTRY_COMPARE(stage(), Stage::Playing);
        m_driver->setDirection(Side::Right, Direction::Up);  // not this keyboard's
        QTest::qWait(0);
        QCOMPARE(received(ClientMessage::kMatchInput), 0u);
        m_driver->setDirection(Side::Left, Direction::Up);
        QTRY_COMPARE(received(ClientMessage::kMatchInput), 1u);
        m_driver->loseFocus();
        QTRY_COMPARE(received(ClientMessage::kMatchInput), 2u);
    }

    void comesBackAfterALostConnection() {
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        startPlay();
        QTRY_COMPARE(stage(), Stage::Playing);
        m_play.stop();
        m_server->cutOff();
        QTRY_VERIFY(!m_driver->info().players[0].present);
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 2u);
        QVERIFY(m_driver->info().players[0].present);
        startPlay();
        QTRY_COMPARE(stage(), Stage::Playing);
    }

    void aMatchThatIsNoMoreIsLeft() {
        m_joinAnswer = [] { return FakeServer::refusal(pong::wire::REFUSAL_NOT_FOUND, "No such match."); };
        QSignalSpy gone(m_driver.get(), &OnlineDriver::gone);
        QSignalSpy left(m_driver.get(), &MatchDriver::left);
        QTRY_COMPARE(left.count(), 1);
        QCOMPARE(gone.count(), 1);
    }

    void aServerThatIsBusyIsAskedAgain() {
        int asked = 0;
        m_joinAnswer = [this, &asked] {
            return ++asked == 1 ? FakeServer::refusal(pong::wire::REFUSAL_BUSY, "In a moment.") : snapshot(++m_epoch);
        };
        QSignalSpy left(m_driver.get(), &MatchDriver::left);
        QTRY_COMPARE(asked, 2);
        QCOMPARE(left.count(), 0);
    }

    void tellsTheResultAsThisPlayerSeesIt() {
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        QSignalSpy finished(m_driver.get(), &MatchDriver::finished);
        QVERIFY(!m_driver->result());
        ServerMessage message;
        auto* ended = message.mutable_match_ended();
        ended->set_match_id(matchId);
        ended->set_reason(pong::wire::END_FORFEIT);
        ended->set_score_left(3);
        ended->set_score_right(2);
        ended->set_winner(1);
        ended->set_stored(true);
        m_server->send(message);
        QTRY_COMPARE(finished.count(), 1);
        const MatchResult result = *m_driver->result();
        QCOMPARE(result.winner, Side::Left);
        QCOMPARE(result.score, (std::array{2, 3}));
        QCOMPARE(result.reason, MatchResult::Reason::Forfeit);
        QVERIFY(result.stored);
        QVERIFY(!m_driver->info().leaveForfeits);
        m_server->send(message);
        QSignalSpy left(m_driver.get(), &MatchDriver::left);
        m_driver->leave();
        QCOMPARE(left.count(), 1);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(received(ClientMessage::kMatchLeave), 0u);  // over: nothing to give up
    }

    void leavingGivesTheMatchUp() {
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        QSignalSpy left(m_driver.get(), &MatchDriver::left);
        m_driver->leave();
        QCOMPARE(left.count(), 1);
        QTRY_COMPARE(received(ClientMessage::kMatchLeave), 1u);
        for (const ClientMessage& message : m_server->received)
            QVERIFY(!message.has_match_leave() || message.match_leave().match_id() == matchId);
    }

    void mayGoWhileItsRequestsWait() {
        m_joinAnswer = [] { return std::optional<ServerMessage>(); };
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        QVERIFY(m_tasks->running() > 0);
        m_driver.reset();
        m_server->send(snapshot(++m_epoch));
        QTRY_COMPARE(m_tasks->running(), 0);  // by its time-out
    }

    void strangeRulesAreNotPlayed() {
        auto strange = found();
        strange.mutable_rules()->set_points_to_win(1000);
        QVERIFY(!OnlineDriver::create(*m_connection, *m_tasks, strange));
        strange = found();
        strange.set_side(2);
        QVERIFY(!OnlineDriver::create(*m_connection, *m_tasks, strange));
    }
};

QTEST_GUILESS_MAIN(OnlineDriverTest)
#include "online_driver_test.moc"
