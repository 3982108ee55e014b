#include "client/widgets/share_bar.h"

#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int barHeight = 8;
constexpr int gap = 4;
constexpr int radius = 2;

}  // namespace

ShareBar::ShareBar(const Look& look, ColorRole left, ColorRole right, QWidget* parent)
    : QWidget(parent), m_look(look), m_leftColor(left), m_rightColor(right) {
    setFixedHeight(barHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setParts(std::int64_t left, std::int64_t right) {
    m_left = left;
    m_right = right;
    update();
}

void ShareBar::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto part = [&](int from, int to, const QColor& color) {
        painter.setBrush(color);
        painter.drawRoundedRect(from, 0, to - from, height(), radius, radius);
    };
    if (m_left + m_right == 0)
        return part(0, width(), theme.surface3);
    const double share = static_cast<double>(m_left) / static_cast<double>(m_left + m_right);
    const int middle = qRound(share * width());
    if (m_left > 0)
        part(0, m_right > 0 ? std::max(gap, middle - gap / 2) : width(), theme.*m_leftColor);
    if (m_right > 0)
        part(m_left > 0 ? std::min(width() - gap, middle + gap / 2) : 0, width(), theme.*m_rightColor);
}

}  // namespace client
