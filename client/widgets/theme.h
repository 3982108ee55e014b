#pragma once

// The colour tokens of the design, one instance a theme. Every colour that the client paints is one of these: there is
// no colour literal outside theme.cpp (and the avatars' own pairs). Plain values; any thread.

#include <QColor>
#include <QString>

#include <array>
#include <utility>

namespace client {

struct Theme {
    QString name;  // as settings store it: "dark", "light", "high-contrast"
    bool highContrast = false;

    QColor window;      // window background
    QColor dock;        // bars, footer, side column
    QColor surface1;    // cards, lists, dialogs
    QColor surface2;    // buttons, hovered row, icon tile, menu
    QColor surface3;    // selected row, toast, pressed, disabled fill
    QColor input;       // fields, segmented control
    QColor line;        // separators, card edge (decoration)
    QColor lineStrong;  // field edge, keycap edge
    QColor text;
    QColor text2;   // secondary
    QColor text3;   // captions, hints, disabled
    QColor accent;  // primary fill, active tab line, you
    QColor accentHover;
    QColor accentPressed;
    QColor onAccent;
    QColor accentText;  // links, accent-coloured text and icons
    QColor accentSoft;
    QColor rival;  // opponent
    QColor rivalSoft;
    QColor success;
    QColor successSoft;
    QColor danger;
    QColor dangerSoft;
    QColor warning;
    QColor focus;
    QColor tableBg;
    QColor tableLine;
    QColor tableNumeral;
    QColor tableWall;
    QColor ball;
    QColor paddleL;
    QColor paddleR;
    QColor onTable;
    QColor onTable2;
    QColor scrim;  // behind dialogs, at 70 %

    static const Theme& dark();
    static const Theme& light();
    static const Theme& highContrastTheme();
    // By its stored name; null where there is none.
    static const Theme* byName(const QString& name);
};

// A colour of whatever theme is current when it is used.
using ColorRole = QColor Theme::*;

struct NamedRole {
    const char* name;
    ColorRole role;
};
// Every role with the name that the style sheet's @name@ uses.
const std::array<NamedRole, 35>& themeRoles();

}  // namespace client
