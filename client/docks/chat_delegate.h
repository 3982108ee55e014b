#pragma once

// Draws the messages of a conversation: days, who and when, the text, and what became of an own message. Main thread
// only.

#include "client/docks/chat_layouts.h"

#include <QStyledItemDelegate>

#include <functional>

class QDateTime;

namespace client {

class Look;

class ChatDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    // `now` is the clock by which a day is "today".
    ChatDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // What a row has under the pointer.
    struct Part {
        enum class Kind { Nothing, Sender, Link, Retry };
        Kind kind = Kind::Nothing;
        QUrl link{};
    };
    Part partAt(const QRect& row, const QModelIndex& index, const QPoint& position) const;

 private:
    // Where the parts of a row are.
    struct Places {
        QRect day;
        QRect avatar;
        QRect header;
        QRect text;
        QRect note;
    };
    Places places(const QRect& row, const QModelIndex& index) const;
    int textHeight(const QModelIndex& index, int width) const;
    int textWidth(int rowWidth) const;
    const ChatLayout& layoutOf(const QModelIndex& index, int width) const;
    QString noteOf(const QModelIndex& index) const;
    QString dayText(const QDate& day) const;
    void paintDay(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintHeader(QPainter& painter, const Places& at, const QModelIndex& index) const;
    void paintNote(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    const Look& m_look;
    std::function<QDateTime()> m_now;
    mutable ChatLayouts m_layouts;
};

}  // namespace client
