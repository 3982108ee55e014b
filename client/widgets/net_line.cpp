#include "client/widgets/net_line.h"

#include "client/widgets/look.h"

#include <QPainter>

namespace client {

namespace {

constexpr int dashWidth = 6;
constexpr int dash = 16;
constexpr int gap = 16;

}  // namespace

NetLine::NetLine(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setFixedWidth(dashWidth);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void NetLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int count = (height() + gap) / (dash + gap) + 1;
    int y = (height() - count * (dash + gap) + gap) / 2;
    for (int i = 0; i < count; ++i, y += dash + gap)
        painter.fillRect(0, y, dashWidth, dash, m_look.theme().surface3);
}

}  // namespace client
