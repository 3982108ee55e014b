#pragma once

// Where a signed-in player starts: the painted table with Play, the other ways to play, what goes on right now, the
// last results. Main thread only.
//
// Object names: playButton, cancelSearchButton, versusAiTile, versusFriendTile, versusRandomTile, twoPlayersTile,
// liveView, recentView, historyLink.

#include "client/pages/local_match_options.h"

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;

namespace client {

class Hero;
class LiveMatchesModel;
class LiveNow;
class Look;
class RecentResults;
class Tile;
struct PlayerInfo;

class HomePage : public QWidget {
    Q_OBJECT

 public:
    explicit HomePage(const Look& look, QWidget* parent = nullptr);

    void setPlayer(const PlayerInfo& me);
    // The own matches, newest first, by the roles of client/models/history_roles.h; not owned.
    void setRecentMatches(QAbstractItemModel* model);
    // What can be watched; not owned.
    void setLiveMatches(LiveMatchesModel* model);
    // How many friends could be asked for a match right now.
    void setFreeFriends(int count);
    // False while the server is away: nobody can be searched for.
    void setOnline(bool online);
    // In the queue: shows the time that passed and Cancel. `waiting` counts the people in the queue, this one too;
    // 0: not known.
    void setSearching(bool searching, int waiting = 0);

 Q_SIGNALS:
    // Play, its key, and the tile "Versus random" ask for the same thing.
    void quickMatchRequested();
    void cancelSearchRequested();
    void localMatchRequested(client::LocalMode mode);
    void historyRequested();
    void playerRequested(qint64 userId);
    // Whom, is chosen among the friends.
    void versusFriendRequested();
    void watchRequested(qint64 matchId);
    void allLiveRequested();

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    // The latest matches of today make the table's score.
    void countToday();

    QString m_name;
    QPointer<QAbstractItemModel> m_model;
    Hero* m_hero;
    Tile* m_versusAi;
    Tile* m_versusFriend;
    Tile* m_versusRandom;
    Tile* m_twoPlayers;
    LiveNow* m_live;
    RecentResults* m_recent;
};

}  // namespace client
