#pragma once

// Matches that go on right now, on the home page. Main thread only.
//
// Object names: liveView, liveCount, allLiveButton.

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace client {

class LiveMatchesModel;
class LiveView;
class Look;

class LiveNow : public QWidget {
    Q_OBJECT

 public:
    explicit LiveNow(const Look& look, QWidget* parent = nullptr);

    // Not owned.
    void setModel(LiveMatchesModel* model);

 Q_SIGNALS:
    void watchRequested(qint64 matchId);
    void allRequested();

 private:
    void showRowsOrEmpty();

    LiveMatchesModel* m_model = nullptr;
    QLabel* m_count;
    QPushButton* m_all;
    LiveView* m_view;
    QStackedWidget* m_stack;
};

}  // namespace client
