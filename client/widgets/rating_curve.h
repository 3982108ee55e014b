#pragma once

// A rating over time as a line: the time goes on evenly to the right up to now, the newest value is marked. Pointing at
// it tells a value and its day. Main thread only.

#include <QDateTime>
#include <QList>
#include <QWidget>

namespace client {

class Look;

class RatingCurve : public QWidget {
    Q_OBJECT

 public:
    struct Point {
        QDateTime at;  // local time
        int rating = 0;
    };

    explicit RatingCurve(const Look& look, QWidget* parent = nullptr);

    // The oldest first; `now` is the right end. None: says that there are no rated matches yet.
    void setPoints(const QList<Point>& points, const QDateTime& now);
    const QList<Point>& points() const { return m_points; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

 private:
    // What the vertical axis shows: multiples of `step` from `lowest` to `highest`.
    struct Scale {
        int lowest = 0;
        int highest = 0;
        int step = 0;
    };

    Scale scale() const;
    QRectF plot() const;
    QPointF placeOf(const Point& point, const Scale& scale) const;
    void paintGrid(QPainter& painter, const Scale& scale) const;
    void paintLine(QPainter& painter, const Scale& scale) const;
    const Point& nearest(double x, const Scale& scale) const;

    const Look& m_look;
    QList<Point> m_points;
    QDateTime m_now;
};

}  // namespace client
