#pragma once

// A single-elimination bracket: who meets whom, and what follows when somebody wins, does not come or gives up. Round 1
// has as many matches as the next power of two asks for; the places that nobody fills are byes of the best seeds, and 1
// and 2 can meet in the final only. Pure logic; any thread.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace server {

class Bracket {
 public:
    using Player = std::int64_t;  // a user's id; 0: none

    static constexpr std::size_t fewestPlayers = 2;
    static constexpr std::size_t mostPlayers = 32;

    enum class Status {
        Waiting,   // a player is not known yet
        Open,      // both are known and have to play
        Live,      // they do
        Played,    // one of them won
        Walkover,  // one of them won because there was no other one
        Empty      // over, and nobody was there
    };
    struct Match {
        int round = 1;   // from 1
        int number = 1;  // from 1 in its round
        Status status = Status::Waiting;
        std::array<Player, 2> players{};  // 0: not known, or nobody
        Player winner = 0;

        bool isOver() const { return status >= Status::Played; }
        bool has(Player player) const { return players[0] == player || players[1] == player; }
    };

    // Drawn for these, the best seed first.
    explicit Bracket(const std::vector<Player>& bySeed);
    // As it was stored: all matches by round and number, and in which round each of those went who are out.
    Bracket(std::vector<Match> matches, std::map<Player, int> outInRound);

    const std::vector<Match>& matches() const { return m_matches; }
    // Throws std::out_of_range.
    const Match& at(int round, int number) const { return m_matches[indexOf(round, number)]; }
    int rounds() const { return m_rounds; }
    // Nobody will come to this place (0 or 1) of the match.
    bool isNobody(const Match& match, std::size_t place) const;
    // Who cannot win any more, with the round in which they lost, did not come or gave up.
    const std::map<Player, int>& outInRound() const { return m_outInRound; }

    // The match was played. False, and nothing changes, where it is not to be played or has no such player.
    bool finish(int round, int number, Player winner);
    // A live match ended without a winner: it has to be played again.
    void reopen(int round, int number);
    // Gave up, or did not come: whoever meets them wins, and nobody where they should have met each other. A match that
    // is live goes on to its end.
    void remove(const std::vector<Player>& players);

    bool isOver() const { return m_matches.back().isOver(); }
    Player winner() const { return m_matches.back().winner; }

    // Seeds from 1 in the order of the places of round 1, for a bracket of so many (a power of two).
    static std::vector<int> seedOrder(std::size_t places);

 private:
    std::size_t indexOf(int round, int number) const;
    void settle();
    void settle(Match& match);
    void passOn(const Match& over);
    std::optional<Player> presentAt(const Match& match, std::size_t place) const;

    std::vector<Match> m_matches;  // by round and number: of n matches in round 1, 2n - 1
    std::map<Player, int> m_outInRound;
    int m_rounds = 1;
};

}  // namespace server
