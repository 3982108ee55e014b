#pragma once

// Drives a match on a server: carries the messages of an OnlineMatch over the connection, joins it again when a lost
// connection is back, and shows it to the match page with this player at the left. Main thread only.

#include "client/match/match_driver.h"
#include "client/match/online_match.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <shared/protocol/envelope.pb.h>

namespace client {

class Connection;

class OnlineDriver : public MatchDriver {
    Q_OBJECT

 public:
    // Null where `found` names rules that no match has. The requests of the match run in `tasks`; they may still be
    // under way when the driver is deleted, so it and the connection must outlive them.
    static std::unique_ptr<OnlineDriver> create(Connection& connection, pong::TaskScope& tasks,
                                                const pong::wire::MatchFound& found);

    MatchFrame frame(std::chrono::microseconds now) override;
    MatchInfo info() const override;
    std::optional<MatchResult> result() const override;

    void setDirection(pong::Side seat, pong::Direction direction) override;
    void loseFocus() override;
    // A match on a server is not paused at one player's wish, and is played again by searching again.
    void pause() override {}
    void resume() override {}
    void rematch() override {}
    void leave() override;

    std::int64_t matchId() const { return m_found.match_id(); }
    // For figures: desyncs, corrections, round trip.
    const OnlineMatch& match() const { return m_match; }

 Q_SIGNALS:
    // The server knows no such match any more: it ended while the connection was away. left() follows.
    void gone();

 private:
    // What the match has to say.
    class Output final : public OnlineMatchOutput {
     public:
        explicit Output(OnlineDriver& driver) : m_driver(driver) {}
        void send(const pong::wire::ClientMessage& message) override { m_driver.send(message); }
        void effect(const MatchEffect& happened) override { Q_EMIT m_driver.effect(happened); }

     private:
        OnlineDriver& m_driver;
    };

    OnlineDriver(Connection& connection, pong::TaskScope& tasks, pong::wire::MatchFound found);

    void send(const pong::wire::ClientMessage& message);
    static QCoro::Task<void> askEcho(QPointer<OnlineDriver> self, pong::wire::ClockEchoRequest body);
    static QCoro::Task<void> askJoin(QPointer<OnlineDriver> self, pong::wire::MatchJoinRequest body);
    void followConnection();
    void rejoin();
    void receive(const pong::wire::ServerMessage& message);
    int pingMs() const;

    Connection& m_connection;
    pong::TaskScope& m_tasks;
    pong::wire::MatchFound m_found;
    Output m_output;
    OnlineMatch m_match;
    QTimer m_timer;
    bool m_isJoined = false;  // join() was called on the connection that stands
    MatchFrame::Stage m_stage = MatchFrame::Stage::Synchronising;
    std::array<bool, 2> m_present{};  // as the frame says it
    bool m_opponentWasHere = false;
    int m_spectators = 0;
};

}  // namespace client
