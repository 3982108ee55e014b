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
