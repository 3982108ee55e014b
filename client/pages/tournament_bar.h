#pragma once

// The card at the bottom of a tournament's page: what this user has to do or to wait for, and the button for it. Main
// thread only.
//
// Object names: tournamentBar, tournamentTask, tournamentTaskText, joinTournamentButton, startTournamentButton,
// readyButton, watchTournamentButton.

#include "client/models/tournament_view.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace client {

class BusyButton;
class Look;

class TournamentBar : public QFrame {
    Q_OBJECT

 public:
    explicit TournamentBar(const Look& look, QWidget* parent = nullptr);

    void setTournament(const TournamentView& tournament, const QDateTime& now);
    // Matches against the one whom this user meets next; empty: not known.
    void setMeetings(const QString& text);
    // An answer is on its way.
    void setBusy(bool busy);

 Q_SIGNALS:
    void joinRequested();
    void startRequested();
    void readyRequested();
    void watchRequested(qint64 matchId);

 private:
    struct Task {
        QString icon = QStringLiteral("trophy");
        QString title;
        QString text;
        bool canJoin = false;
        bool canStart = false;  // once there are enough
        bool canReady = false;
    };

    Task taskOf(const TournamentView& tournament, const QDateTime& now) const;
    Task openTask(const TournamentView& tournament) const;
    Task ownTask(const TournamentView& tournament, const TournamentMatch& match, const QDateTime& now) const;
    Task calledTask(const TournamentView& tournament, const TournamentMatch& match, const QDateTime& now) const;
    Task lookersTask(const TournamentView& tournament) const;
    Task overTask(const TournamentView& tournament) const;
    void showTask(const Task& task, int players);
    void showWatch(const TournamentView& tournament, bool isPrimary);

    const Look& m_look;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_watch;
    BusyButton* m_join;
    BusyButton* m_start;
    BusyButton* m_ready;
    QString m_meetings;
    qint64 m_watchable = 0;  // the match that Watch means
};

}  // namespace client
