#include "client/pages/countdown_card.h"

#include "client/widgets/block_numerals.h"
#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int cardWidth = 160;
constexpr int cardHeight = 192;
constexpr int cell = 16;
constexpr int barWidth = 88;
constexpr int figureTime = 700;  // milliseconds
constexpr int figures = 3;

}  // namespace

CountdownCard::CountdownCard(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("countdownCard"));
    hide();
}

int CountdownCard::figure(int milliseconds) {
    return std::clamp((milliseconds + figureTime - 1) / figureTime, 1, figures);
}

void CountdownCard::setCountdown(const QString& caption, int milliseconds) {
    m_caption = caption;
    m_milliseconds = milliseconds;
    setAccessibleName(QStringLiteral("%1: %2").arg(caption).arg(figure(milliseconds)));
    update();
}

QSize CountdownCard::sizeHint() const {
    return {std::max(cardWidth, m_look.scaled(cardWidth)), cardHeight + m_look.scaled(20) - 20};
}

void CountdownCard::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const int edge = m_look.edge();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, edge));
    painter.setBrush(theme.surface1);
    const qreal half = edge / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);

    const int words = m_look.scaled(20);
    painter.setFont(m_look.font(TextStyle::Small));
    painter.setPen(theme.text2);
    painter.drawText(QRect(12, 28, width() - 24, words), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, width() - 24));

    const int number = figure(m_milliseconds);
    const int top = 28 + words + 16;
    painter.setRenderHint(QPainter::Antialiasing, false);
    blocks::paintNumber(painter, {(width() - blocks::widthOf(number, cell)) / 2, top}, cell, number, theme.text);

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF groove((width() - barWidth) / 2.0, top + blocks::rows * cell + 16, barWidth, 4);
    painter.setBrush(theme.surface3);
    painter.drawRoundedRect(groove, 2, 2);
    const double left = std::clamp(m_milliseconds / double(figureTime * figures), 0.0, 1.0);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(QRectF(groove.topLeft(), QSizeF(std::max(4.0, barWidth * left), 4)), 2, 2);
}

}  // namespace client
