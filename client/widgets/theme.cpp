#include "client/widgets/theme.h"

namespace client {

namespace {

QColor rgb(unsigned value) {
    return QColor(QRgb(0xff000000U | value));
}

}  // namespace

const Theme& Theme::dark() {
    static const Theme theme{
        .name = QStringLiteral("dark"),
        .highContrast = false,
        .window = rgb(0x111417),
        .dock = rgb(0x15191d),
        .surface1 = rgb(0x1a1f24),
        .surface2 = rgb(0x222930),
        .surface3 = rgb(0x2d363e),
        .input = rgb(0x12161a),
        .line = rgb(0x2a323a),
        .lineStrong = rgb(0x6a7884),
        .text = rgb(0xe9edf0),
        .text2 = rgb(0xb3bdc6),
        .text3 = rgb(0x96a2ad),
        .accent = rgb(0xf2b84b),
        .accentHover = rgb(0xf7c86c),
        .accentPressed = rgb(0xd9a138),
        .onAccent = rgb(0x1c1504),
        .accentText = rgb(0xf2b84b),
        .accentSoft = rgb(0x2f281a),
        .rival = rgb(0x7fb4e8),
        .rivalSoft = rgb(0x1b2937),
        .success = rgb(0x6cc58c),
        .successSoft = rgb(0x18291f),
        .danger = rgb(0xf28b82),
        .dangerSoft = rgb(0x33201f),
        .warning = rgb(0xf0a06a),
        .focus = rgb(0x9ccbff),
        .tableBg = rgb(0x0b0e10),
        .tableLine = rgb(0x4a555f),
        .tableNumeral = rgb(0x59656f),
        .tableWall = rgb(0x6a7884),
        .ball = rgb(0xf4f6f7),
        .paddleL = rgb(0xf2b84b),
        .paddleR = rgb(0x7fb4e8),
        .onTable = rgb(0xe9edf0),
        .onTable2 = rgb(0xb3bdc6),
        .scrim = rgb(0x090b0d),
    };
    return theme;
}

const Theme& Theme::light() {
    static const Theme theme{
        .name = QStringLiteral("light"),
        .highContrast = false,
        .window = rgb(0xf2f0eb),
        .dock = rgb(0xf9f8f5),
        .surface1 = rgb(0xffffff),
        .surface2 = rgb(0xf3f1ec),
        .surface3 = rgb(0xe7e3db),
        .input = rgb(0xffffff),
        .line = rgb(0xe0dbd1),
        .lineStrong = rgb(0x858075),
        .text = rgb(0x1c2024),
        .text2 = rgb(0x474e55),
        .text3 = rgb(0x5b6269),
        .accent = rgb(0xf0b13a),
        .accentHover = rgb(0xf5bf58),
        .accentPressed = rgb(0xd99b22),
        .onAccent = rgb(0x231a03),
        .accentText = rgb(0x805300),
        .accentSoft = rgb(0xfbf0d8),
        .rival = rgb(0x24639f),
        .rivalSoft = rgb(0xe3edf7),
        .success = rgb(0x1c7340),
        .successSoft = rgb(0xe0f1e6),
        .danger = rgb(0xae2f28),
        .dangerSoft = rgb(0xfae5e3),
        .warning = rgb(0x96480f),
        .focus = rgb(0x1f5fa8),
        .tableBg = rgb(0x14181b),
        .tableLine = rgb(0x4a555f),
        .tableNumeral = rgb(0x5f6b75),
        .tableWall = rgb(0x6a7884),
        .ball = rgb(0xf4f6f7),
        .paddleL = rgb(0xf2b84b),
        .paddleR = rgb(0x7fb4e8),
        .onTable = rgb(0xe9edf0),
        .onTable2 = rgb(0xb3bdc6),
        .scrim = rgb(0xdad6cd),
    };
    return theme;
}

const Theme& Theme::highContrastTheme() {
    static const Theme theme{
        .name = QStringLiteral("high-contrast"),
        .highContrast = true,
        .window = rgb(0x000000),
        .dock = rgb(0x000000),
        .surface1 = rgb(0x000000),
        .surface2 = rgb(0x000000),
        .surface3 = rgb(0x262626),
        .input = rgb(0x000000),
        .line = rgb(0xffffff),
        .lineStrong = rgb(0xffffff),
        .text = rgb(0xffffff),
        .text2 = rgb(0xffffff),
        .text3 = rgb(0xe6e6e6),
        .accent = rgb(0xffd84d),
        .accentHover = rgb(0xffe58a),
        .accentPressed = rgb(0xe0b800),
        .onAccent = rgb(0x000000),
        .accentText = rgb(0xffd84d),
        .accentSoft = rgb(0x000000),
        .rival = rgb(0x7adfff),
        .rivalSoft = rgb(0x000000),
        .success = rgb(0x6bff9e),
        .successSoft = rgb(0x000000),
        .danger = rgb(0xffa39c),
        .dangerSoft = rgb(0x000000),
        .warning = rgb(0xffb870),
        .focus = rgb(0x7adfff),
        .tableBg = rgb(0x000000),
        .tableLine = rgb(0xffffff),
        .tableNumeral = rgb(0xffffff),
        .tableWall = rgb(0xffffff),
        .ball = rgb(0xffffff),
        .paddleL = rgb(0xffd84d),
        .paddleR = rgb(0x7adfff),
        .onTable = rgb(0xffffff),
        .onTable2 = rgb(0xffffff),
        .scrim = rgb(0x000000),
    };
    return theme;
}

const Theme* Theme::byName(const QString& name) {
    for (const Theme* theme : {&dark(), &light(), &highContrastTheme()}) {
        if (theme->name == name)
            return theme;
    }
    return nullptr;
}

const std::array<NamedRole, 35>& themeRoles() {
    static constexpr std::array<NamedRole, 35> roles{{
        {"window", &Theme::window},
        {"dock", &Theme::dock},
        {"surface1", &Theme::surface1},
        {"surface2", &Theme::surface2},
        {"surface3", &Theme::surface3},
        {"input", &Theme::input},
        {"line", &Theme::line},
        {"lineStrong", &Theme::lineStrong},
        {"text", &Theme::text},
        {"text2", &Theme::text2},
        {"text3", &Theme::text3},
        {"accent", &Theme::accent},
        {"accentHover", &Theme::accentHover},
        {"accentPressed", &Theme::accentPressed},
        {"onAccent", &Theme::onAccent},
        {"accentText", &Theme::accentText},
        {"accentSoft", &Theme::accentSoft},
        {"rival", &Theme::rival},
        {"rivalSoft", &Theme::rivalSoft},
        {"success", &Theme::success},
        {"successSoft", &Theme::successSoft},
        {"danger", &Theme::danger},
        {"dangerSoft", &Theme::dangerSoft},
        {"warning", &Theme::warning},
        {"focus", &Theme::focus},
        {"tableBg", &Theme::tableBg},
        {"tableLine", &Theme::tableLine},
        {"tableNumeral", &Theme::tableNumeral},
        {"tableWall", &Theme::tableWall},
        {"ball", &Theme::ball},
        {"paddleL", &Theme::paddleL},
        {"paddleR", &Theme::paddleR},
        {"onTable", &Theme::onTable},
        {"onTable2", &Theme::onTable2},
        {"scrim", &Theme::scrim},
    }};
    return roles;
}

}  // namespace client
