#pragma once

// Adds a friend by name: players whose names begin as typed are offered below the field, a moment after the last key.
// Up and Down choose among them, Enter adds. It knows no sockets: who asks for players and adds them is client/app.
// Main thread only.
//
// Object names: addFriendDialog, friendNameField, foundPlayers, blockedPlayersButton, closeAddFriendButton,
// sendRequestButton.

#include "client/widgets/dialog_card.h"

#include <shared/protocol/friends.pb.h>
#include <vector>

class QTimer;

namespace client {

class BusyButton;
class Field;
class PeopleView;
class PlayersModel;

class AddFriendDialog : public DialogCard {
    Q_OBJECT

 public:
    AddFriendDialog(const Look& look, QWidget* window);

    // What the search for this beginning found; dropped if something else stands in the field by now.
    void setFound(const QString& prefix, std::vector<pong::wire::Friend> players);
    void setBusy(bool busy);
    void showError(const QString& text);

 Q_SIGNALS:
    void searchRequested(const QString& prefix);
    void addRequested(const QString& name);
    void blockedRequested();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void noteText(const QString& text);
    void submit();
    void choose(int step);
    void showList();

    Field* m_name;
    PlayersModel* m_found;
    PeopleView* m_view;
    BusyButton* m_send;
    QTimer* m_debounce;
};

}  // namespace client
