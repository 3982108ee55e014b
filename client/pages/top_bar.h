#pragma once

// The bar over the pages of a signed-in player: tabs, the server's state, the own name with its menu. Main thread only.
//
// Object names: homeTab, historyTab, serverStatus, playerMenuButton; in the menu: logOutAction.

#include "client/pages/server_choice.h"

#include <QFrame>

namespace client {

class Look;
class PlayerMenuButton;
class ServerStatus;
class TopTab;
struct PlayerInfo;

class TopBar : public QFrame {
    Q_OBJECT

 public:
    enum class Tab { Home, History };
    Q_ENUM(Tab)

    explicit TopBar(const Look& look, QWidget* parent = nullptr);

    void setCurrent(Tab tab);
    void setServer(const ServerChoice& server);
    void setPlayer(const PlayerInfo& me);

 Q_SIGNALS:
    void tabRequested(client::TopBar::Tab tab);
    void logOutRequested();

 private:
    void ask(Tab tab);

    Tab m_current = Tab::Home;
    TopTab* m_home;
    TopTab* m_history;
    ServerStatus* m_server;
    PlayerMenuButton* m_player;
};

}  // namespace client
