#include "client/widgets/badge.h"

#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int smallest = 18;
constexpr int padding = 5;

}  // namespace

Badge::Badge(const Look& look, bool muted, QWidget* parent) : QWidget(parent), m_look(look), m_muted(muted) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

void Badge::setCount(int count) {
    m_text = count > 99 ? QStringLiteral("99+") : QString::number(count);
    setAccessibleName(m_text);
    setVisible(count > 0);
    updateGeometry();
    update();
}

QFont Badge::countFont() const {
    QFont font = m_look.font(TextStyle::Caption);
    font.setPixelSize(m_look.scaled(11));
    font.setWeight(QFont::Bold);
    return font;
}

QSize Badge::sizeHint() const {
    const QFontMetrics metrics(countFont());
    const int height = std::max(smallest, metrics.height());
    return {std::max(height, metrics.horizontalAdvance(m_text) + 2 * padding), height};
}

void Badge::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_muted ? theme.surface3 : theme.accent);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setFont(countFont());
    painter.setPen(m_muted ? theme.text2 : theme.onAccent);
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

}  // namespace client
