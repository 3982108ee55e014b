#pragma once

// Draws the rows of the inbox: who, what, when, and a dot while it was not seen. Main thread only.

#include <QStyledItemDelegate>

#include <functional>

class QDateTime;

namespace client {

class Look;

class NotificationDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    // `now` is the clock by which a time is "today".
    NotificationDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
    void paintPicture(QPainter& painter, const QRect& square, const QModelIndex& index) const;
    void paintWords(QPainter& painter, const QRect& room, const QModelIndex& index) const;

    const Look& m_look;
    std::function<QDateTime()> m_now;
};

}  // namespace client
