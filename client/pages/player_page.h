#pragma once

// Another player: who they are and how they play at the left, how the two of us stand and their matches at the right.
// What can be done about them is asked for by signals. Main thread only.
//
// Object names: playerInviteButton, playerMessageButton, playerFriendButton, playerMoreButton, playerWatchAction,
// playerRemoveAction, playerMessageAction, playerBlockAction, playerError, headToHead, playerMatchesFilter,
// playerMatchesView.

#include "client/match/match_driver.h"
#include "client/pages/player_figures.h"

#include <QDateTime>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace client {

class Avatar;
class EmptyState;
class HeadToHead;
class Look;
class MatchList;

struct PlayerView {
    // What this player is to me.
    enum class Tie { None, Friend, RequestIn, RequestOut, Self, Blocked };

    qint64 userId = 0;
    PlayerInfo info;
    QDateTime joined;
    PlayerFigures::Figures figures;
    Tie tie = Tie::None;
    QString presence;    // for a person: "Online"; empty where it is not known
    qint64 matchId = 0;  // that they play right now; 0: none that I know of
    int met = 0;         // matches against me
    int lostToMe = 0;
    int wonAgainstMe = 0;
};

class PlayerPage : public QWidget {
    Q_OBJECT

 public:
    explicit PlayerPage(const Look& look, QWidget* parent = nullptr);

    // Nothing is known of who is asked for yet, until showPlayer() or showError().
    void clear();
    void showPlayer(const PlayerView& player);
    void setRatings(const QList<RatingCurve::Point>& points, const QDateTime& now);
    void showError(const QString& text);
    MatchList* matches() const { return m_matches; }
    const PlayerView& player() const { return m_player; }
    // While the server is away nothing can be asked for.
    void setOnline(bool online);

 Q_SIGNALS:
    void inviteRequested(qint64 userId);
    void messageRequested(qint64 userId);
    void watchRequested(qint64 matchId);
    void addFriendRequested(qint64 userId);     // also: accepts theirs
    void removeFriendRequested(qint64 userId);  // also: takes the request back
    void blockRequested(qint64 userId, bool blocked);
    void retryRequested();
    // Of a match in their list.
    void playerRequested(qint64 userId);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* buildSide(const Look& look);
    QWidget* buildActions(const Look& look);
    QWidget* buildContent(const Look& look);
    void showActions();
    void openMenu();
    void pressFriendButton();

    const Look& m_look;
    PlayerView m_player;
    bool m_online = true;
    QStackedWidget* m_stack;
    EmptyState* m_error;
    QWidget* m_side = nullptr;
    Avatar* m_avatar = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_presence = nullptr;
    QLabel* m_joined = nullptr;
    QPushButton* m_invite = nullptr;
    QPushButton* m_friend = nullptr;
    QPushButton* m_message = nullptr;
    QPushButton* m_more = nullptr;
    PlayerFigures* m_figures = nullptr;
    HeadToHead* m_headToHead = nullptr;
    MatchList* m_matches = nullptr;
};

}  // namespace client
