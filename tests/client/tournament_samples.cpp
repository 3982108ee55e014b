#include "tests/client/tournament_samples.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace samples {

namespace wire = pong::wire;
using wire::TournamentInfo;
using wire::TournamentMatch;
using wire::TournamentParticipant;

namespace {

constexpr std::array ratings{1524, 1561, 1547, 1478, 1498, 1451, 1420, 1389};
constexpr const char* rightToLeft =
    "\xD7\x94\xD7\x92\xD7\x91\xD7\x99\xD7\xA2 \xD7\xA9\xD7\x9C \xD7\x99\xD7\x95\xD7\x9D "
    "\xD7\xA9\xD7\x99\xD7\xA9\xD7\x99";

unsigned roundsOf(std::size_t places) {
    unsigned rounds = 1;
    while ((std::size_t{1} << rounds) < places)
        ++rounds;
    return rounds;
}

}  // namespace

Tournament::Tournament(const std::string& name, const Names& players, unsigned size) {
    TournamentInfo& info = *m_state.mutable_info();
    info.set_id(id);
    info.set_name(name);
    info.set_status(TournamentInfo::OPEN);
    info.set_size(size);
    info.set_players(static_cast<std::uint32_t>(players.size()));
    info.mutable_rules()->set_points_to_win(11);
    for (const std::string& player : players) {
        TournamentParticipant& participant = *m_state.add_participants();
        const auto number = static_cast<std::size_t>(m_state.participants_size() - 1);
        participant.set_status(TournamentParticipant::JOINED);
        participant.mutable_player()->set_user_id(m_state.participants_size());
        participant.mutable_player()->set_username(player);
        participant.mutable_player()->set_rating(ratings[number % ratings.size()] - 8 * static_cast<int>(number / 8));
    }
    if (!players.empty())
        *info.mutable_organiser() = m_state.participants(0).player();
}

std::int64_t Tournament::idOf(const std::string& player) const {
    for (const TournamentParticipant& participant : m_state.participants())
        if (participant.player().username() == player)
            return participant.player().user_id();
    return 0;
}

void Tournament::start(const Names& bracket) {
    TournamentInfo& info = *m_state.mutable_info();
    info.set_status(TournamentInfo::RUNNING);
    info.set_rounds(roundsOf(bracket.size()));
    info.set_round(1);
    info.set_started_ms(QDateTime(QDate::currentDate(), QTime(18, 10)).toMSecsSinceEpoch());
    for (TournamentParticipant& participant : *m_state.mutable_participants())
        participant.set_status(TournamentParticipant::IN);
    for (unsigned round = 1; round <= info.rounds(); ++round) {
        for (unsigned number = 1; number <= 1U << (info.rounds() - round); ++number) {
            TournamentMatch& match = *m_state.add_matches();
            match.set_round(round);
            match.set_number(number);
            match.set_status(TournamentMatch::WAITING);
        }
    }
    for (std::size_t place = 0; place < bracket.size(); ++place) {
        TournamentMatch& match = this->match(1, static_cast<unsigned>(place / 2 + 1));
        wire::TournamentPlace& into = place % 2 == 0 ? *match.mutable_first() : *match.mutable_second();
        into.set_user_id(idOf(bracket[place]));
        into.set_nobody(bracket[place].empty());
    }
    for (unsigned number = 1; number <= 1U << (info.rounds() - 1); ++number) {
        const TournamentMatch& match = this->match(1, number);
        if (match.first().nobody() != match.second().nobody())
            walkover(1, number, match.first().nobody() ? 2 : 1);
    }
}

TournamentMatch& Tournament::match(unsigned round, unsigned number) {
    for (TournamentMatch& match : *m_state.mutable_matches())
        if (match.round() == round && match.number() == number)
            return match;
    qFatal("There is no match %u of round %u", number, round);
}

void Tournament::call(unsigned round, unsigned number, unsigned endsInMs, bool firstReady, bool secondReady) {
    TournamentMatch& called = match(round, number);
    called.set_status(TournamentMatch::CALLED);
    called.set_call_ends_in_ms(endsInMs);
    called.mutable_first()->set_ready(firstReady);
    called.mutable_second()->set_ready(secondReady);
}

void Tournament::playLive(unsigned round, unsigned number, unsigned first, unsigned second, unsigned spectators) {
    TournamentMatch& live = match(round, number);
    live.set_status(TournamentMatch::LIVE);
    live.set_match_id(100 * round + number);
    live.set_spectators(spectators);
    live.mutable_first()->set_score(first);
    live.mutable_second()->set_score(second);
}

void Tournament::finish(unsigned round, unsigned number, unsigned first, unsigned second, bool forfeit) {
    playLive(round, number, first, second, 0);
    TournamentMatch& played = match(round, number);
    played.set_status(TournamentMatch::PLAYED);
    played.set_forfeited(forfeit);
    advance(played, first > second ? played.first().user_id() : played.second().user_id());
}

void Tournament::walkover(unsigned round, unsigned number, unsigned winningPlace) {
    TournamentMatch& won = match(round, number);
    won.set_status(TournamentMatch::WALKOVER);
    advance(won, winningPlace == 1 ? won.first().user_id() : won.second().user_id());
}

void Tournament::nobody(unsigned round, unsigned number) {
    TournamentMatch& empty = match(round, number);
    empty.set_status(TournamentMatch::EMPTY);
    markOut(empty.first().user_id(), round);
    markOut(empty.second().user_id(), round);
    if (round < m_state.info().rounds())
        placeAfter(empty).set_nobody(true);
}

wire::TournamentPlace& Tournament::placeAfter(const TournamentMatch& before) {
    TournamentMatch& next = match(before.round() + 1, (before.number() + 1) / 2);
    return before.number() % 2 == 1 ? *next.mutable_first() : *next.mutable_second();
}

void Tournament::advance(TournamentMatch& over, std::int64_t winner) {
    over.set_winner_id(winner);
    for (const std::int64_t player : {over.first().user_id(), over.second().user_id()})
        if (player != winner)
            markOut(player, over.round());
    TournamentInfo& info = *m_state.mutable_info();
    if (over.round() < info.rounds()) {
        placeAfter(over).set_user_id(winner);
    } else {
        info.set_status(TournamentInfo::FINISHED);
        info.set_ended_ms(info.started_ms() + 3'600'000);
        for (TournamentParticipant& participant : *m_state.mutable_participants()) {
            if (participant.player().user_id() != winner)
                continue;
            participant.set_status(TournamentParticipant::WON);
            *info.mutable_winner() = participant.player();
        }
    }
    for (const TournamentMatch& match : m_state.matches()) {
        if (match.status() <= TournamentMatch::LIVE) {
            info.set_round(match.round());
            return;
        }
    }
}

void Tournament::markOut(std::int64_t player, unsigned round) {
    for (TournamentParticipant& participant : *m_state.mutable_participants()) {
        if (participant.player().user_id() != player)
            continue;
        if (participant.status() != TournamentParticipant::LEFT)
            participant.set_status(TournamentParticipant::OUT);
        participant.set_out_in_round(round);
    }
}

void Tournament::giveUp(const std::string& player) {
    for (TournamentParticipant& participant : *m_state.mutable_participants())
        if (participant.player().username() == player)
            participant.set_status(TournamentParticipant::LEFT);
}

void Tournament::cancel() {
    m_state.mutable_info()->set_status(TournamentInfo::CANCELLED);
    m_state.mutable_info()->set_ended_ms(QDateTime::currentMSecsSinceEpoch());
}

// --- the samples ----------------------------------------------------------------------------------------------------

Tournament fridayCup() {
    const Tournament::Names names{"Mara", "Noor", "Kaito", "Lena", "Theo", "Ines", "Priya", "Oskar"};
    Tournament cup("Friday Office Cup", names, 8);
    *cup.state().mutable_info()->mutable_organiser() = cup.state().participants(3).player();
    cup.start({"Noor", "Priya", "Ines", "Lena", "Mara", "Oskar", "Kaito", "Theo"});
    cup.finish(1, 1, 11, 6);
    cup.finish(1, 2, 9, 11);
    cup.finish(1, 3, 11, 7);
    cup.finish(1, 4, 12, 10);
    cup.playLive(2, 1, 7, 5, 12);
    cup.call(2, 2, 151'000, false, false);
    return cup;
}

Tournament finishedCup() {
    Tournament cup = fridayCup();
    cup.finish(2, 1, 11, 8);
    cup.finish(2, 2, 11, 9);
    cup.finish(3, 1, 9, 11);
    return cup;
}

Tournament bigCup() {
    Tournament::Names names{"Mara"};
    for (int i = 2; i <= 32; ++i)
        names.push_back((i % 3 == 0 ? "Wolfgang-Maximilian" : "player_") + std::to_string(i));
    Tournament cup(rightToLeft + std::string(" The Great Autumn Open of 2026"), names, 32);
    cup.start(names);
    for (unsigned number = 1; number <= 16; ++number)
        cup.finish(1, number, 11, number % 10, number == 5);
    cup.playLive(2, 2, 3, 10, 0);
    cup.playLive(2, 3, 8, 8, 104);
    cup.call(2, 1, 64'000, false, true);
    cup.call(2, 4, 0, true, false);
    return cup;
}

Tournament cupWithByes() {
    Tournament cup("The six of us", {"Mara", "Noor", "Kaito", "Lena", "Theo", "Ines"}, 8);
    cup.start({"Noor", "", "Kaito", "Lena", "Mara", "", "Theo", "Ines"});
    cup.nobody(1, 2);
    cup.giveUp("Ines");
    cup.walkover(1, 4, 1);
    cup.walkover(2, 1, 1);
    return cup;
}

Tournament duel() {
    Tournament cup("Mara and Noor", {"Mara", "Noor"}, 4);
    cup.start({"Mara", "Noor"});
    cup.call(1, 1, 179'000, true, false);
    return cup;
}

Tournament openCup(int players) {
    const Tournament::Names names{"Lena", "Noor", "Kaito", "Theo", "Wolfgang-Maximilian1", "Ines", "Priya", "Oskar"};
    Tournament cup("Friday Office Cup", Tournament::Names(names.begin(), names.begin() + players), 8);
    for (TournamentParticipant& participant : *cup.state().mutable_participants())
        participant.mutable_player()->set_user_id(participant.player().user_id() + 1);
    *cup.state().mutable_info()->mutable_organiser() = cup.state().participants(0).player();
    return cup;
}

// --- the list -------------------------------------------------------------------------------------------------------

wire::TournamentsReply currentTournaments() {
    wire::TournamentsReply reply;
    const auto add = [&reply](const pong::wire::TournamentState& state, std::int64_t id, bool joined) {
        wire::TournamentListed& listed = *reply.add_tournaments();
        *listed.mutable_tournament() = state.info();
        listed.mutable_tournament()->set_id(id);
        listed.set_joined(joined);
    };
    add(fridayCup().state(), Tournament::id, true);
    add(bigCup().state(), 8, false);
    Tournament open = openCup(5);
    open.state().mutable_info()->set_name("Lunch break");
    add(open.state(), 9, false);
    open.state().mutable_info()->set_name("The one that Mara is in already");
    add(open.state(), 10, true);
    Tournament full = openCup(8);
    full.state().mutable_info()->set_name("No place is left here");
    add(full.state(), 11, false);
    return reply;
}

wire::TournamentsReply tournaments(const wire::TournamentsRequest& request, int past, std::int64_t newestMs) {
    if (!request.over())
        return currentTournaments();
    constexpr std::int64_t firstId = 1000;
    constexpr std::int64_t twoDays = 2 * 86'400'000LL;
    const wire::TournamentState over = finishedCup().state();
    const int before = request.before_id() == 0 ? 0 : static_cast<int>(firstId - request.before_id() + 1);
    const int end = std::min(past, before + static_cast<int>(request.limit()));
    wire::TournamentsReply reply;
    for (int i = before; i < end; ++i) {
        wire::TournamentListed& listed = *reply.add_tournaments();
        *listed.mutable_tournament() = over.info();
        listed.mutable_tournament()->set_id(firstId - i);
        listed.mutable_tournament()->set_ended_ms(newestMs - i * twoDays);
        listed.mutable_tournament()->set_name(QStringLiteral("Friday cup %1").arg(past - i).toStdString());
        listed.set_joined(i % 2 == 0);
        if (i % 3 == 2)
            listed.mutable_tournament()->clear_winner();
    }
    reply.set_more(end < past);
    return reply;
}

QCoro::Task<client::TournamentsModel::Page> tournamentsPage(wire::TournamentsRequest request, int past, bool fails) {
    using Page = client::TournamentsModel::Page;
    if (fails)
        co_return Page(client::Failure(client::Failure::Kind::TimedOut));
    if (past == 0)
        co_return Page(wire::TournamentsReply());
    co_return Page(tournaments(request, past, QDateTime::currentMSecsSinceEpoch()));
}

}  // namespace samples
