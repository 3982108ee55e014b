#pragma once

// Shows a match that others play on a server: carries its messages to a SpectatedMatch, and watches again when a lost
// connection is back. Main thread only.

#include "client/match/match_driver.h"
#include "client/match/spectated_match.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QPointer>

#include <memory>
#include <shared/protocol/envelope.pb.h>

namespace client {

class Connection;

class SpectatorDriver : public MatchDriver {
    Q_OBJECT

 public:
    // Null where `reply` names rules that no match has. The requests run in `tasks`; they may still be under way when
    // the driver is deleted, so it and the connection must outlive them.
    static std::unique_ptr<SpectatorDriver> create(Connection& connection, pong::TaskScope& tasks,
                                                   const pong::wire::WatchReply& reply);

    MatchFrame frame(std::chrono::microseconds now) override;
    MatchInfo info() const override;
    std::optional<MatchResult> result() const override;

    // Nobody steers what they only watch.
    void setDirection(pong::Side, pong::Direction) override {}
    void loseFocus() override {}
    void pause() override {}
    void resume() override {}
    void rematch() override {}
    void leave() override;

    std::int64_t matchId() const { return m_reply.match().match_id(); }
    const SpectatedMatch& match() const { return m_match; }

 Q_SIGNALS:
    // The match cannot be watched any more: it ended while the connection was away. left() follows.
    void gone();

 private:
    SpectatorDriver(Connection& connection, pong::TaskScope& tasks, pong::wire::WatchReply reply);

    void followConnection();
    void watchAgain();
    static QCoro::Task<void> askAgain(QPointer<SpectatorDriver> self, pong::wire::WatchRequest body);
    void receive(const pong::wire::ServerMessage& message);

    Connection& m_connection;
    pong::TaskScope& m_tasks;
    pong::wire::WatchReply m_reply;
    SpectatedMatch m_match;
    bool m_isConnected = true;
    bool m_isAsking = false;
    bool m_isFinished = false;  // as was said by finished()
    MatchFrame::Stage m_stage = MatchFrame::Stage::Synchronising;
    std::array<bool, 2> m_present{};
};

}  // namespace client
