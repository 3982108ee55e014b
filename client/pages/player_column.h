#pragma once

// A player beside the table: avatar, name, rating, the paddle's colour, role and ping. Main thread only.

#include "client/match/match_driver.h"

#include <QWidget>

class QLabel;

namespace client {

class Avatar;
class Look;

class PlayerColumn : public QWidget {
    Q_OBJECT

 public:
    PlayerColumn(const Look& look, pong::Side side, QWidget* parent = nullptr);

    void setPlayer(const PlayerInfo& player);
    // The ball is about to be served to this player.
    void setReceiving(bool receiving);

 private:
    void showRole();
    void showPing();

    const Look& m_look;
    PlayerInfo m_player;
    bool m_receiving = false;
    Avatar* m_avatar;
    QLabel* m_name;
    QLabel* m_rating;
    QLabel* m_role;
    QWidget* m_pingRow;
    QLabel* m_pingIcon;
    QLabel* m_ping;
};

}  // namespace client
