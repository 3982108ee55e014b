#pragma once

// The ten fading squares behind the ball: where it was, evenly spaced along its way whatever the frame rate. A plain
// value; any thread.

#include <QPointF>

#include <vector>

namespace client {

class BallTrail {
 public:
    struct Square {
        QPointF centre;    // table units
        double side = 0;   // table units
        double alpha = 0;  // 0 to 1
    };

    static constexpr int squareCount = 10;

    // Where the ball is now, in table units. A jump (a serve, a correction) starts a new trail.
    void push(QPointF ball);
    void clear() { m_size = 0; }

    // The nearest to the ball first; fewer than ten after a serve.
    std::vector<Square> squares() const;

 private:
    const QPointF& past(std::size_t back) const;  // 0: the latest

    // Enough for ten squares at the slowest ball on a fast screen.
    static constexpr std::size_t capacity = 256;

    std::vector<QPointF> m_ring = std::vector<QPointF>(capacity);
    std::size_t m_next = 0;
    std::size_t m_size = 0;
};

}  // namespace client
