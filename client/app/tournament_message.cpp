#include "client/app/tournament_message.h"

#include "client/match/player_info.h"

#include <algorithm>

namespace client {

namespace wire = pong::wire;

namespace {

using MatchState = TournamentMatch::State;

TournamentView::State stateOf(wire::TournamentInfo::Status status) {
    switch (status) {
        case wire::TournamentInfo::RUNNING:
            return TournamentView::State::Running;
        case wire::TournamentInfo::FINISHED:
            return TournamentView::State::Finished;
        case wire::TournamentInfo::CANCELLED:
            return TournamentView::State::Cancelled;
        default:
            return TournamentView::State::Open;
    }
}

MatchState stateOf(wire::TournamentMatch::Status status) {
    switch (status) {
        case wire::TournamentMatch::CALLED:
            return MatchState::Called;
        case wire::TournamentMatch::LIVE:
            return MatchState::Live;
        case wire::TournamentMatch::PLAYED:
            return MatchState::Played;
        case wire::TournamentMatch::WALKOVER:
            return MatchState::Walkover;
        case wire::TournamentMatch::EMPTY:
            return MatchState::Empty;
        default:
            return MatchState::Waiting;
    }
}

QDateTime timeOf(std::int64_t milliseconds) {
    return milliseconds == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(milliseconds);
}

// -1: there is nobody of this id.
int indexOf(const TournamentView& view, std::int64_t userId) {
    const auto found = std::find_if(view.players.begin(), view.players.end(),
                                    [userId](const TournamentPlayer& player) { return player.userId == userId; });
    return userId == 0 || found == view.players.end() ? -1 : static_cast<int>(found - view.players.begin());
}

TournamentPlayer playerOf(const wire::TournamentParticipant& participant) {
    TournamentPlayer player;
    player.userId = participant.player().user_id();
    player.info = playerInfoOf(participant.player());
    player.gaveUp = participant.status() == wire::TournamentParticipant::LEFT;
    player.isOut = player.gaveUp || participant.status() == wire::TournamentParticipant::OUT;
    player.outInRound = static_cast<int>(participant.out_in_round());
    return player;
}

TournamentMatch::Place placeOf(const TournamentView& view, const wire::TournamentPlace& from) {
    TournamentMatch::Place place;
    place.player = indexOf(view, from.user_id());
    place.isNobody = from.nobody();
    place.score = static_cast<int>(from.score());
    place.isReady = from.ready();
    return place;
}

TournamentMatch matchOf(const TournamentView& view, const wire::TournamentMatch& from, const QDateTime& now) {
    TournamentMatch match;
    match.round = static_cast<int>(from.round());
    match.number = static_cast<int>(from.number());
    match.state = stateOf(from.status());
    match.places = {placeOf(view, from.first()), placeOf(view, from.second())};
    match.winner = TournamentView::sideOf(match, indexOf(view, from.winner_id()));
    match.isForfeit = from.forfeited();
    match.matchId = from.match_id();
    match.spectators = static_cast<int>(from.spectators());
    if (from.call_ends_in_ms() > 0)
        match.readyUntil = now.addMSecs(from.call_ends_in_ms());
    return match;
}

}  // namespace

TournamentView tournamentViewOf(const wire::TournamentState& state, qint64 me, const QDateTime& now) {
    const wire::TournamentInfo& info = state.info();
    TournamentView view;
    view.id = info.id();
    view.name = QString::fromStdString(info.name());
    view.state = stateOf(info.status());
    view.organiserId = info.organiser().user_id();
    view.organiser = QString::fromStdString(info.organiser().username());
    view.isOrganiser = view.organiserId == me;
    view.size = static_cast<int>(info.size());
    view.pointsToWin = static_cast<int>(info.rules().points_to_win());
    view.rounds = static_cast<int>(info.rounds());
    view.round = static_cast<int>(info.round());
    view.startedAt = timeOf(info.started_ms());
    view.endedAt = timeOf(info.ended_ms());
    for (const wire::TournamentParticipant& participant : state.participants())
        view.players.push_back(playerOf(participant));
    for (const wire::TournamentMatch& match : state.matches())
        view.matches.push_back(matchOf(view, match, now));
    view.winner = indexOf(view, info.winner().user_id());
    view.me = indexOf(view, me);
    return view;
}

bool isParticipant(const wire::TournamentState& state, qint64 userId) {
    return std::any_of(
        state.participants().begin(), state.participants().end(),
        [userId](const wire::TournamentParticipant& participant) { return participant.player().user_id() == userId; });
}

}  // namespace client
