#pragma once

// A count in a small round ground, as a widget and for delegates. Main thread only.

#include <QWidget>

class QPainter;

namespace client {

class Look;

// At `leftMiddle`, the middle of its left edge.
void paintBadge(QPainter& painter, const QPoint& leftMiddle, int count, bool muted, const Look& look);

class Badge : public QWidget {
    Q_OBJECT

 public:
    // Muted: a plain count; else one that wants attention.
    Badge(const Look& look, bool muted, QWidget* parent = nullptr);

    // Hidden at 0; "99+" over 99.
    void setCount(int count);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    bool m_muted;
    int m_count = 0;
};

}  // namespace client
