#pragma once

// Figures made of three by five square cells: the scores of 1972. Never a font, never antialiased. Any thread that
// paints.

#include <QColor>
#include <QPoint>
#include <QString>

class QPainter;

namespace client::blocks {

inline constexpr int digitColumns = 3;
inline constexpr int rows = 5;

// Whether the cell of a digit (0 to 9) is filled; column and row from the top left.
bool isFilled(int digit, int column, int row);

// Of a number that is not negative, in pixels: one cell between digits.
int widthOf(int number, int cell);
void paintNumber(QPainter& painter, QPoint topLeft, int cell, int number, const QColor& color);

}  // namespace client::blocks
