#pragma once

// How tournaments are put into words. Any thread.

#include "client/models/tournament_view.h"

#include <QCoreApplication>

namespace client {

class TournamentTexts {
    Q_DECLARE_TR_FUNCTIONS(client::TournamentTexts)

 public:
    static QString players(int count);
    // Of all matches of a round: "Final", "Semi-finals", "Round of 16".
    static QString round(int round, int rounds);
    // The same within a sentence: "in the final", "in the semi-finals".
    static QString inRound(int round, int rounds);
    // One match: "Final", "Semi-final 2", "Round of 16, match 3".
    static QString match(const TournamentMatch& match, int rounds);
    // "Open", "Semi-finals", "Finished", "Cancelled".
    static QString state(tournaments::State state, int round, int rounds);
    // "8 players · single elimination · first to 11 · run by Lena · started 18:10"
    static QString facts(const TournamentView& tournament, const QDateTime& now);
    // Of a round: "3 of 4 played", "1 live".
    static QString progress(const TournamentView& tournament, int round);
    // For a screen reader: who plays whom, and how it stands.
    static QString spoken(const TournamentView& tournament, const TournamentMatch& match);
    // How long a call lasts: "2:31"; empty where it is not counted down.
    static QString left(const TournamentMatch& match, const QDateTime& now);
    // The other one of a match, within a sentence: a name, or "the winner of semi-final 1".
    static QString opponent(const TournamentView& tournament, const TournamentMatch& match, int ownSide);
};

}  // namespace client
