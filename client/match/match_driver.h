#pragma once

// What the match page needs of a match, whoever runs it: two people on this keyboard, one against the AI, or a match on
// a server. The page asks for a frame whenever it paints and forwards what its buttons ask for; KeySteering forwards
// the keys. Left and right are as this screen shows them: online the own player is always left. Main thread only.

#include "client/match/match_effect.h"
#include "client/match/match_frame.h"
#include "shared/pong/simulation.h"

#include <QObject>
#include <QString>

#include <array>
#include <chrono>
#include <optional>

namespace client {

struct PlayerInfo {
    QString name;
    QString role;         // the short line under the name: "You", "Opponent", "Level 3"
    QString avatarUrl;    // empty: the drawn default of the name
    int rating = 0;       // 0: unrated, nothing to show
    int pingMs = -1;      // -1: nothing to show
    bool ai = false;      // shown with the AI's avatar
    bool present = true;  // false: this player's connection is lost
};

// What stands still between two changed() signals.
struct MatchInfo {
    QString title;  // "Quick game", "Two players", "Versus AI"
    int pointsToWin = 11;
    bool rated = false;
    std::array<PlayerInfo, 2> players;  // by side as shown
    std::array<bool, 2> steered{};      // by side as shown: this keyboard steers it
    bool canPause = false;
    bool canRematch = false;     // once it is over
    int spectators = -1;         // who only watch; -1: nobody can
    bool leaveForfeits = false;  // leaving before the end loses the match: worth a question
    bool hasChat = false;        // players and spectators can write to each other
};

struct MatchResult {
    enum class Reason { Played, Forfeit, Abandoned };
    Reason reason = Reason::Played;
    std::optional<pong::Side> winner;  // as shown; none: abandoned by both
    std::array<int, 2> score{};        // as shown
    bool stored = true;                // false: the server keeps the result until its database is back
    int rating = 0;                    // of the player at this screen, after the match; 0: not rated
    int ratingChange = 0;
};

class MatchDriver : public QObject {
    Q_OBJECT

 public:
    using QObject::QObject;

    // The time that frame() is asked for.
    static std::chrono::microseconds clock() {
        return std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }

    // The picture at this time of clock(); times must not go back. Moves the match on where it is run here.
    virtual MatchFrame frame(std::chrono::microseconds now) = 0;
    virtual MatchInfo info() const = 0;
    // Once over; null before, and again after a rematch().
    virtual std::optional<MatchResult> result() const = 0;

    // The direction that a seat's keys hold from now on. Ignored for a seat this keyboard does not steer.
    virtual void setDirection(pong::Side seat, pong::Direction direction) = 0;
    // The window lost the keyboard: no key is held any more, and a match that can pause does.
    virtual void loseFocus() = 0;

    // Without effect where info() does not allow them, or in the wrong stage.
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual void rematch() = 0;
    // Gives the match up. Ends in left(), always.
    virtual void leave() = 0;

 Q_SIGNALS:
    void effect(const client::MatchEffect& effect);
    // info(), result() or the frame's stage changed.
    void changed();
    // The match came to its end (result() says how); the page stays until leave().
    void finished();
    void left();
};

}  // namespace client
