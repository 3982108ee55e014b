#include "client/widgets/tile.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int iconTile = 40;
constexpr int gap = 12;

}  // namespace

Tile::Tile(const Look& look, const QString& icon, const QString& title, const QString& text, const QString& objectName,
           QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_icon(icon) {
    setObjectName(objectName);
    setText(title);
    setAccessibleName(title);
    setDetail(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

void Tile::setDetail(const QString& text) {
    m_detail = text;
    setAccessibleDescription(text);
    update();
}

void Tile::setLow(bool low) {
    m_low = low;
    updateGeometry();
}

QSize Tile::sizeHint() const {
    const int words = m_look.scaled(20) + m_look.scaled(16);
    return {240, std::max(m_low ? 72 : 88, words + 2 * padding)};
}

QSize Tile::minimumSizeHint() const {
    return {160, sizeHint().height()};
}

void Tile::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const bool lit = isEnabled() && (underMouse() || isDown());
    const int edge = m_look.edge();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(!lit ? theme.line : theme.highContrast ? theme.accent : theme.lineStrong, edge));
    painter.setBrush(isDown() ? theme.surface3 : lit ? theme.surface2 : theme.surface1);
    const qreal half = edge / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);

    const QRect icon(padding, (height() - iconTile) / 2, iconTile, iconTile);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lit ? theme.surface3 : theme.surface2);
    painter.drawRoundedRect(icon, 8, 8);
    paintIcon(painter, icon.adjusted(10, 10, -10, -10), m_icon, isEnabled() ? theme.accentText : theme.text3);

    const int left = icon.right() + 1 + gap;
    const int nameHeight = m_look.scaled(20);
    const int detailHeight = m_look.scaled(16);
    const int top = (height() - nameHeight - detailHeight) / 2;
    const int room = width() - left - padding;
    painter.setFont(m_look.font(TextStyle::BodyStrong));
    painter.setPen(isEnabled() ? theme.text : theme.text3);
    painter.drawText(left, top, room, nameHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(theme.text3);
    painter.drawText(left, top + nameHeight, room, detailHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, room));
}

void Tile::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void Tile::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace client
