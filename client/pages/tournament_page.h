#pragma once

// One tournament: what it is, its bracket (or who has joined, until it starts), and what this user has to do. It knows
// no sockets: what is wanted leaves as signals. Main thread only.
//
// Object names: tournamentPage, tournamentBackButton, tournamentTitle, tournamentChip, tournamentFacts,
// leaveTournamentButton, cancelTournamentButton, joinedView, tournamentError, tournamentRetryButton, and those of
// Bracket and TournamentBar.

#include "client/models/tournament_view.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace client {

class Bracket;
class EmptyState;
class Look;
class ParticipantsModel;
class ParticipantsView;
class TournamentBar;

class TournamentPage : public QWidget {
    Q_OBJECT

 public:
    explicit TournamentPage(const Look& look, QWidget* parent = nullptr);

    // Nothing is known of the one that is asked for yet, until showTournament() or showError().
    void clear();
    void showTournament(const TournamentView& tournament);
    void showError(const QString& text);
    // Matches against the one whom this user meets next; empty: not known.
    void setMeetings(const QString& text);
    void setBusy(bool busy);
    // By which calls run out; the computer's at first.
    void setClock(std::function<QDateTime()> now);

    const TournamentView& tournament() const { return m_tournament; }
    ParticipantsModel* participants() const { return m_participants; }
    Bracket* bracket() const { return m_bracket; }

 Q_SIGNALS:
    void backRequested();
    void joinRequested();
    void leaveRequested();
    void startRequested();
    void cancelRequested();
    void readyRequested();
    void watchRequested(qint64 matchId);
    void historyRequested(qint64 matchId);
    void playerRequested(qint64 userId);
    void retryRequested();

 private:
    QWidget* buildHead(const Look& look);
    QWidget* buildJoined();
    void connectParts();
    void showHead();
    void tick();

    TournamentView m_tournament;
    std::function<QDateTime()> m_now;
    ParticipantsModel* m_participants;
    QWidget* m_head = nullptr;
    QPushButton* m_leave = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_chip = nullptr;
    QLabel* m_facts = nullptr;
    QStackedWidget* m_stack;
    Bracket* m_bracket;
    QWidget* m_joined = nullptr;
    ParticipantsView* m_joinedView;
    EmptyState* m_error;
    QWidget* m_nothing;
    TournamentBar* m_bar;
    QTimer* m_second;  // while a call is counted down
};

}  // namespace client
