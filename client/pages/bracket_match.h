#pragma once

// One match of a bracket as a card: who plays, the score, and under it what is to be said of it (live, called, a
// walkover). A button: pressing it watches a match that is live, and otherwise says who plays. Main thread only.
//
// Object name: bracketMatch-ROUND-NUMBER.

#include "client/models/tournament_view.h"

#include <QAbstractButton>

class QPainter;

namespace client {

class Look;

class BracketMatch : public QAbstractButton {
    Q_OBJECT

 public:
    // The tournament is the bracket's and outlives the card; its match of this round and number is what is shown.
    BracketMatch(const Look& look, const TournamentView& tournament, int round, int number, QWidget* parent);

    // The tournament has changed, or time has passed.
    void refresh(const QDateTime& now);
    const TournamentMatch& match() const { return m_match; }

    QSize sizeHint() const override { return size(); }

 Q_SIGNALS:
    // To the next one in this direction.
    void moveRequested(Qt::Key direction);
    void menuRequested();
    void focused();

 protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    QRect cardRect() const;
    void paintCard(QPainter& painter) const;
    void paintPlace(QPainter& painter, const QRect& row, int side) const;
    void paintPlayer(QPainter& painter, const QRect& row, int side) const;
    void paintNobody(QPainter& painter, const QRect& row, const TournamentMatch::Place& place) const;
    // What stands at the row's right; returns where the name must end.
    int paintFigure(QPainter& painter, const QRect& row, int side) const;
    void paintCaption(QPainter& painter, const QRect& row) const;
    void paintLive(QPainter& painter, const QRect& row) const;
    QString caption() const;

    const Look& m_look;
    const TournamentView& m_tournament;
    TournamentMatch m_match;
    QString m_timeLeft;  // of a call
};

}  // namespace client
