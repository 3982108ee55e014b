#pragma once

// Whom the user has blocked, each with a button that takes it back. It knows no sockets. Main thread only.
//
// Object names: blockedDialog, blockedPlayers, closeBlockedButton.

#include "client/widgets/dialog_card.h"

#include <shared/protocol/friends.pb.h>

class QLabel;

namespace client {

class PeopleView;
class PlayersModel;

class BlockedDialog : public DialogCard {
    Q_OBJECT

 public:
    BlockedDialog(const Look& look, QWidget* window);

    void setPlayers(const pong::wire::BlocksReply& blocks);
    void remove(qint64 userId);
    void showError(const QString& text);

 Q_SIGNALS:
    void unblockRequested(qint64 userId);

 private:
    void showList();

    PlayersModel* m_players;
    PeopleView* m_view;
    QLabel* m_note;  // instead of the list
};

}  // namespace client
