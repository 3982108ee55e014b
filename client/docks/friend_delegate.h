#pragma once

// Draws the rows of lists of people: headings of groups, and persons with picture, presence, what they do and up to two
// buttons at the right, which stand there on hover and keyboard focus (those that answer something, and Watch, always).
// Which buttons a row has is the list's to say. Main thread only.

#include "client/docks/friend_action.h"

#include <QStyledItemDelegate>

#include <functional>
#include <vector>

class QAbstractItemView;
class QDateTime;

namespace client {

class Look;

class FriendDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    // The buttons of a row, the outermost last; at most two.
    using ButtonsOf = std::function<FriendActions(const QModelIndex&)>;

    // `now` is the clock by which somebody was here "yesterday". The view owns the delegate and must have mouse
    // tracking.
    FriendDelegate(const Look& look, ButtonsOf buttons, std::function<QDateTime()> now, QAbstractItemView* view);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    // Where the button of this action is in this row; empty: it has none.
    QRect buttonRect(const QRect& row, const QModelIndex& index, FriendAction action) const;

 Q_SIGNALS:
    void triggered(client::FriendAction action, const QModelIndex& index);

 protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

 private:
    struct Button {
        FriendAction action;
        QRect rect;
    };

    std::vector<Button> buttonsIn(const QRect& row, const QModelIndex& index) const;
    int widthOf(FriendAction action) const;
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintPerson(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    QColor paintGround(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintButton(QPainter& painter, const Button& button, bool onActiveRow) const;
    bool isActive(const QStyleOptionViewItem& option) const;

    const Look& m_look;
    ButtonsOf m_buttons;
    std::function<QDateTime()> m_now;
    QAbstractItemView* m_view;
};

}  // namespace client
