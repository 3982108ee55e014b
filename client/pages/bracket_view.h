#pragma once

// The whole bracket: a card a match, lines to where winners go on, the champion's slot. One Tab stop; the arrow keys go
// from match to match, Enter watches or opens the match's menu. Lives in Bracket's scroll area. Main thread only.
//
// Object names: bracketView, bracketMatch-ROUND-NUMBER, championSlot; in the menu: bracketWatchAction,
// bracketHistoryAction, bracketPlayerAction-USER.

#include "client/models/tournament_view.h"
#include "client/pages/bracket_layout.h"

#include <QWidget>

#include <vector>

namespace client {

class BracketMatch;
class ChampionSlot;
class Look;

class BracketView : public QWidget {
    Q_OBJECT

 public:
    explicit BracketView(const Look& look, QWidget* parent = nullptr);

    void setTournament(const TournamentView& tournament, const QDateTime& now);
    // Time has passed: calls count down.
    void tick(const QDateTime& now);
    const BracketLayout& places() const { return m_layout; }
    const TournamentView& tournament() const { return m_tournament; }
    // Where a person wants to look first: the own match, or what is played now.
    QRect interesting() const;

 Q_SIGNALS:
    void watchRequested(qint64 matchId);
    void historyRequested(qint64 matchId);
    void playerRequested(qint64 userId);
    void focusMoved(const QRect& place);
    void laidOut();

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    void build();
    void layOut();
    void refresh(const QDateTime& now);
    BracketMatch* card(int round, int number) const;
    void move(BracketMatch* from, Qt::Key direction);
    void makeCurrent(BracketMatch* card);
    void activate(BracketMatch* card);
    void openMenu(BracketMatch* card);

    const Look& m_look;
    TournamentView m_tournament;
    BracketLayout m_layout;
    std::vector<BracketMatch*> m_cards;  // by round and number
    ChampionSlot* m_champion;
};

}  // namespace client
