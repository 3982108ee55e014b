#pragma once

// A tournament as its page shows it. Plain values; any thread.

#include "client/match/match_driver.h"
#include "client/models/tournament_roles.h"

#include <QDateTime>
#include <QString>

#include <array>
#include <vector>

namespace client {

struct TournamentPlayer {
    qint64 userId = 0;
    PlayerInfo info;
    bool isOut = false;   // lost, did not come, or gave up
    bool gaveUp = false;  // by leaving
    int outInRound = 0;   // where isOut
};

struct TournamentMatch {
    enum class State {
        Waiting,   // for its players
        Called,    // both are known and asked to come
        Live,      // on the table right now
        Played,    // also by forfeit
        Walkover,  // somebody goes on without a match
        Empty      // nobody came
    };
    struct Place {
        int player = -1;        // in TournamentView::players; -1: to be decided, or nobody
        bool isNobody = false;  // and nobody will come
        int score = 0;
        bool isReady = false;
    };

    bool isOver() const { return state == State::Played || state == State::Walkover || state == State::Empty; }

    int round = 1;   // from 1
    int number = 1;  // in its round, from 1 at the top
    State state = State::Waiting;
    std::array<Place, 2> places;
    int winner = -1;         // 0: the upper one; 1: the lower one; -1: nobody (yet)
    bool isForfeit = false;  // who lost has left
    qint64 matchId = 0;      // 0: none
    int spectators = 0;
    QDateTime readyUntil;  // of a call; invalid: it is not counted down now
};

struct TournamentView {
    using State = tournaments::State;

    // null: there is none.
    const TournamentMatch* match(int inRound, int number) const;
    // The match that this user plays or waits for; null: none.
    const TournamentMatch* ownMatch() const;
    // Which of the two is this player; -1: neither.
    static int sideOf(const TournamentMatch& match, int player);
    // null: to be decided, or nobody.
    const TournamentPlayer* player(const TournamentMatch& match, int side) const;
    const TournamentPlayer* own() const { return me < 0 ? nullptr : &players[static_cast<std::size_t>(me)]; }
    const TournamentPlayer* champion() const {
        return winner < 0 ? nullptr : &players[static_cast<std::size_t>(winner)];
    }

    qint64 id = 0;
    QString name;
    State state = State::Open;
    qint64 organiserId = 0;
    QString organiser;
    int size = 8;  // who may join
    int pointsToWin = 11;
    int rounds = 0;  // 0: not started
    int round = 0;   // the first one that has something left to play
    QDateTime startedAt;
    QDateTime endedAt;
    std::vector<TournamentPlayer> players;  // by seed once it has started
    std::vector<TournamentMatch> matches;   // by round and number; none before the start
    int winner = -1;                        // in players; -1: nobody (yet)
    int me = -1;                            // in players; -1: this user is in none of its places
    bool isOrganiser = false;               // this user is
};

}  // namespace client
