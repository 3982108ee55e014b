#pragma once

// A table on which two computers play for nobody: the pictures of the login page. Thirty frames a second while its
// window is active; still otherwise, and where things shall not move. Main thread only.

#include "client/widgets/pong_table.h"
#include "shared/ai/ai_player.h"

#include <QBasicTimer>

namespace client {

class AttractTable : public PongTable {
    Q_OBJECT

 public:
    // The match of this seed, already under way.
    AttractTable(const Look& look, std::uint64_t seed, QWidget* parent = nullptr);

    // The rules that it is played by, from the start.
    void setRules(const pong::Rules& rules);
    // Rounds the upper corners into the card around it.
    void setRoundedTop(bool rounded);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

 private:
    void start();
    void step();
    void showState();

    const Look& m_look;
    std::uint64_t m_seed;
    pong::Rules m_rules;
    pong::Simulation m_simulation;
    pong::ai::AiPlayer m_left;
    pong::ai::AiPlayer m_right;
    QBasicTimer m_timer;
    bool m_roundedTop = false;
};

}  // namespace client
