#pragma once

// Drives a match that runs here: two people on this keyboard, or one against the AI. It moves on whenever the page asks
// for a frame, and pauses when the window loses the keyboard. Main thread only.

#include "client/match/local_match.h"
#include "client/match/match_driver.h"

#include <QRandomGenerator>

namespace client {

class LocalDriver : public MatchDriver {
    Q_OBJECT

 public:
    static constexpr int noAi = 0;

    // The seeds of this match and of its rematches come from `seeds`. With a level the AI plays at the right;
    // `playerName` is how the person at the left is called then, empty: "You".
    LocalDriver(const pong::Rules& rules, int aiLevel, QString playerName, QRandomGenerator seeds,
                QObject* parent = nullptr);

    MatchFrame frame(std::chrono::microseconds now) override;
    MatchInfo info() const override;
    std::optional<MatchResult> result() const override;

    void setDirection(pong::Side seat, pong::Direction direction) override;
    void loseFocus() override;
    void pause() override;
    void resume() override;
    void rematch() override;
    void leave() override;

 private:
    LocalMatch newMatch();
    bool versusAi() const { return m_aiLevel != noAi; }

    pong::Rules m_rules;
    int m_aiLevel;
    QString m_playerName;
    QRandomGenerator m_seeds;
    LocalMatch m_match;
};

}  // namespace client
