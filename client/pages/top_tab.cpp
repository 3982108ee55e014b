#include "client/pages/top_tab.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QPainter>

namespace client {

namespace {

constexpr int padding = 12;
constexpr int iconSide = 18;
constexpr int gap = 8;
constexpr int line = 2;
constexpr int barHeight = 56;

}  // namespace

TopTab::TopTab(const Look& look, const QString& icon, const QString& text, const QString& objectName, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_icon(icon) {
    setObjectName(objectName);
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
    connect(this, &QAbstractButton::toggled, this, &QWidget::updateGeometry);
}

void TopTab::setCompact(bool compact) {
    m_isCompact = compact;
    setToolTip(compact ? text() : QString());
    updateGeometry();
    update();
}

QSize TopTab::sizeHint() const {
    if (!showsWord())
        return {2 * padding + iconSide, barHeight};
    // As wide as the bold word, current or not.
    const QFontMetrics bold(m_look.font(TextStyle::BodyStrong));
    return {2 * padding + iconSide + gap + bold.horizontalAdvance(text()), barHeight};
}

void TopTab::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const bool current = isChecked();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor& color = current || underMouse() ? theme.text : theme.text2;
    paintIcon(painter, QRect(padding, (height() - iconSide) / 2, iconSide, iconSide), m_icon,
              current ? theme.accentText : color);
    if (showsWord()) {
        painter.setFont(m_look.font(current ? TextStyle::BodyStrong : TextStyle::BodyName));
        painter.setPen(color);
        painter.drawText(rect().adjusted(padding + iconSide + gap, 0, 0, 0), Qt::AlignVCenter, text());
    }
    if (current)
        painter.fillRect(0, height() - line, width(), line, theme.accent);
}

void TopTab::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void TopTab::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace client
