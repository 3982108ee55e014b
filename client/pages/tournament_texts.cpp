#include "client/pages/tournament_texts.h"

#include "client/pages/match_texts.h"

#include <algorithm>

namespace client {

using State = TournamentMatch::State;

namespace {

// Who plays in a round at most.
int playersOf(int round, int rounds) {
    return 2 << (rounds - round);
}

QString nameOf(const TournamentView& tournament, const TournamentMatch& match, int side) {
    if (const TournamentPlayer* player = tournament.player(match, side))
        return player->info.name;
    return match.places[static_cast<std::size_t>(side)].isNobody ? TournamentTexts::tr("nobody")
                                                                 : TournamentTexts::tr("to be decided");
}

QString scoreOf(const TournamentMatch& match, int side) {
    const auto mine = static_cast<std::size_t>(side);
    return MatchTexts::score(match.places[mine].score, match.places[1 - mine].score);
}

}  // namespace

QString TournamentTexts::players(int count) {
    return count == 1 ? tr("1 player") : tr("%1 players").arg(count);
}

QString TournamentTexts::round(int round, int rounds) {
    switch (rounds - round) {
        case 0:
            return tr("Final");
        case 1:
            return tr("Semi-finals");
        case 2:
            return tr("Quarter-finals");
        default:
            return tr("Round of %1").arg(playersOf(round, rounds));
    }
}

QString TournamentTexts::inRound(int round, int rounds) {
    switch (rounds - round) {
        case 0:
            return tr("in the final");
        case 1:
            return tr("in the semi-finals");
        case 2:
            return tr("in the quarter-finals");
        default:
            return tr("in the round of %1").arg(playersOf(round, rounds));
    }
}

QString TournamentTexts::match(const TournamentMatch& match, int rounds) {
    switch (rounds - match.round) {
        case 0:
            return tr("Final");
        case 1:
            return tr("Semi-final %1").arg(match.number);
        case 2:
            return tr("Quarter-final %1").arg(match.number);
        default:
            return tr("Round of %1, match %2").arg(playersOf(match.round, rounds)).arg(match.number);
    }
}

QString TournamentTexts::state(tournaments::State state, int round, int rounds) {
    switch (state) {
        case tournaments::State::Open:
            return tr("Open");
        case tournaments::State::Running:
            return TournamentTexts::round(round, rounds);
        case tournaments::State::Finished:
            return tr("Finished");
        case tournaments::State::Cancelled:
            break;
    }
    return tr("Cancelled");
}

QString TournamentTexts::facts(const TournamentView& tournament, const QDateTime& now) {
    const int count = static_cast<int>(tournament.players.size());
    QStringList facts{tournament.state == tournaments::State::Open
                          ? tr("%1 of %2 players").arg(count).arg(tournament.size)
                          : players(count),
                      tr("single elimination"), tr("first to %1").arg(tournament.pointsToWin),
                      tr("run by %1").arg(tournament.organiser)};
    if (tournament.startedAt.isValid()) {
        const bool isToday = tournament.startedAt.date() == now.date();
        facts << tr("started %1")
                     .arg(isToday ? tournament.startedAt.toString(QStringLiteral("HH:mm"))
                                  : MatchTexts::played(tournament.startedAt, now));
    }
    return facts.join(QStringLiteral("  ·  "));
}

QString TournamentTexts::progress(const TournamentView& tournament, int round) {
    int all = 0;
    int over = 0;
    int live = 0;
    for (const TournamentMatch& match : tournament.matches) {
        const bool isBye = match.round == 1 && (match.places[0].isNobody || match.places[1].isNobody);
        if (match.round != round || isBye)
            continue;
        ++all;
        over += match.isOver() ? 1 : 0;
        live += match.state == State::Live ? 1 : 0;
    }
    if (live > 0)
        return tr("%1 live").arg(live);
    if (round == tournament.rounds && over == 0)
        return tr("first to %1").arg(tournament.pointsToWin);
    return tr("%1 of %2 played").arg(over).arg(all);
}

QString TournamentTexts::spoken(const TournamentView& tournament, const TournamentMatch& match) {
    const QString what = TournamentTexts::match(match, tournament.rounds);
    const QString pair = tr("%1: %2 against %3").arg(what, nameOf(tournament, match, 0), nameOf(tournament, match, 1));
    const QString winner = nameOf(tournament, match, std::max(match.winner, 0));
    switch (match.state) {
        case State::Waiting:
            return pair;
        case State::Called:
            return tr("%1, called").arg(pair);
        case State::Live:
            return tr("%1, live, %2").arg(pair, scoreOf(match, 0));
        case State::Played:
            return tr("%1, %2, %3 won").arg(pair, scoreOf(match, 0), winner);
        case State::Walkover:
            return tr("%1: %2 goes on without a match").arg(what, winner);
        case State::Empty:
            break;
    }
    return tr("%1: nobody came").arg(what);
}

QString TournamentTexts::opponent(const TournamentView& tournament, const TournamentMatch& match, int ownSide) {
    const int other = 1 - ownSide;
    if (const TournamentPlayer* player = tournament.player(match, other))
        return player->info.name;
    const TournamentMatch* before = tournament.match(match.round - 1, 2 * match.number - 1 + other);
    if (!before)
        return tr("an opponent");
    switch (tournament.rounds - before->round) {
        case 1:
            return tr("the winner of semi-final %1").arg(before->number);
        case 2:
            return tr("the winner of quarter-final %1").arg(before->number);
        default:
            return tr("the winner of match %1").arg(before->number);
    }
}

QString TournamentTexts::left(const TournamentMatch& match, const QDateTime& now) {
    if (!match.readyUntil.isValid())
        return {};
    constexpr qint64 roundUp = 999;
    return MatchTexts::length(std::max<qint64>(now.msecsTo(match.readyUntil) + roundUp, 0));
}

}  // namespace client
