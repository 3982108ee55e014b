#pragma once

// The end of a bracket: empty until the final is decided, then the champion. Main thread only.
//
// Object name: championSlot.

#include "client/match/match_driver.h"

#include <QWidget>

namespace client {

class Look;

class ChampionSlot : public QWidget {
    Q_OBJECT

 public:
    explicit ChampionSlot(const Look& look, QWidget* parent = nullptr);

    // The tournament is over; without a name nobody has won it.
    void setChampion(const PlayerInfo& champion);
    void setUndecided();

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    PlayerInfo m_champion;
    QString m_title;
    QString m_text;
};

}  // namespace client
