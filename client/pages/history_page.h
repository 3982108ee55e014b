#pragma once

// The own matches, newest first, and the selected one beside them. Main thread only.
//
// Object names: historyFilter, historyView, historyDetails, historyBackButton, historyEmpty, historyNone,
// historyError, playFirstButton, historyRetryButton, opponentProfileButton.

#include <QWidget>

class QAbstractItemModel;

namespace client {

class HistoryDetails;
class Look;
class MatchList;
struct PlayerInfo;

class HistoryPage : public QWidget {
    Q_OBJECT

 public:
    explicit HistoryPage(const Look& look, QWidget* parent = nullptr);

    // By the roles of client/models/history_roles.h; canFetchMore() and fetchMore() page it. Not owned.
    void setModel(QAbstractItemModel* model);
    void setPlayer(const PlayerInfo& me);
    MatchList* list() const { return m_list; }
    // Shows this match; false: it is not among the rows that are here.
    bool select(qint64 matchId);

 Q_SIGNALS:
    // The page of the selected match's opponent is asked for.
    void playerRequested(qint64 userId);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void showSelected();
    void openDetails();
    // List and details beside each other, or one of them.
    void arrange();

    MatchList* m_list;
    HistoryDetails* m_details;
    bool m_detailsOpen = false;  // in a window too narrow for both
};

}  // namespace client
