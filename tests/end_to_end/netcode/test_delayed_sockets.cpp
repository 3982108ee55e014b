// A whole match over real sockets that are as slow as a network: the production server with its PostgreSQL, two
// production clients (connection, driver, prediction), and a proxy between that delays every byte and once lets nothing
// through for a second. What single rules promise is tested on virtual clocks; here the parts meet.

#include "client/match/online_driver.h"
#include "client/net/connection.h"
#include "client/net/trust.h"
#include "shared/pong/random.h"
#include "tests/support/delaying_proxy.h"
#include "tests/support/match_record.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_server.h"

#include <QTemporaryDir>

using namespace std::chrono_literals;
using pong::Direction;
using pong::Side;
using Stage = client::MatchFrame::Stage;

namespace test {

namespace {

QCoro::Task<void> signUpAndSeek(client::Connection& connection, std::string name) {
    const wire::SignUpRequest signUp = TestServer::signUpRequest(name);
    co_await connection.request(signUp);
    const wire::QuickMatchRequest seek;
    co_await connection.request(seek);
}

// A client application without its windows, and hands that press keys at random.
class Player : public QObject {
 public:
    Player(const QString& folder, quint16 port, std::string name)
        : m_trust(folder + QString::fromStdString("/" + name)), m_generator(qHash(QByteArray::fromStdString(name))) {
        connect(&m_connection, &client::Connection::event, this, [this](const wire::ServerMessage& message) {
            if (message.has_match_found() && !m_driver)
                m_driver = client::OnlineDriver::create(m_connection, m_tasks, message.match_found());
        });
        connect(&m_connection, &client::Connection::stateChanged, this, [this, name](client::ConnectionState state) {
            if (state == client::ConnectionState::Connected)
                m_tasks.run(signUpAndSeek(m_connection, name));
        });
        connect(&m_looks, &QTimer::timeout, this, &Player::look);
        m_connection.open(*client::ServerAddress::parse(QStringLiteral("ws://127.0.0.1:%1").arg(port)));
        m_looks.start(16ms);
    }
    ~Player() override {
        m_driver.reset();
        m_connection.close();
    }

    client::OnlineDriver* driver() const { return m_driver.get(); }
    Stage stage() const { return m_frame.stage; }
    bool showedUnconfirmedPoints() const { return m_showedUnconfirmedPoints; }
    int presses() const { return m_presses; }

 private:
    void look() {
        if (!m_driver)
            return;
        m_frame = m_driver->frame(client::MatchDriver::clock());
        const auto& confirmed = m_driver->match().confirmed().state().score;
        if (m_frame.score[0] + m_frame.score[1] > confirmed[0] + confirmed[1])
            m_showedUnconfirmedPoints = true;
        if (m_frame.stage == Stage::Playing && pong::randomBelow(m_generator, 15) == 0) {
            m_driver->setDirection(Side::Left, static_cast<Direction>(pong::randomBelow(m_generator, 3) - 1));
            ++m_presses;
        }
    }

    client::Trust m_trust;
    pong::TaskScope m_tasks{QStringLiteral("player")};
    client::Connection m_connection{m_trust, QStringLiteral("test")};
    std::unique_ptr<client::OnlineDriver> m_driver;
    QTimer m_looks;
    client::MatchFrame m_frame;
    std::uint64_t m_generator;
    bool m_showedUnconfirmedPoints = false;
    int m_presses = 0;
};

server::FeatureOptions shortMatches() {
    server::FeatureOptions options;
    options.rules.pointsToWin = 5;
    options.rules.winMargin = 1;
    options.rules.ballSpeed = 600;
    return options;
}

}  // namespace

class TestDelayedSockets : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aWholeMatch();
};

void TestDelayedSockets::aWholeMatch() {
    const QTemporaryDir folder;
    TestServer server(shortMatches());
    DelayingProxy nearby(static_cast<quint16>(server.url().port()), {20ms, 10ms}, 1);
    DelayingProxy faraway(static_cast<quint16>(server.url().port()), {80ms, 40ms}, 2);
    Player alice(folder.path(), nearby.port(), "alice");
    Player bob(folder.path(), faraway.port(), "bob");
    const std::array<const Player*, 2> players{&alice, &bob};

    QTRY_VERIFY_WITH_TIMEOUT(alice.stage() == Stage::Playing && bob.stage() == Stage::Playing, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(alice.presses() > 10 && bob.presses() > 10, 30'000);
    faraway.stall(1s);
    QTRY_VERIFY_WITH_TIMEOUT(alice.driver()->result() && bob.driver()->result(), 100'000);

    const server::play::StoredMatch stored = storedMatch(server.database().settings(), alice.driver()->matchId());
    QVERIFY(!stored.live);
    QVERIFY(recordIsConsistent(stored));
    QCOMPARE(server.features().matches().counters().desyncs, 0U);
    for (const Player* player : players) {
        QCOMPARE(player->driver()->match().desyncs(), 0U);
        QVERIFY(!player->showedUnconfirmedPoints());
        const auto score = player->driver()->result()->score;
        const std::size_t own =
            player->driver()->info().players[0].name == QString::fromStdString(stored.players[0].username()) ? 0 : 1;
        QCOMPARE(score[0], stored.score[own]);
        QCOMPARE(score[1], stored.score[1 - own]);
        for (const client::CorrectionCounter& correction : player->driver()->match().corrections())
            qInfo("%s: %u corrections, at most %.0f units", qUtf8Printable(player->driver()->info().players[0].name),
                  correction.count, correction.largest);
    }
    const auto counters = server.features().matches().counters();
    qInfo("inputs %llu, late %llu; bytes through the proxies %llu and %llu",
          static_cast<unsigned long long>(counters.inputs), static_cast<unsigned long long>(counters.lateInputs),
          static_cast<unsigned long long>(nearby.bytes()), static_cast<unsigned long long>(faraway.bytes()));
}

}  // namespace test

PONG_SERVER_TEST_MAIN(test::TestDelayedSockets)

#include "test_delayed_sockets.moc"
