// Two bots play whole matches against the server's own LiveMatch, without sockets and in virtual time: they agree with
// it at every beat, press as often as people do, and their matches end.

#include "tests/load/bot_match.h"

#include "server/play/live_match.h"

#include <QtTest>

#include <array>
#include <deque>
#include <memory>

using load::Micros;
using pong::Side;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;

namespace {

constexpr Micros delayUs = 3'000;  // one way
constexpr Micros tickUs = 1'000'000 / pong::ticksPerSecond;

// The server, both bots, and messages that take their time between them.
class Table final : public server::LiveMatchOutput {
 public:
    explicit Table(std::uint32_t seed) : m_matches(measurements), m_server(1, pong::Rules{}, seed, *this, m_now) {
        for (const Side side : {Side::Left, Side::Right}) {
            bots[index(side)] = std::make_unique<load::BotMatch>(
                1, side, pong::Rules{}, seed + static_cast<std::uint32_t>(index(side)), m_matches, measurements);
            bots[index(side)]->setClock({0, 2 * delayUs});
        }
        measurements.running = true;
    }

    void join() {
        for (const Side side : {Side::Left, Side::Right})
            good &= bots[index(side)]->restore(m_server.playerJoined(side, m_now), m_now);
    }

    void runFor(Micros duration) {
        for (const Micros end = m_now + duration; m_now < end && !isOver; m_now += tickUs / 4) {
            deliver();
            for (const Side side : {Side::Left, Side::Right}) {
                ClientMessage message;
                while (bots[index(side)]->takeDue(m_now, message)) {
                    bots[index(side)]->sent(message, m_now);
                    m_toServer.push_back({m_now + delayUs, side, message});
                    message.Clear();
                }
            }
            m_server.advance(m_now);
        }
    }

    void dropAndReturn(Side side) {
        m_server.playerDropped(side);
        runFor(2'000'000);
        good &= bots[index(side)]->restore(m_server.playerJoined(side, m_now), m_now);
    }

    // A change that the server never made.
    void misinform(Side side) {
        ServerMessage lie;
        pong::wire::MatchAdvance& advance = *lie.mutable_match_advance();
        const pong::Tick now = m_server.simulation().state().tick;
        advance.set_through_tick(static_cast<std::uint32_t>(now));
        for (const pong::Tick tick : {now + 1, now + 8})
            advance.add_changes(pong::packChange(
                {tick, opposite(side), tick == now + 1 ? pong::Direction::Up : pong::Direction::Down, 0}, now));
        send(side, lie);
    }

    // LiveMatchOutput
    void send(Side side, const ServerMessage& message) override {
        m_toBots.push_back({m_now + delayUs, side, message});
    }
    void sendAll(const ServerMessage& message) override {
        send(Side::Left, message);
        send(Side::Right, message);
    }
    void sendToSpectators(const ServerMessage&) override {}
    bool isWatched() const override { return false; }
    void changesFinal(const server::FinalChanges&) override {}
    void pointScored(const server::MatchPoint& point) override { points = point.number; }
    void ended(const server::MatchResult&) override { isOver = true; }

    const server::LiveMatchCounters& counters() const { return m_server.counters(); }

    load::Measurements measurements;
    std::array<std::unique_ptr<load::BotMatch>, 2> bots;
    bool good = true;  // every snapshot could be read
    int disagreements = 0;
    int points = 0;
    bool isOver = false;

 private:
    template <typename Message>
    struct Underway {
        Micros at;
        Side side;
        Message message;
    };

    void deliver() {
        while (!m_toServer.empty() && m_toServer.front().at <= m_now) {
            const auto [at, side, message] = m_toServer.front();
            m_toServer.pop_front();
            if (message.has_match_input())
                m_server.input(side, message.match_input(), m_now);
            else
                m_server.beat(side, message.match_beat(), m_now);
        }
        while (!m_toBots.empty() && m_toBots.front().at <= m_now) {
            const auto [at, side, message] = m_toBots.front();
            m_toBots.pop_front();
            toBot(*bots[index(side)], message);
        }
    }

    void toBot(load::BotMatch& bot, const ServerMessage& message) {
        if (message.has_match_advance() && !bot.advance(message.match_advance(), m_now))
            ++disagreements;
        else if (message.has_match_clock())
            bot.clockSet(message.match_clock(), m_now);
        else if (message.has_match_paused())
            bot.paused(message.match_paused(), m_now);
        else if (message.has_match_snapshot())
            good &= bot.restore(message.match_snapshot(), m_now);
    }

    Micros m_now = 1'000'000;
    load::LoadMatches m_matches;
    server::LiveMatch m_server;
    std::deque<Underway<ClientMessage>> m_toServer;
    std::deque<Underway<ServerMessage>> m_toBots;
};

}  // namespace

class BotMatchTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void playsToTheEndInAgreement_data();
    void playsToTheEndInAgreement();
    void comesBackFromAPause();
    void noticesAServerThatPlaysSomethingElse();
};

void BotMatchTest::playsToTheEndInAgreement_data() {
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U, 4U, 5U})
        QTest::addRow("seed %u", seed) << seed;
}

void BotMatchTest::playsToTheEndInAgreement() {
    QFETCH(quint32, seed);
    Table table(seed);
    table.join();
    table.runFor(60'000'000);
    QVERIFY(table.points > 3);
    const double inputsASecond = table.counters().inputs / 58.0;  // both bots together; the 3-2-1 takes two seconds
    QVERIFY2(inputsASecond > 6.5 && inputsASecond < 9.5, qPrintable(QString::number(inputsASecond)));
    table.runFor(Micros{20} * 60 * 1'000'000);
    QVERIFY(table.isOver);
    QVERIFY(table.good);
    QCOMPARE(table.disagreements, 0);
    QCOMPARE(table.counters().desyncs, 0U);
    QCOMPARE(table.counters().lateInputs, 0U);
    QCOMPARE(table.counters().refusedInputs, 0U);
    // What was to come after the end is not answered any more.
    QVERIFY(table.measurements.relay.count() - table.measurements.confirmation.count() <= 2);
    QVERIFY(table.measurements.relay.count() > 300);
    QVERIFY(table.measurements.relay.max() >= 2 * delayUs);
    QVERIFY(table.measurements.relay.max() <= 2 * delayUs + tickUs);  // relayed when it came, not when it applies
}

void BotMatchTest::comesBackFromAPause() {
    Table table(7);
    table.join();
    table.runFor(20'000'000);
    table.dropAndReturn(Side::Right);
    table.runFor(20'000'000);
    QCOMPARE(table.counters().pauses, 1U);
    QVERIFY(table.good);
    QCOMPARE(table.disagreements, 0);
    QCOMPARE(table.counters().desyncs, 0U);
    QVERIFY(table.counters().inputs > 200);
}

void BotMatchTest::noticesAServerThatPlaysSomethingElse() {
    Table table(9);
    table.join();
    table.runFor(10'000'000);
    table.misinform(Side::Left);
    table.runFor(3'000'000);
    QVERIFY(table.disagreements > 0);
    QVERIFY(table.counters().desyncs > 0);
    const int before = table.disagreements;
    table.runFor(10'000'000);
    QCOMPARE(table.disagreements, before);  // the snapshot put it right
}

QTEST_APPLESS_MAIN(BotMatchTest)
#include "bot_match_test.moc"
