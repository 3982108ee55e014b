#include "client/widgets/chip.h"

#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QPainter>

#include <utility>

namespace client {

namespace {

QString styleName(ChipKind kind) {
    switch (kind) {
        case ChipKind::Won:
            return QStringLiteral("won");
        case ChipKind::Lost:
            return QStringLiteral("lost");
        case ChipKind::Live:
            return QStringLiteral("live");
        case ChipKind::Neutral:
            break;
    }
    return QStringLiteral("neutral");
}

// Text and ground.
std::pair<QColor, QColor> colorsOf(ChipKind kind, const Theme& theme) {
    switch (kind) {
        case ChipKind::Won:
            return {theme.success, theme.successSoft};
        case ChipKind::Lost:
            return {theme.danger, theme.dangerSoft};
        case ChipKind::Live:
            return {theme.accentText, theme.accentSoft};
        case ChipKind::Neutral:
            break;
    }
    return {theme.text2, theme.surface2};
}

}  // namespace

QLabel* makeChip(const QString& text, ChipKind kind, QWidget* parent) {
    auto* chip = new QLabel(text, parent);
    chip->setTextFormat(Qt::PlainText);
    chip->setAlignment(Qt::AlignCenter);
    chip->setProperty("kind", QStringLiteral("chip"));
    chip->setProperty("chip", styleName(kind));
    chip->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return chip;
}

void setChip(QLabel* chip, const QString& text, ChipKind kind) {
    chip->setText(text);
    setStyled(chip, "chip", styleName(kind));
}

void paintChip(QPainter& painter, const QRect& rect, const Look& look, const QString& text, ChipKind kind) {
    const Theme& theme = look.theme();
    const auto [color, ground] = colorsOf(kind, theme);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.highContrast ? QPen(color, 1) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawRoundedRect(theme.highContrast ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect), 4, 4);
    painter.setPen(color);
    painter.setFont(look.font(TextStyle::CaptionChip));
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

}  // namespace client
