#pragma once

// Draws the rows of the devices list, each with its Revoke button; the own computer has a chip there. Main thread only.

#include <QStyledItemDelegate>

#include <functional>

class QDateTime;

namespace client {

class Look;

class DeviceRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    // `now` is the clock by which a time is "today".
    DeviceRowDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent = nullptr);

    int rowHeight() const;
    // Of the button, in a row that is painted into `row`.
    QRect buttonRect(const QRect& row) const;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

 Q_SIGNALS:
    void revokeClicked(const QModelIndex& index);

 private:
    void paintWords(QPainter& painter, const QRect& row, const QModelIndex& index) const;
    void paintAction(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    const Look& m_look;
    std::function<QDateTime()> m_now;
};

}  // namespace client
