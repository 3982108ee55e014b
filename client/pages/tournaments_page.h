#pragma once

// The tournaments of the server: those that run, those that one can join, and those that are over. Main thread only.
//
// Object names: tournamentsView, createTournamentButton, tournamentsEmpty, tournamentsError, createFirstButton,
// tournamentsRetryButton.

#include <QWidget>

class QListView;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace client {

class EmptyState;
class Look;
class SkeletonRows;
class TournamentsModel;

class TournamentsPage : public QWidget {
    Q_OBJECT

 public:
    explicit TournamentsPage(const Look& look, QWidget* parent = nullptr);

    // Not owned.
    void setModel(TournamentsModel* model);

 Q_SIGNALS:
    void createRequested();
    void openRequested(qint64 tournamentId);
    void joinRequested(qint64 tournamentId);
    void retryRequested();

 private:
    QWidget* buildCard(const Look& look);
    void buildView(const Look& look);
    void showState();

    TournamentsModel* m_model = nullptr;
    QPushButton* m_create;
    QStackedWidget* m_stack;
    QListView* m_view;
    EmptyState* m_empty;
    EmptyState* m_error;
    SkeletonRows* m_skeleton;
    QTimer* m_skeletonDelay;
};

}  // namespace client
