#pragma once

// Where everything of the match table stands on a surface of a given size: the largest 16:10 rectangle, and whole
// pixels for every edge. In device pixels, so that one table pixel is one of the screen's. Plain value; any thread.

#include "shared/pong/rules.h"
#include "shared/pong/simulation.h"

#include <QRect>
#include <QSize>

#include <vector>

namespace client {

class TableGeometry {
 public:
    static constexpr int unitsWide = pong::tableWidth / pong::unit;
    static constexpr int unitsHigh = pong::tableHeight / pong::unit;
    static constexpr int ballUnits = pong::ballSize / pong::unit;

    explicit TableGeometry(QSize area);

    QRect table() const { return m_table; }
    // Pixels a table unit.
    double unit() const { return m_unit; }

    // Of table units, every edge rounded to a whole pixel.
    QRect rect(double left, double top, double width, double height) const;

    QRect topWall() const;
    QRect bottomWall() const;
    std::vector<QRect> net() const;
    QRect paddle(pong::Side side, double centreY, int height) const;
    // A square of `side` units around a point.
    QRect square(double centreX, double centreY, double side) const;
    // Of a score's block numeral: the size of its cells and where it starts.
    int numeralCell() const;
    QPoint numeral(pong::Side side, int score) const;

 private:
    QRect m_table;
    double m_unit;
};

}  // namespace client
