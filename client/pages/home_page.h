#pragma once

// Where a signed-in player starts: the painted table with Play, the other ways to play, the last results. Main thread
// only.
//
// Object names: playButton, cancelSearchButton, versusAiTile, versusRandomTile, twoPlayersTile, recentView,
// historyLink.

#include "client/pages/local_match_options.h"

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;

namespace client {

class FormCard;
class Hero;
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
    Tile* m_versusRandom;
    Tile* m_twoPlayers;
    RecentResults* m_recent;
    FormCard* m_form;
};

}  // namespace client
