#include "client/widgets/ball_trail.h"

#include "client/widgets/table_geometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace client {

namespace {

constexpr double spacing = 1.05 * TableGeometry::ballUnits;
constexpr double shortestMove = 0.5;  // table units; less is not worth a place in the ring
constexpr double longestMove = 60;    // more than the fastest ball flies between two frames: it jumped

}  // namespace

void BallTrail::push(QPointF ball) {
    if (m_size > 0) {
        const double moved = QLineF(past(0), ball).length();
        if (moved < shortestMove)
            return;
        if (moved > longestMove)
            clear();
    }
    m_ring[m_next] = ball;
    m_next = (m_next + 1) % capacity;
    m_size = std::min(m_size + 1, capacity);
}

std::vector<BallTrail::Square> BallTrail::squares() const {
    std::vector<Square> squares;
    double walked = 0;
    for (std::size_t back = 0; back + 1 < m_size && squares.size() < squareCount; ++back) {
        const QLineF leg(past(back), past(back + 1));
        const double length = leg.length();
        for (int i = int(squares.size()) + 1; i <= squareCount && i * spacing <= walked + length; ++i) {
            squares.push_back({leg.pointAt((i * spacing - walked) / length), TableGeometry::ballUnits * (1 - 0.055 * i),
                               0.34 * std::pow(1 - i / 11.0, 1.3)});
        }
        walked += length;
    }
    return squares;
}

const QPointF& BallTrail::past(std::size_t back) const {
    return m_ring[(m_next + capacity - 1 - back) % capacity];
}

}  // namespace client
