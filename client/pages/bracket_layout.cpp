#include "client/pages/bracket_layout.h"

#include <algorithm>

namespace client {

BracketLayout::BracketLayout(int rounds, const Measures& measures) : m_rounds(rounds), m_at(measures) {
    const int first = 1 << (rounds - 1);
    const int cards = m_at.card + m_at.pitch * (first - 1);
    // A small bracket is lower than the champion's slot beside it.
    m_top = m_at.margin + std::max(0, (m_at.slot - cards) / 2);
    const int bottom = std::max(m_top + cards + m_at.caption, champion().bottom() + 1);
    m_size = QSize(columnLeft(rounds + 1) + m_at.column + m_at.margin, bottom + m_at.margin);
}

int BracketLayout::columnLeft(int round) const {
    return m_at.margin + (round - 1) * (m_at.column + m_at.gap);
}

int BracketLayout::middle(int round, int number) const {
    // Counted in halves of a pitch: a match of round r takes the place of 2^(r - 1) of the first round.
    const int halves = (2 * number - 1) * (1 << (round - 1)) - 1;
    return m_top + m_at.card / 2 + halves * m_at.pitch / 2;
}

QRect BracketLayout::card(int round, int number) const {
    return {columnLeft(round), middle(round, number) - m_at.card / 2, m_at.column, m_at.card};
}

QRect BracketLayout::champion() const {
    return {columnLeft(m_rounds + 1), middle(m_rounds, 1) - m_at.slot / 2, m_at.column, m_at.slot};
}

QPolygon BracketLayout::connector(int round, int number) const {
    const QRect from = card(round, number);
    const int y = middle(round, number);
    const int left = from.right() + 1;
    const int right = columnLeft(round + 1);
    if (round == m_rounds)
        return QPolygon({QPoint(left, y), QPoint(right, y)});
    const int turn = left + m_at.gap / 2;
    const int next = middle(round + 1, (number + 1) / 2);
    return QPolygon({QPoint(left, y), QPoint(turn, y), QPoint(turn, next), QPoint(right, next)});
}

}  // namespace client
