#include "client/app/local_options_store.h"

#include "shared/ai/ai_player.h"

#include <QSettings>

#include <array>

namespace client {

namespace {

struct NumberKey {
    const char* key;
    int pong::Rules::*member;
};
constexpr std::array<NumberKey, 6> ruleKeys{{{"local/pointsToWin", &pong::Rules::pointsToWin},
                                             {"local/winMargin", &pong::Rules::winMargin},
                                             {"local/paddleHeight", &pong::Rules::paddleHeight},
                                             {"local/ballSpeed", &pong::Rules::ballSpeed},
                                             {"local/ballSpeedUp", &pong::Rules::ballSpeedUp},
                                             {"local/ballSpeedMax", &pong::Rules::ballSpeedMax}}};
constexpr const char* levelKey = "local/aiLevel";

}  // namespace

LocalMatchOptions LocalOptionsStore::load() const {
    LocalMatchOptions options;
    const int level = m_settings.value(QLatin1String(levelKey), options.aiLevel).toInt();
    if (level >= pong::ai::lowestLevel && level <= pong::ai::highestLevel)
        options.aiLevel = level;
    pong::Rules rules;
    for (const NumberKey& rule : ruleKeys)
        rules.*rule.member = m_settings.value(QLatin1String(rule.key), rules.*rule.member).toInt();
    if (pong::isValid(rules))
        options.rules = rules;
    return options;
}

void LocalOptionsStore::save(const LocalMatchOptions& options) {
    m_settings.setValue(QLatin1String(levelKey), options.aiLevel);
    for (const NumberKey& rule : ruleKeys)
        m_settings.setValue(QLatin1String(rule.key), options.rules.*rule.member);
}

}  // namespace client
