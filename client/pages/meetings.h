#pragma once

// Matches against one opponent as rows: when, the score, and a square in the winner's colour. Main thread only.

#include <QList>
#include <QModelIndex>
#include <QWidget>

namespace client {

class Look;

class Meetings : public QWidget {
    Q_OBJECT

 public:
    explicit Meetings(const Look& look, QWidget* parent = nullptr);

    // The newest first; the one that is `current` stands out.
    void setMatches(const QList<QModelIndex>& matches, const QModelIndex& current);

    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    QList<QPersistentModelIndex> m_matches;
    QPersistentModelIndex m_current;
};

}  // namespace client
