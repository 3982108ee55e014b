#include "client/widgets/check_box.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int box = 20;
constexpr int gap = 8;
constexpr int smallestHit = 32;

}  // namespace

CheckBox::CheckBox(const Look& look, const QString& text, const QString& objectName, QWidget* parent)
    : QCheckBox(text, parent), m_look(look) {
    setObjectName(objectName);
    setAccessibleName(text);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

QSize CheckBox::sizeHint() const {
    const QFontMetrics metrics(m_look.font(TextStyle::Body));
    return {box + gap + metrics.horizontalAdvance(text()) + 2, std::max(smallestHit, metrics.height() + 4)};
}

bool CheckBox::hitButton(const QPoint& position) const {
    return rect().contains(position);
}

void CheckBox::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect square(0, (height() - box) / 2, box, box);
    const bool on = isChecked();
    painter.setPen(on ? Qt::NoPen : QPen(underMouse() ? theme.text2 : theme.lineStrong, m_look.edge()));
    painter.setBrush(on ? theme.accent : theme.input);
    painter.drawRoundedRect(on ? QRectF(square) : QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (on)
        paintIcon(painter, square.adjusted(2, 2, -2, -2), QStringLiteral("check"), theme.onAccent);
    painter.setFont(m_look.font(TextStyle::Body));
    painter.setPen(isEnabled() ? theme.text : theme.text3);
    painter.drawText(rect().adjusted(box + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

}  // namespace client
