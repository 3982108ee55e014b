#include "server/play/hosted_match.h"

#include "server/net/frame.h"
#include "server/net/session.h"
#include "server/net/sessions.h"
#include "server/play/recorder.h"
#include "shared/protocol/codec.h"
#include "shared/protocol/rules_message.h"

#include <utility>

namespace server {

using pong::Side;

HostedMatch::HostedMatch(MatchInfo info, const pong::Rules& rules, std::uint64_t seed, Sessions& sessions,
                         Recorder& recorder, std::int64_t nowUs)
    : m_info(std::move(info))
    , m_allSessions(sessions)
    , m_recorder(recorder)
    , m_play(m_info.id, rules, seed, *this, nowUs) {}

HostedMatch::HostedMatch(MatchInfo info, const pong::MatchRecording& recording, Sessions& sessions, Recorder& recorder,
                         std::int64_t nowUs)
    : m_info(std::move(info))
    , m_allSessions(sessions)
    , m_recorder(recorder)
    , m_play(m_info.id, recording, *this, nowUs) {}

std::optional<Side> HostedMatch::sideOf(UserId user) const {
    for (const Side side : {Side::Left, Side::Right})
        if (this->user(side) == user)
            return side;
    return std::nullopt;
}

wire::ServerMessage HostedMatch::foundMessage(Side side) const {
    wire::ServerMessage message;
    wire::MatchFound& found = *message.mutable_match_found();
    found.set_match_id(m_info.id);
    *found.mutable_left() = m_info.players[0];
    *found.mutable_right() = m_info.players[1];
    found.set_side(static_cast<std::uint32_t>(pong::index(side)));
    *found.mutable_rules() = pong::rulesMessage(m_play.simulation().rules());
    found.set_mode(m_info.mode);
    found.set_rated(m_info.rated);
    found.set_tournament_id(m_info.tournament);
    return message;
}

wire::LiveMatchInfo HostedMatch::liveInfo() const {
    const pong::State& state = m_play.simulation().state();
    wire::LiveMatchInfo info;
    info.set_match_id(m_info.id);
    *info.mutable_left() = m_info.players[0];
    *info.mutable_right() = m_info.players[1];
    info.set_score_left(state.score[0]);
    info.set_score_right(state.score[1]);
    info.set_spectators(static_cast<std::uint32_t>(m_spectators.size()));
    info.set_mode(m_info.mode);
    return info;
}

wire::ServerMessage HostedMatch::endedMessage(const RecordedEnd& recorded) const {
    wire::ServerMessage message;
    wire::MatchEnded& ended = *message.mutable_match_ended();
    ended.set_match_id(m_info.id);
    ended.set_reason(m_result.reason);
    ended.set_score_left(static_cast<std::uint32_t>(m_result.score[0]));
    ended.set_score_right(static_cast<std::uint32_t>(m_result.score[1]));
    ended.set_winner(m_result.winner ? static_cast<std::int32_t>(pong::index(*m_result.winner)) : -1);
    ended.set_tick(static_cast<std::uint32_t>(m_result.tick));
    ended.set_desyncs(m_result.desyncs);
    ended.set_stored(recorded.isStored);
    if (recorded.ratings)
        for (const wire::MatchRating& rating : *recorded.ratings)
            *ended.add_ratings() = rating;
    return message;
}

void HostedMatch::send(Side side, const wire::ServerMessage& message) {
    m_allSessions.sendToSession(session(side), message);
}

void HostedMatch::sendAll(const wire::ServerMessage& message) {
    const QByteArray frame = binaryFrame(pong::encode(message));
    for (const SessionId id : m_sessions)
        if (Session* session = m_allSessions.find(id))
            session->sendFrame(frame);
    sendFrameToSpectators(frame);
}

void HostedMatch::sendToSpectators(const wire::ServerMessage& message) {
    if (isWatched())
        sendFrameToSpectators(binaryFrame(pong::encode(message)));
}

void HostedMatch::sendFrameToSpectators(const QByteArray& frame) const {
    for (const SessionId id : m_spectators)
        if (Session* session = m_allSessions.find(id))
            session->sendFrame(frame);
}

void HostedMatch::changesFinal(const FinalChanges& chunk) {
    m_recorder.addChanges(m_info.id, chunk);
}

void HostedMatch::pointScored(const MatchPoint& point) {
    m_recorder.addPoint(m_info.id, point);
    m_scored = true;
}

}  // namespace server
