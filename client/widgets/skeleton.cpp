#include "client/widgets/skeleton.h"

#include "client/widgets/look.h"

#include <QPainter>

namespace client {

SkeletonRows::SkeletonRows(const Look& look, int rowHeight, QWidget* parent)
    : QWidget(parent), m_look(look), m_rowHeight(rowHeight) {
    setAccessibleName(tr("Loading"));
}

void SkeletonRows::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.highContrast ? theme.surface3 : theme.surface2);
    const auto bar = [&painter](int x, int y, int width, int height) {
        painter.drawRoundedRect(x, y, width, height, 4, 4);
    };
    for (int top = 0, row = 0; top + m_rowHeight <= height(); top += m_rowHeight, ++row) {
        const int middle = top + m_rowHeight / 2;
        bar(16, middle - 16, 32, 32);
        // Names differ in length.
        bar(60, middle - 13, 72 + (row * 29) % 48, 12);
        bar(60, middle + 5, 56, 8);
        bar(width() - 16 - 88, middle - 6, 88, 12);
        painter.fillRect(0, top + m_rowHeight - 1, width(), 1, theme.highContrast ? theme.surface3 : theme.line);
    }
}

}  // namespace client
