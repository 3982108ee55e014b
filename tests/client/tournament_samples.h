#pragma once

// Tournaments as the server would tell them. Main thread only.

#include "client/models/tournaments_model.h"

#include <shared/protocol/tournaments.pb.h>
#include <string>
#include <vector>

namespace samples {

// A tournament that is built up move by move; Mara, the first player's id is 1, is who looks at it. Ids of users are
// 1, 2, ... in the order of the names; ids of matches 100 * round + number.
class Tournament {
 public:
    static constexpr std::int64_t id = 7;

    using Names = std::vector<std::string>;

    // Open, run by the first one.
    Tournament(const std::string& name, const Names& players, unsigned size);

    // In the order of the bracket, from the top; empty names are byes.
    void start(const Names& bracket);
    void call(unsigned round, unsigned number, unsigned endsInMs, bool firstReady, bool secondReady);
    void playLive(unsigned round, unsigned number, unsigned first, unsigned second, unsigned spectators);
    // The winner goes on.
    void finish(unsigned round, unsigned number, unsigned first, unsigned second, bool forfeit = false);
    void walkover(unsigned round, unsigned number, unsigned winningPlace);
    void nobody(unsigned round, unsigned number);
    void giveUp(const std::string& player);
    void cancel();

    const pong::wire::TournamentState& state() const { return m_state; }
    pong::wire::TournamentState& state() { return m_state; }
    pong::wire::TournamentMatch& match(unsigned round, unsigned number);

 private:
    std::int64_t idOf(const std::string& player) const;
    pong::wire::TournamentPlace& placeAfter(const pong::wire::TournamentMatch& match);
    void advance(pong::wire::TournamentMatch& match, std::int64_t winner);
    void markOut(std::int64_t player, unsigned round);

    pong::wire::TournamentState m_state;
};

// The one of the pictures: eight players, the first semi-final live, Mara called to the second.
Tournament fridayCup();
// The same to its end, which Mara wins.
Tournament finishedCup();
// Thirty-two of them with long names, some written from right to left, in the second round.
Tournament bigCup();
// Six players: byes for the best ones, one walkover, one who gave up, one match that nobody came to.
Tournament cupWithByes();
// Of two.
Tournament duel();
// With so many who have joined, run by Lena; Mara is not in it.
Tournament openCup(int players);

// What the list shows: running, open and finished ones.
pong::wire::TournamentsReply currentTournaments();
// A server's answer where that many are over, all of them before `newestMs`.
pong::wire::TournamentsReply tournaments(const pong::wire::TournamentsRequest& request, int past,
                                         std::int64_t newestMs);
// The same as a model asks for it; without any that runs where none is over.
QCoro::Task<client::TournamentsModel::Page> tournamentsPage(pong::wire::TournamentsRequest request, int past,
                                                            bool fails);

}  // namespace samples
