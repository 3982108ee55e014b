#pragma once

// Draws the rows of match lists: opponent, result, score, what it did to the rating, length, when. Main thread only.

#include <QStyledItemDelegate>

#include <functional>

class QDateTime;

namespace client {

class Look;

class MatchRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    enum class Layout {
        Table,  // the columns of the history page
        Card    // fewer, in a card of the home page whose corners the rows keep to
    };

    // `now` is the clock by which a time is "today".
    MatchRowDelegate(const Look& look, Layout layout, std::function<QDateTime()> now, QObject* parent = nullptr);

    // Where the columns are in a row of this width; each by its right edge. The history page's header uses them too.
    struct Columns {
        int nameLeft = 0;
        int nameRight = 0;
        int chipLeft = 0;
        int scoreRight = 0;
        int ratingRight = 0;
        int lengthRight = 0;  // of the table only
        int playedRight = 0;
    };
    Columns columns(int width) const;

    int rowHeight() const;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintOpponent(QPainter& painter, const QRect& row, const Columns& columns, const QModelIndex& index) const;

    const Look& m_look;
    Layout m_layout;
    std::function<QDateTime()> m_now;
};

}  // namespace client
