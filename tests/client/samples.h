#pragma once

// People, servers, matches and a match that stands still, for tests that look at pages. Main thread only.

#include "client/match/match_driver.h"
#include "client/pages/player_page.h"
#include "client/pages/server_choice.h"

#include <QList>
#include <QStandardItemModel>

#include <memory>
#include <shared/protocol/invitations.pb.h>

namespace samples {

client::PlayerInfo me();
QList<client::ServerChoice> servers();
client::ServerStatistics statistics();

pong::wire::LiveMatchesReply liveMatches();
client::PlayerView player();
// About three months, the last one at `now`.
QList<client::RatingCurve::Point> ratings(const QDateTime& now);

// So many own matches by the roles of the history model, the newest first, a part of them today.
std::unique_ptr<QStandardItemModel> history(int matches);

// Shows the frame, info and result that it was given, and counts what is asked of it.
class StillDriver : public client::MatchDriver {
    Q_OBJECT

 public:
    StillDriver();

    client::MatchFrame frame(std::chrono::microseconds now) override;
    client::MatchInfo info() const override { return matchInfo; }
    std::optional<client::MatchResult> result() const override { return matchResult; }
    void setDirection(pong::Side, pong::Direction) override {}
    void loseFocus() override {}
    void pause() override { ++pauses; }
    void resume() override { ++resumes; }
    void rematch() override { ++rematches; }
    void leave() override { ++leaves; }

    client::MatchFrame shown;
    client::MatchInfo matchInfo;
    std::optional<client::MatchResult> matchResult;
    // The ball moves from frame to frame by this much, so that there is a trail.
    double ballStepX = 0;
    double ballStepY = 0;
    int frames = 0;
    int pauses = 0;
    int resumes = 0;
    int rematches = 0;
    int leaves = 0;
};

}  // namespace samples
