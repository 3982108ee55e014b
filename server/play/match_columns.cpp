#include "server/play/match_columns.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <stdexcept>
#include <utility>

namespace server::play {

namespace {

constexpr std::array<std::pair<pong::wire::MatchMode, QStringView>, 3> modes{{
    {pong::wire::MODE_RANDOM, u"random"},
    {pong::wire::MODE_FRIEND, u"friend"},
    {pong::wire::MODE_TOURNAMENT, u"tournament"},
}};

constexpr std::array<std::pair<pong::wire::MatchEndReason, QStringView>, 3> reasons{{
    {pong::wire::END_PLAYED, u"played"},
    {pong::wire::END_FORFEIT, u"forfeited"},
    {pong::wire::END_ABANDONED, u"abandoned"},
}};

template <typename Table, typename Value>
QString textIn(const Table& table, Value value) {
    for (const auto& [key, text] : table) {
        if (key == value)
            return text.toString();
    }
    throw std::logic_error("a value that has no text in the database");
}

template <typename Table>
auto valueIn(const Table& table, const QString& text) {
    for (const auto& [key, name] : table) {
        if (name == text)
            return key;
    }
    throw std::logic_error("an unknown text in the database: " + text.toStdString());
}

struct RulesField {
    QLatin1String name;
    int pong::Rules::*member;
};
constexpr std::array rulesFields{
    RulesField{QLatin1String("points_to_win"), &pong::Rules::pointsToWin},
    RulesField{QLatin1String("win_margin"), &pong::Rules::winMargin},
    RulesField{QLatin1String("paddle_height"), &pong::Rules::paddleHeight},
    RulesField{QLatin1String("ball_speed"), &pong::Rules::ballSpeed},
    RulesField{QLatin1String("ball_speed_up"), &pong::Rules::ballSpeedUp},
    RulesField{QLatin1String("ball_speed_max"), &pong::Rules::ballSpeedMax},
};
constexpr QLatin1String versionField("version");

}  // namespace

QString modeText(pong::wire::MatchMode mode) {
    return textIn(modes, mode);
}

pong::wire::MatchMode modeOf(const QString& text) {
    return valueIn(modes, text);
}

QString reasonText(pong::wire::MatchEndReason reason) {
    return textIn(reasons, reason);
}

pong::wire::MatchEndReason reasonOf(const QString& text) {
    return valueIn(reasons, text);
}

QString rulesJson(const pong::Rules& rules) {
    QJsonObject object{{versionField, pong::rulesVersion}};
    for (const RulesField& field : rulesFields)
        object.insert(field.name, rules.*field.member);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<pong::Rules> rulesOf(const QString& json) {
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    if (object.value(versionField).toInt() != pong::rulesVersion)
        return std::nullopt;
    pong::Rules rules;
    for (const RulesField& field : rulesFields)
        rules.*field.member = object.value(field.name).toInt(-1);
    return isValid(rules) ? std::optional(rules) : std::nullopt;
}

pong::wire::PlayerCard cardOf(const Row& row) {
    pong::wire::PlayerCard card;
    card.set_user_id(row.int64(u"user_id"));
    card.set_username(row.text(u"username").toStdString());
    card.set_rating(row.integer(u"rating"));
    card.set_avatar_url(row.text(u"avatar_url").toStdString());
    return card;
}

}  // namespace server::play
