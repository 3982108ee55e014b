#pragma once

// Draws the participants of a tournament: headings, those who are still in with what they do, and those who are out.
// Main thread only.

#include <QStyledItemDelegate>

namespace client {

class Look;

class ParticipantDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    explicit ParticipantDelegate(const Look& look, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

 private:
    void paintHeading(QPainter& painter, const QRect& row, const QString& text) const;
    void paintPerson(QPainter& painter, const QRect& row, const QModelIndex& index, const QColor& ground) const;
    // Returns where the name must end.
    int paintRating(QPainter& painter, const QRect& row, int rating) const;
    void paintName(QPainter& painter, const QRect& place, const QModelIndex& index) const;

    const Look& m_look;
};

}  // namespace client
