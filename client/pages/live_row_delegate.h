#pragma once

// Draws a match that can be watched: who plays, the score, how many watch, and a button for it. Main thread only.

#include <QStyledItemDelegate>

namespace client {

class Look;

class LiveRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    explicit LiveRowDelegate(const Look& look, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // A click on the button.
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

 Q_SIGNALS:
    void watchRequested(const QModelIndex& index);

 private:
    // Of a row.
    struct Places {
        QRect left;  // avatar and name
        QRect score;
        QRect right;
        QRect spectators;
        QRect button;
    };

    Places places(const QRect& row) const;
    void paintPlayer(QPainter& painter, const QRect& place, const QString& name, const QString& avatarUrl) const;
    void paintSpectators(QPainter& painter, const QRect& place, int count) const;
    void paintButton(QPainter& painter, const QRect& place, bool lit) const;

    const Look& m_look;
};

}  // namespace client
