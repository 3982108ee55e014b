#include "client/widgets/keycap.h"

#include "client/widgets/look.h"

#include <QKeySequence>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int smallest = 28;
constexpr int bottomEdge = 3;

}  // namespace

QString keyLabel(Qt::Key key) {
    switch (key) {
        case Qt::Key_Up:
            return QStringLiteral("↑");
        case Qt::Key_Down:
            return QStringLiteral("↓");
        case Qt::Key_Left:
            return QStringLiteral("←");
        case Qt::Key_Right:
            return QStringLiteral("→");
        default:
            return QKeySequence(key).toString(QKeySequence::NativeText);
    }
}

Keycap::Keycap(const Look& look, const QString& label, Ground ground, QWidget* parent)
    : QWidget(parent), m_look(look), m_label(label), m_ground(ground) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

QFont Keycap::labelFont() const {
    return m_look.number(12, QFont::DemiBold);
}

QSize Keycap::sizeHint() const {
    const QFontMetrics metrics(labelFont());
    const int height = std::max(smallest, metrics.height() + 8 + bottomEdge);
    const int padding = m_label.size() > 1 ? 16 : 8;
    return {std::max(height, metrics.horizontalAdvance(m_label) + padding), height};
}

void Keycap::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const bool table = m_ground == Ground::Table;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(table ? theme.tableWall : theme.lineStrong);
    painter.drawRoundedRect(rect(), 6, 6);
    const int edge = m_look.edge();
    const QRect face = rect().adjusted(edge, edge, -edge, -bottomEdge);
    painter.setBrush(table ? theme.tableBg : theme.surface2);
    painter.drawRoundedRect(face, 5, 5);
    painter.setFont(labelFont());
    painter.setPen(table ? theme.onTable : theme.text);
    painter.drawText(face, Qt::AlignCenter, m_label);
}

}  // namespace client
