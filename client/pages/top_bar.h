#pragma once

// The bar over the pages of a signed-in player: tabs, the server's state, the own name with its menu. Main thread only.
//
// Object names: homeTab, tournamentsTab, historyTab, profileTab, serverStatus, bellButton, playerMenuButton; in the
// menu: profileAction, logOutAction.

#include "client/pages/server_choice.h"

#include <QFrame>

namespace client {

class BadgeButton;
class Look;
class PlayerMenuButton;
class ServerStatus;
class TopTab;
struct PlayerInfo;

class TopBar : public QFrame {
    Q_OBJECT

 public:
    enum class Tab { Home, Tournaments, History, Profile };
    Q_ENUM(Tab)

    explicit TopBar(const Look& look, QWidget* parent = nullptr);

    void setCurrent(Tab tab);
    void setServer(const ServerChoice& server);
    void setPlayer(const PlayerInfo& me);
    // Opens the inbox; its count is what was not seen.
    BadgeButton* bell() const { return m_bell; }

 Q_SIGNALS:
    void tabRequested(client::TopBar::Tab tab);
    void logOutRequested();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void ask(Tab tab);
    // In a narrow window the server's name goes first, then the words of the tabs.
    void arrange();

    Tab m_current = Tab::Home;
    TopTab* m_home;
    TopTab* m_tournaments;
    TopTab* m_history;
    TopTab* m_profile;
    ServerStatus* m_server;
    BadgeButton* m_bell;
    PlayerMenuButton* m_player;
};

}  // namespace client
