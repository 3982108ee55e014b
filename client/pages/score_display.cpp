#include "client/pages/score_display.h"

#include "client/pages/match_texts.h"
#include "client/widgets/block_numerals.h"
#include "client/widgets/look.h"

#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int gapCells = 3;  // between a numeral and the net

}  // namespace

ScoreDisplay::ScoreDisplay(const Look& look, int cell, QWidget* parent) : QWidget(parent), m_look(look), m_cell(cell) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ScoreDisplay::setScore(int left, int right) {
    m_left = left;
    m_right = right;
    setAccessibleName(MatchTexts::score(left, right));
    updateGeometry();
    update();
}

QSize ScoreDisplay::sizeHint() const {
    const int wider = std::max(blocks::widthOf(m_left, m_cell), blocks::widthOf(m_right, m_cell));
    // The same room at both sides, so that the net stays in the middle.
    return {2 * (wider + gapCells * m_cell) + m_cell, blocks::rows * m_cell};
}

void ScoreDisplay::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    const int net = (width() - m_cell) / 2;
    for (int row = 0; row < blocks::rows; row += 2)
        painter.fillRect(net, row * m_cell, m_cell, m_cell, theme.lineStrong);
    const int left = net - gapCells * m_cell - blocks::widthOf(m_left, m_cell);
    blocks::paintNumber(painter, {left, 0}, m_cell, m_left, theme.accentText);
    blocks::paintNumber(painter, {net + (1 + gapCells) * m_cell, 0}, m_cell, m_right, theme.rival);
}

}  // namespace client
