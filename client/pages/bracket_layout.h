#pragma once

// Where the parts of a bracket are: a column a round, each match in the middle of the two it comes from, the champion's
// slot after the final. Pixels; pure; any thread.

#include <QPolygon>
#include <QRect>
#include <QSize>

namespace client {

class BracketLayout {
 public:
    // Of one bracket at the usual text size; scaledBy() for others.
    struct Measures {
        int margin = 4;  // for the focus ring
        int column = 208;
        int gap = 32;      // between columns
        int card = 80;     // two rows
        int caption = 28;  // under a card
        int pitch = 120;   // from card to card in the first round
        int slot = 192;    // the champion's
    };

    // `rounds` from 1.
    BracketLayout(int rounds, const Measures& measures);

    QSize size() const { return m_size; }
    int columnLeft(int round) const;
    // Of a match without its caption; round and number from 1.
    QRect card(int round, int number) const;
    QRect champion() const;
    // From a card to where its winner goes on: the next card, or the champion's slot.
    QPolygon connector(int round, int number) const;

 private:
    int middle(int round, int number) const;

    int m_rounds;
    Measures m_at;
    int m_top = 0;  // of the first card
    QSize m_size;
};

}  // namespace client
