#pragma once

// Draws the rows of the list of tournaments: headings, and tournaments with what they are, how far they are, and a
// button at the right where one can join. Main thread only.

#include <QStyledItemDelegate>

#include <functional>

class QDateTime;

namespace client {

class Look;

class TournamentRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

 public:
    // `now` is the clock by which something ended "yesterday".
    TournamentRowDelegate(const Look& look, std::function<QDateTime()> now, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // A click on the button, or on the row.
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    // Empty: nobody can join here.
    QRect joinButton(const QRect& row, const QModelIndex& index) const;

 Q_SIGNALS:
    void openRequested(const QModelIndex& index);
    void joinRequested(const QModelIndex& index);

 protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

 private:
    void paintHeading(QPainter& painter, const QRect& row, const QString& text) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintTournament(QPainter& painter, const QRect& row, const QModelIndex& index, bool lit) const;
    // Each returns where what is left of it must end.
    int paintJoin(QPainter& painter, const QRect& row, const QModelIndex& index, bool lit) const;
    int paintState(QPainter& painter, const QRect& row, int right, const QModelIndex& index) const;
    QString facts(const QModelIndex& index) const;

    const Look& m_look;
    std::function<QDateTime()> m_now;
};

}  // namespace client
