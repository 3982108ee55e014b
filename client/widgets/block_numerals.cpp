#include "client/widgets/block_numerals.h"

#include <QPainter>

#include <array>

namespace client::blocks {

namespace {

// Five rows of three bits, from the top.
constexpr std::array<std::array<unsigned, 5>, 10> digits{{
    {0b111, 0b101, 0b101, 0b101, 0b111},
    {0b110, 0b010, 0b010, 0b010, 0b111},
    {0b111, 0b001, 0b111, 0b100, 0b111},
    {0b111, 0b001, 0b111, 0b001, 0b111},
    {0b101, 0b101, 0b111, 0b001, 0b001},
    {0b111, 0b100, 0b111, 0b001, 0b111},
    {0b111, 0b100, 0b111, 0b101, 0b111},
    {0b111, 0b001, 0b001, 0b001, 0b001},
    {0b111, 0b101, 0b111, 0b101, 0b111},
    {0b111, 0b101, 0b111, 0b001, 0b111},
}};

}  // namespace

bool isFilled(int digit, int column, int row) {
    return (digits.at(static_cast<std::size_t>(digit)).at(static_cast<std::size_t>(row)) >>
            (digitColumns - 1 - column)) &
           1U;
}

int widthOf(int number, int cell) {
    const int count = static_cast<int>(QString::number(number).size());
    return (count * (digitColumns + 1) - 1) * cell;
}

void paintNumber(QPainter& painter, QPoint topLeft, int cell, int number, const QColor& color) {
    for (const QChar figure : QString::number(number)) {
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < digitColumns; ++column) {
                if (isFilled(figure.digitValue(), column, row))
                    painter.fillRect(topLeft.x() + column * cell, topLeft.y() + row * cell, cell, cell, color);
            }
        }
        topLeft.rx() += (digitColumns + 1) * cell;
    }
}

}  // namespace client::blocks
