#include "client/widgets/badge.h"

#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int smallest = 18;
constexpr int padding = 5;

QString textOf(int count) {
    return count > 99 ? QStringLiteral("99+") : QString::number(count);
}

QFont countFont(const Look& look) {
    QFont font = look.font(TextStyle::Caption);
    font.setPixelSize(look.scaled(11));
    font.setWeight(QFont::Bold);
    return font;
}

QSize sizeOf(int count, const Look& look) {
    const QFontMetrics metrics(countFont(look));
    const int height = std::max(smallest, metrics.height());
    return {std::max(height, metrics.horizontalAdvance(textOf(count)) + 2 * padding), height};
}

}  // namespace

void paintBadge(QPainter& painter, const QPoint& leftMiddle, int count, bool muted, const Look& look) {
    const Theme& theme = look.theme();
    const QSize size = sizeOf(count, look);
    const QRect rect(leftMiddle - QPoint(0, size.height() / 2), size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(muted ? theme.surface3 : theme.accent);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setFont(countFont(look));
    painter.setPen(muted ? theme.text2 : theme.onAccent);
    painter.drawText(rect, Qt::AlignCenter, textOf(count));
    painter.restore();
}

Badge::Badge(const Look& look, bool muted, QWidget* parent) : QWidget(parent), m_look(look), m_muted(muted) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

void Badge::setCount(int count) {
    m_count = count;
    setAccessibleName(textOf(count));
    setVisible(count > 0);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const {
    return sizeOf(m_count, m_look);
}

void Badge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintBadge(painter, QPoint(0, height() / 2), m_count, m_muted, m_look);
}

}  // namespace client
