#include "client/widgets/wordmark.h"

#include "client/widgets/look.h"

#include <QPainter>

#include <array>

namespace client {

namespace {

constexpr int letterColumns = 4;
constexpr int rows = 5;
constexpr int firstLetterColumn = 10;

// P, O, N, G: five rows of four bits, from the top.
constexpr std::array<std::array<unsigned, rows>, 4> letters{{
    {0b1111, 0b1001, 0b1111, 0b1000, 0b1000},
    {0b1111, 0b1001, 0b1001, 0b1001, 0b1111},
    {0b1001, 0b1101, 0b1011, 0b1001, 0b1001},
    {0b1111, 0b1000, 0b1011, 0b1001, 0b1111},
}};
constexpr int columns = firstLetterColumn + 4 * (letterColumns + 1) - 1;

}  // namespace

Wordmark::Wordmark(const Look& look, int cell, QWidget* parent) : QWidget(parent), m_look(look), m_cell(cell) {
    setFixedSize(columns * cell, rows * cell);
    setAccessibleName(tr("Pong"));
}

void Wordmark::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = m_look.theme();
    const auto fill = [&](int column, int row, int height, const QColor& color) {
        painter.fillRect(column * m_cell, row * m_cell, m_cell, height * m_cell, color);
    };
    fill(0, 2, 3, theme.accent);
    fill(3, 2, 1, theme.text);
    fill(6, 0, 3, theme.rival);
    for (int letter = 0; letter < int(letters.size()); ++letter) {
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < letterColumns; ++column) {
                const unsigned bits = letters[static_cast<std::size_t>(letter)][static_cast<std::size_t>(row)];
                if ((bits >> (letterColumns - 1 - column)) & 1U)
                    fill(firstLetterColumn + letter * (letterColumns + 1) + column, row, 1, theme.text);
            }
        }
    }
}

}  // namespace client
