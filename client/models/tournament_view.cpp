#include "client/models/tournament_view.h"

#include <algorithm>

namespace client {

const TournamentMatch* TournamentView::match(int inRound, int number) const {
    const auto found = std::find_if(matches.begin(), matches.end(), [inRound, number](const TournamentMatch& match) {
        return match.round == inRound && match.number == number;
    });
    return found == matches.end() ? nullptr : &*found;
}

const TournamentMatch* TournamentView::ownMatch() const {
    const auto found = std::find_if(matches.begin(), matches.end(), [this](const TournamentMatch& match) {
        return !match.isOver() && sideOf(match, me) >= 0;
    });
    return found == matches.end() ? nullptr : &*found;
}

int TournamentView::sideOf(const TournamentMatch& match, int player) {
    if (player < 0)
        return -1;
    return match.places[0].player == player ? 0 : match.places[1].player == player ? 1 : -1;
}

const TournamentPlayer* TournamentView::player(const TournamentMatch& match, int side) const {
    const int index = match.places[static_cast<std::size_t>(side)].player;
    return index < 0 ? nullptr : &players[static_cast<std::size_t>(index)];
}

}  // namespace client
