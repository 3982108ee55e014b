#pragma once

// A bracket with the names of its rounds above it, which stay while it scrolls. Main thread only.
//
// Object names: bracketArea, and those of BracketView.

#include <QWidget>

class QDateTime;
class QScrollArea;

namespace client {

class BracketView;
class Look;
struct TournamentView;

class Bracket : public QWidget {
    Q_OBJECT

 public:
    explicit Bracket(const Look& look, QWidget* parent = nullptr);

    void setTournament(const TournamentView& tournament, const QDateTime& now);
    BracketView* view() const { return m_view; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    void placeHeadings();
    void showInteresting();

    const Look& m_look;
    BracketView* m_view;
    QScrollArea* m_area;
    bool m_hasMoved = true;  // what is to be seen first may be out of sight
};

}  // namespace client
