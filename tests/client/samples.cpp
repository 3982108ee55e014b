#include "tests/client/samples.h"

#include "client/models/history_roles.h"

#include <QDateTime>

namespace samples {

using namespace client;

namespace {

struct Match {
    const char* opponent;
    int mine;
    int theirs;
    int seconds;
    int minutesAgo;
};

constexpr int day = 24 * 60;

constexpr Match matches[] = {
    {"Theo", 11, 8, 372, 4},        {"Ines", 11, 4, 182, 26},        {"Kaito", 9, 11, 348, day + 60},
    {"Theo", 11, 7, 247, day + 90}, {"Lena", 12, 10, 455, 2 * day},  {"Noor", 6, 11, 262, 2 * day + 40},
    {"Oskar", 11, 2, 151, 3 * day}, {"Priya", 11, 9, 305, 4 * day},  {"Sam", 10, 12, 494, 4 * day + 30},
    {"Theo", 5, 11, 281, 9 * day},  {"Bruno", 11, 3, 166, 40 * day}, {"Yuki", 13, 11, 611, 41 * day},
};

}  // namespace

PlayerInfo me() {
    PlayerInfo info;
    info.name = QStringLiteral("Mara");
    info.role = QStringLiteral("You");
    info.rating = 1524;
    info.pingMs = 12;
    return info;
}

QList<ServerChoice> servers() {
    ServerChoice office;
    office.address = QStringLiteral("192.168.1.20:1972");
    office.name = QStringLiteral("Office LAN");
    office.state = ServerState::Online;
    office.pingMs = 4;
    office.online = 31;
    ServerChoice arcade;
    arcade.address = QStringLiteral("pong.example.org:1972");
    arcade.name = QStringLiteral("Basement arcade");
    ServerChoice laptop;
    laptop.address = QStringLiteral("192.168.1.73:1972");
    return {office, arcade, laptop};
}

ServerStatistics statistics() {
    return {.users = 128, .matches = 4906, .tournaments = 37, .points = 88214};
}

pong::wire::LiveMatchesReply liveMatches() {
    struct Live {
        const char* left;
        const char* right;
        std::uint32_t leftScore;
        std::uint32_t rightScore;
        std::uint32_t spectators;
    };
    constexpr Live matches[] = {{"Noor", "Lena", 7, 5, 12},
                                {"Kaito", "Sam", 3, 9, 4},
                                {"Priya", "Oskar", 10, 10, 9},
                                {"Bruno", "Theo", 2, 1, 1},
                                {"Yuki", "Dario", 6, 6, 2}};
    pong::wire::LiveMatchesReply reply;
    for (const Live& each : matches) {
        auto* match = reply.add_matches();
        match->set_match_id(100 + reply.matches_size());
        match->mutable_left()->set_username(each.left);
        match->mutable_right()->set_username(each.right);
        match->set_score_left(each.leftScore);
        match->set_score_right(each.rightScore);
        match->set_spectators(each.spectators);
    }
    reply.set_count(static_cast<std::uint32_t>(reply.matches_size()));
    return reply;
}

PlayerView player() {
    PlayerView view;
    view.userId = 103;
    view.info.name = QStringLiteral("Kaito");
    view.info.rating = 1547;
    view.joined = QDateTime(QDate(2025, 3, 4), QTime(12, 0));
    view.figures = {212, 131, 3486, 14, 3, 1547};
    view.tie = PlayerView::Tie::Friend;
    view.presence = QStringLiteral("In a match");
    view.matchId = 102;
    view.met = 11;
    view.lostToMe = 7;
    view.wonAgainstMe = 4;
    return view;
}

QList<RatingCurve::Point> ratings(const QDateTime& now) {
    constexpr int values[] = {1400, 1411, 1404, 1420, 1436, 1429, 1441, 1452, 1447, 1433, 1446, 1461, 1470,
                              1463, 1480, 1492, 1486, 1497, 1489, 1502, 1515, 1506, 1518, 1511, 1547};
    QList<RatingCurve::Point> points;
    const int count = int(std::size(values));
    for (int i = 0; i < count; ++i)
        points.append({now.addSecs(-3600LL * 84 * (count - 1 - i)), values[i]});
    return points;
}

std::unique_ptr<QStandardItemModel> history(int count) {
    auto model = std::make_unique<QStandardItemModel>();
    const QDateTime now = QDateTime::currentDateTime();
    for (int row = 0; row < count; ++row) {
        const Match& match = matches[row % int(std::size(matches))];
        auto* item = new QStandardItem;
        item->setEditable(false);
        const bool won = match.mine > match.theirs;
        item->setData(qint64(1000 - row), history::MatchIdRole);
        item->setData(QString::fromLatin1(match.opponent), history::OpponentNameRole);
        item->setData(qint64(100 + row % int(std::size(matches))), history::OpponentIdRole);
        item->setData(row % 7 == 3 ? 0 : won ? 4 + row % 9 : -(3 + row % 8), history::RatingChangeRole);
        item->setData(1480 + row * 7, history::OpponentRatingRole);
        item->setData(QVariant::fromValue(won ? history::Outcome::Won : history::Outcome::Lost), history::OutcomeRole);
        item->setData(match.mine, history::MyScoreRole);
        item->setData(match.theirs, history::OpponentScoreRole);
        item->setData(qint64(match.seconds) * 1000, history::LengthMsRole);
        const int round = row / int(std::size(matches));
        item->setData(now.addSecs(-60LL * (match.minutesAgo + round * 50 * day)), history::PlayedAtRole);
        item->setData(QStringLiteral("Quick game"), history::ModeTextRole);
        item->setData(QVariant::fromValue(row % 7 == 5 ? history::Ending::Forfeit : history::Ending::Played),
                      history::EndingRole);
        model->appendRow(item);
    }
    return model;
}

StillDriver::StillDriver() {
    matchInfo.title = QStringLiteral("Quick game");
    matchInfo.players[0] = me();
    matchInfo.players[1].name = QStringLiteral("Kaito");
    matchInfo.players[1].role = QStringLiteral("Opponent");
    matchInfo.players[1].rating = 1547;
    matchInfo.players[1].pingMs = 18;
    matchInfo.steered = {true, false};
    matchInfo.leaveForfeits = true;
    shown.stage = MatchFrame::Stage::Playing;
    shown.tick = 206 * pong::ticksPerSecond;
    shown.score = {7, 5};
    shown.rally = 14;
    shown.ballX = 324;
    shown.ballY = 250;
    shown.paddleY = {283, 180};
}

MatchFrame StillDriver::frame(std::chrono::microseconds) {
    ++frames;
    const MatchFrame now = shown;
    shown.ballX += ballStepX;
    shown.ballY += ballStepY;
    return now;
}

}  // namespace samples
