#include "client/widgets/table_geometry.h"

#include "client/widgets/block_numerals.h"

#include <algorithm>
#include <cmath>

namespace client {

namespace {

// Table units, from the design.
constexpr double wall = 3;
constexpr double dashWidth = 5;
constexpr double dash = 12.5;
constexpr double netStop = 44;  // above the bottom, where the rally counter stands
constexpr double numeralTop = 32;
constexpr double numeralFromNet = 64;
constexpr double numeralUnits = 16;

int rounded(double value) {
    return static_cast<int>(std::lround(value));
}

}  // namespace

TableGeometry::TableGeometry(QSize area) {
    const int width = std::min(area.width(), area.height() * unitsWide / unitsHigh);
    const int height = width * unitsHigh / unitsWide;
    m_table = QRect((area.width() - width) / 2, (area.height() - height) / 2, width, height);
    m_unit = height / double(unitsHigh);
}

QRect TableGeometry::rect(double left, double top, double width, double height) const {
    const QPoint from(rounded(left * m_unit), rounded(top * m_unit));
    const QPoint to(rounded((left + width) * m_unit), rounded((top + height) * m_unit));
    return QRect(m_table.topLeft() + from, QSize(std::max(1, to.x() - from.x()), std::max(1, to.y() - from.y())));
}

QRect TableGeometry::topWall() const {
    return rect(0, 0, unitsWide, wall);
}

QRect TableGeometry::bottomWall() const {
    return rect(0, unitsHigh - wall, unitsWide, wall);
}

std::vector<QRect> TableGeometry::net() const {
    // Dashes and gaps are as long as each other; as many as fit with a gap to the walls, centred, and none where the
    // rally counter stands.
    const int count = static_cast<int>((unitsHigh - 2 * wall - dash) / (2 * dash));
    double y = (unitsHigh - (2 * count - 1) * dash) / 2;
    std::vector<QRect> dashes;
    for (; y + dash < unitsHigh - netStop + 1; y += 2 * dash)
        dashes.push_back(rect((unitsWide - dashWidth) / 2, y, dashWidth, dash));
    return dashes;
}

QRect TableGeometry::paddle(pong::Side side, double centreY, int height) const {
    constexpr double width = pong::paddleWidth / double(pong::unit);
    constexpr double inset = pong::paddleInset / double(pong::unit);
    const double left = side == pong::Side::Left ? inset : unitsWide - inset - width;
    return rect(left, centreY - height / 2.0, width, height);
}

QRect TableGeometry::square(double centreX, double centreY, double side) const {
    // The side first, then its place: a square stays a square while it moves.
    const int pixels = std::max(1, rounded(side * m_unit));
    return QRect(
        m_table.topLeft() + QPoint(rounded((centreX - side / 2) * m_unit), rounded((centreY - side / 2) * m_unit)),
        QSize(pixels, pixels));
}

int TableGeometry::numeralCell() const {
    return std::max(1, rounded(numeralUnits * m_unit));
}

QPoint TableGeometry::numeral(pong::Side side, int score) const {
    const int net = m_table.left() + rounded(unitsWide / 2.0 * m_unit);
    const int inner = rounded(numeralFromNet * m_unit);
    const int top = m_table.top() + rounded(numeralTop * m_unit);
    return side == pong::Side::Left ? QPoint(net - inner - blocks::widthOf(score, numeralCell()), top)
                                    : QPoint(net + inner, top);
}

}  // namespace client
