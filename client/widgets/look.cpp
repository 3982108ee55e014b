#include "client/widgets/look.h"

#include "client/widgets/avatar_pictures.h"
#include "client/widgets/pong_style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace client {

namespace {

QString family(const QString& wanted, QFontDatabase::SystemFont fallback) {
    return QFontDatabase::hasFamily(wanted) ? wanted : QFontDatabase::systemFont(fallback).family();
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, theme.text);
    palette.setColor(QPalette::Base, theme.input);
    palette.setColor(QPalette::AlternateBase, theme.surface2);
    palette.setColor(QPalette::Button, theme.surface2);
    palette.setColor(QPalette::PlaceholderText, theme.text3);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accentText);
    palette.setColor(QPalette::ToolTipBase, theme.surface3);
    palette.setColor(QPalette::BrightText, theme.danger);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.text3);
    for (const auto role : {QPalette::Base, QPalette::Button, QPalette::Highlight})
        palette.setColor(QPalette::Disabled, role, theme.surface3);
    return palette;
}

}  // namespace

Look::Look(QApplication& application, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_avatars(new AvatarPictures(this))
    , m_theme(&Theme::dark())
    , m_sans(family(QStringLiteral("Inter"), QFontDatabase::GeneralFont))
    , m_mono(family(QStringLiteral("JetBrains Mono"), QFontDatabase::FixedFont)) {
    m_application.setStyle(new PongStyle);
    apply();
}

void Look::setTheme(const Theme& theme) {
    if (m_theme == &theme)
        return;
    m_theme = &theme;
    apply();
}

void Look::setTextScale(double scale) {
    const double bounded = std::clamp(scale, 1.0, 1.5);
    if (qFuzzyCompare(bounded, m_textScale))
        return;
    m_textScale = bounded;
    apply();
}

void Look::setReduceMotion(bool reduce) {
    if (m_reduceMotion == reduce)
        return;
    m_reduceMotion = reduce;
    Q_EMIT changed();
}

int Look::scaled(int pixels) const {
    return static_cast<int>(std::lround(pixels * m_textScale));
}

QFont Look::font(TextStyle style) const {
    struct Face {
        int pixels;
        int weight;
    };
    const Face face = [style]() -> Face {
        switch (style) {
            case TextStyle::Display:
                return {32, QFont::DemiBold};
            case TextStyle::Title:
                return {24, QFont::DemiBold};
            case TextStyle::Heading:
                return {16, QFont::DemiBold};
            case TextStyle::Body:
                return {14, QFont::Normal};
            case TextStyle::BodyName:
                return {14, QFont::Medium};
            case TextStyle::BodyStrong:
                return {14, QFont::DemiBold};
            case TextStyle::Small:
                return {13, QFont::Normal};
            case TextStyle::SmallLabel:
                return {13, QFont::Medium};
            case TextStyle::Caption:
                return {12, QFont::Normal};
            case TextStyle::CaptionChip:
                return {12, QFont::Medium};
        }
        return {14, QFont::Normal};
    }();
    QFont font(m_sans);
    font.setPixelSize(scaled(face.pixels));
    font.setWeight(QFont::Weight(face.weight));
    return font;
}

QFont Look::number(int pixels, int weight) const {
    QFont font(m_mono);
    font.setPixelSize(scaled(pixels));
    font.setWeight(QFont::Weight(weight));
    return font;
}

void Look::apply() {
    m_application.setFont(font(TextStyle::Body));
    m_application.setPalette(paletteOf(*m_theme));
    m_application.setStyleSheet(styleSheet());
    Q_EMIT changed();
}

QString Look::styleSheet() const {
    QFile file(QStringLiteral(":/themes/pong.qss"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The style sheet is not part of this program");
    QString sheet = QString::fromUtf8(file.readAll());

    for (const NamedRole& named : themeRoles())
        sheet.replace(u'@' + QLatin1StringView(named.name) + u'@', ((*m_theme).*named.role).name());
    sheet.replace(QStringLiteral("@edge@"), QString::number(edge()));
    sheet.replace(QStringLiteral("@chipEdge@"), QString::number(m_theme->highContrast ? 1 : 0));
    sheet.replace(QStringLiteral("@segment@"), (m_theme->highContrast ? m_theme->accent : m_theme->surface3).name());
    sheet.replace(QStringLiteral("@onSegment@"), (m_theme->highContrast ? m_theme->onAccent : m_theme->text).name());
    sheet.replace(QStringLiteral("@mono@"), m_mono);

    sheet.replace(QStringLiteral("@fieldPadding@"), QStringLiteral("%1px").arg(11 - edge()));
    static const QRegularExpression heights(QStringLiteral("@(\\d+)h@"));
    for (auto match = heights.match(sheet); match.hasMatch(); match = heights.match(sheet, match.capturedStart()))
        sheet.replace(match.capturedStart(), match.capturedLength(),
                      QStringLiteral("%1px").arg(match.capturedView(1).toInt() - 2 * edge()));
    static const QRegularExpression pixels(QStringLiteral("@(\\d+)px@"));
    for (auto match = pixels.match(sheet); match.hasMatch(); match = pixels.match(sheet, match.capturedStart()))
        sheet.replace(match.capturedStart(), match.capturedLength(),
                      QString::number(scaled(match.capturedView(1).toInt())) + QStringLiteral("px"));
    return sheet;
}

}  // namespace client
