#pragma once

// A LiveMatch and what connects it to the rest of the server: its players, the connection each of them plays on, those
// of its spectators, and the recorder. Main thread.

#include "server/net/refusal.h"
#include "server/play/live_match.h"

#include <QByteArray>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <shared/protocol/invitations.pb.h>
#include <utility>
#include <vector>

namespace server {

class Recorder;
class Sessions;
struct RecordedEnd;

struct MatchInfo {
    std::int64_t id = 0;
    std::array<wire::PlayerCard, 2> players;  // by side
    wire::MatchMode mode = wire::MODE_UNSPECIFIED;
    bool rated = false;
    std::int64_t tournament = 0;  // 0: none
};

class HostedMatch final : private LiveMatchOutput {
 public:
    // New, or as far as `recording` goes. `sessions` and `recorder` outlive the match.
    HostedMatch(MatchInfo info, const pong::Rules& rules, std::uint64_t seed, Sessions& sessions, Recorder& recorder,
                std::int64_t nowUs);
    HostedMatch(MatchInfo info, const pong::MatchRecording& recording, Sessions& sessions, Recorder& recorder,
                std::int64_t nowUs);

    std::int64_t id() const { return m_info.id; }
    std::int64_t tournament() const { return m_info.tournament; }  // 0: of none
    LiveMatch& play() { return m_play; }
    const LiveMatch& play() const { return m_play; }

    UserId user(pong::Side side) const { return m_info.players[pong::index(side)].user_id(); }
    std::optional<pong::Side> sideOf(UserId user) const;

    // The connection this side plays on; 0: none.
    SessionId session(pong::Side side) const { return m_sessions[pong::index(side)]; }
    void setSession(pong::Side side, SessionId session) { m_sessions[pong::index(side)] = session; }

    // Connections that watch; server/play/spectators.h says who may.
    const std::vector<SessionId>& spectators() const { return m_spectators; }
    void addSpectator(SessionId session) { m_spectators.push_back(session); }
    void removeSpectator(SessionId session) { std::erase(m_spectators, session); }
    // To those who play and watch right now.
    void tell(const wire::ServerMessage& message) { sendAll(message); }
    void tellSpectators(const wire::ServerMessage& message) { sendToSpectators(message); }

    wire::ServerMessage foundMessage(pong::Side side) const;
    wire::LiveMatchInfo liveInfo() const;

    // Whether a point was scored since it was asked last.
    bool takeScored() { return std::exchange(m_scored, false); }

    // In the MatchSchedule, which alone sets it.
    std::size_t place() const { return m_place; }
    void setPlace(std::size_t place) { m_place = place; }

    // Once play().isOver().
    const MatchResult& result() const { return m_result; }
    wire::ServerMessage endedMessage(const RecordedEnd& recorded) const;

 private:
    void send(pong::Side side, const wire::ServerMessage& message) override;
    void sendAll(const wire::ServerMessage& message) override;
    void sendToSpectators(const wire::ServerMessage& message) override;
    bool isWatched() const override { return !m_spectators.empty(); }
    void sendFrameToSpectators(const QByteArray& frame) const;
    void changesFinal(const FinalChanges& chunk) override;
    void pointScored(const MatchPoint& point) override;
    void ended(const MatchResult& result) override { m_result = result; }

    MatchInfo m_info;
    Sessions& m_allSessions;
    Recorder& m_recorder;
    std::array<SessionId, 2> m_sessions{};
    std::vector<SessionId> m_spectators;
    MatchResult m_result;
    bool m_scored = false;
    std::size_t m_place = 0;
    LiveMatch m_play;
};

}  // namespace server
