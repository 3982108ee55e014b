#pragma once

// Decides which card lies over the table and what it says, from the frame and what is known of the match. Main thread
// only.

#include "client/match/match_driver.h"

#include <QObject>
#include <QRect>

namespace client {

class CountdownCard;
class Look;
class MatchCard;

class MatchCards : public QObject {
    Q_OBJECT

 public:
    // The cards become children of `page`.
    MatchCards(const Look& look, QWidget* page);

    void show(const MatchFrame& frame, const MatchInfo& info, const std::optional<MatchResult>& result);
    void hide();
    void setBackLabel(const QString& text);
    // Where the table is in the page: cards lie in its middle.
    void setTable(const QRect& table);

 Q_SIGNALS:
    void resumeClicked();
    void leaveClicked();
    void rematchClicked();
    void backClicked();

 private:
    // What the shown card depends on: it is laid out anew only when this changes.
    struct Content {
        std::optional<MatchFrame::Stage> stage;
        int seconds = 0;
        bool hasResult = false;  // the last point is seen before the server has said how the match ended
        bool stored = true;
        bool canRematch = false;

        bool operator==(const Content&) const = default;
    };

    void showCard(const MatchFrame& frame, const MatchInfo& info, const std::optional<MatchResult>& result);
    void showResult(const MatchInfo& info, const MatchResult& result);
    static QString waitingFor(const MatchFrame& frame, const MatchInfo& info);
    void place();

    CountdownCard* m_countdown;
    MatchCard* m_card;
    Content m_content;
    QRect m_table;
};

}  // namespace client
