#include "server/tournaments/bracket.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <utility>

namespace server {

namespace {

// Rounds of a bracket of so many matches.
int roundsOf(std::size_t matches) {
    return static_cast<int>(std::bit_width(matches));
}

std::size_t placeOfWinner(const Bracket::Match& match) {
    return match.number % 2 == 1 ? 0 : 1;
}

}  // namespace

std::vector<int> Bracket::seedOrder(std::size_t places) {
    std::vector<int> order{1};
    while (order.size() < places) {
        const int sum = static_cast<int>(order.size()) * 2 + 1;  // of two seeds that meet
        std::vector<int> wider;
        for (const int seed : order) {
            wider.push_back(seed);
            wider.push_back(sum - seed);
        }
        order = std::move(wider);
    }
    return order;
}

Bracket::Bracket(const std::vector<Player>& bySeed) {
    if (bySeed.size() < fewestPlayers || bySeed.size() > mostPlayers)
        throw std::invalid_argument("a bracket has 2 to 32 players");
    const std::size_t places = std::bit_ceil(bySeed.size());
    m_rounds = roundsOf(places - 1);
    for (int round = 1; round <= m_rounds; ++round)
        for (int number = 1; number <= static_cast<int>(places >> round); ++number)
            m_matches.push_back({round, number, Status::Waiting, {}, 0});
    const std::vector<int> order = seedOrder(places);
    for (std::size_t place = 0; place < places; ++place)
        if (const auto seed = static_cast<std::size_t>(order[place]); seed <= bySeed.size())
            m_matches[place / 2].players[place % 2] = bySeed[seed - 1];
    settle();
}

Bracket::Bracket(std::vector<Match> matches, std::map<Player, int> outInRound)
    : m_matches(std::move(matches)), m_outInRound(std::move(outInRound)), m_rounds(roundsOf(m_matches.size())) {
    if (m_matches.empty() || !std::has_single_bit(m_matches.size() + 1))
        throw std::invalid_argument("a bracket that is not whole");
}

std::size_t Bracket::indexOf(int round, int number) const {
    const int places = 1 << m_rounds;
    if (round < 1 || round > m_rounds || number < 1 || number > places >> round)
        throw std::out_of_range("no such match in this bracket");
    return static_cast<std::size_t>(places - (places >> (round - 1)) + number - 1);
}

bool Bracket::isNobody(const Match& match, std::size_t place) const {
    if (match.players[place] != 0)
        return false;
    return match.round == 1 || at(match.round - 1, match.number * 2 - 1 + static_cast<int>(place)).isOver();
}

// --- what happens ---------------------------------------------------------------------------------------------------

bool Bracket::finish(int round, int number, Player winner) {
    Match& match = m_matches[indexOf(round, number)];
    if ((match.status != Status::Open && match.status != Status::Live) || winner == 0 || !match.has(winner))
        return false;
    match.status = Status::Played;
    match.winner = winner;
    const Player loser = match.players[0] == winner ? match.players[1] : match.players[0];
    m_outInRound.emplace(loser, round);
    if (const auto left = m_outInRound.find(winner); left != m_outInRound.end())
        left->second = std::min(round + 1, m_rounds);  // gave up, and had won by then
    passOn(match);
    settle();
    return true;
}

void Bracket::reopen(int round, int number) {
    Match& match = m_matches[indexOf(round, number)];
    if (match.status != Status::Live)
        return;
    match.status = Status::Open;
    settle();
}

void Bracket::remove(const std::vector<Player>& players) {
    for (const Player player : players) {
        // The last match in which the player stands: the earlier ones are won.
        const auto last =
            std::find_if(m_matches.rbegin(), m_matches.rend(), [&](const Match& match) { return match.has(player); });
        if (last != m_matches.rend() && !isOver())
            m_outInRound.emplace(player, last->round);
    }
    settle();
}

// By round, so that what a match decides is known to the next one.
void Bracket::settle() {
    for (Match& match : m_matches)
        if (!match.isOver() && match.status != Status::Live)
            settle(match);
}

// None: not known yet; 0: nobody, or somebody who is out.
std::optional<Bracket::Player> Bracket::presentAt(const Match& match, std::size_t place) const {
    const Player player = match.players[place];
    if (player != 0)
        return m_outInRound.contains(player) ? 0 : player;
    return isNobody(match, place) ? std::optional<Player>(0) : std::nullopt;
}

void Bracket::settle(Match& match) {
    const std::optional<Player> first = presentAt(match, 0);
    const std::optional<Player> second = presentAt(match, 1);
    if (!first || !second) {
        match.status = Status::Waiting;
        return;
    }
    if (*first != 0 && *second != 0) {
        match.status = Status::Open;
        return;
    }
    match.winner = *first != 0 ? *first : *second;
    match.status = match.winner != 0 ? Status::Walkover : Status::Empty;
    passOn(match);
}

void Bracket::passOn(const Match& over) {
    if (over.round < m_rounds && over.winner != 0)
        m_matches[indexOf(over.round + 1, (over.number + 1) / 2)].players[placeOfWinner(over)] = over.winner;
}

}  // namespace server
