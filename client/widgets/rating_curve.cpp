#include "client/widgets/rating_curve.h"

#include "client/widgets/look.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace client {

namespace {

constexpr int axisSize = 12;
constexpr int mark = 7;  // the newest value
constexpr int mostGridLines = 4;
constexpr std::array steps{10, 20, 50, 100, 200, 500, 1000, 5000};
constexpr int areaAlpha = 26;  // of 255: a tenth

QString dayText(const QDateTime& at) {
    return QLocale().toString(at.date(), QStringLiteral("d MMM yyyy"));
}

}  // namespace

RatingCurve::RatingCurve(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("ratingCurve"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPoints({}, QDateTime::currentDateTime());
}

void RatingCurve::setPoints(const QList<Point>& points, const QDateTime& now) {
    m_points = points;
    m_now = now;
    setAccessibleName(points.isEmpty() ? tr("No rated matches yet")
                                       : tr("Rating from %1 on %2 to %3 now")
                                             .arg(points.front().rating)
                                             .arg(dayText(points.front().at))
                                             .arg(points.back().rating));
    update();
}

QSize RatingCurve::sizeHint() const {
    return {288, m_look.scaled(168)};
}

QSize RatingCurve::minimumSizeHint() const {
    return {160, m_look.scaled(96)};
}

RatingCurve::Scale RatingCurve::scale() const {
    const auto byRating = [](const Point& a, const Point& b) { return a.rating < b.rating; };
    const auto [least, most] = std::minmax_element(m_points.begin(), m_points.end(), byRating);
    for (const int step : steps) {
        const int lowest = least->rating / step * step;
        const int highest = std::max((most->rating + step - 1) / step * step, lowest + step);
        if ((highest - lowest) / step < mostGridLines)
            return {lowest, highest, step};
    }
    return {0, most->rating, std::max(1, most->rating)};
}

// Room for the figures at the right and the days below.
QRectF RatingCurve::plot() const {
    const int figures = QFontMetrics(m_look.number(axisSize)).horizontalAdvance(QStringLiteral(" 0000"));
    return QRectF(rect()).adjusted(0, mark, -figures - 4, -m_look.scaled(20));
}

QPointF RatingCurve::placeOf(const Point& point, const Scale& scale) const {
    const QRectF area = plot();
    const auto span = static_cast<double>(std::max<qint64>(1, m_points.front().at.msecsTo(m_now)));
    const double along = std::clamp(static_cast<double>(m_points.front().at.msecsTo(point.at)) / span, 0.0, 1.0);
    const double up = static_cast<double>(point.rating - scale.lowest) / (scale.highest - scale.lowest);
    return {area.left() + along * area.width(), area.bottom() - up * area.height()};
}

void RatingCurve::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_points.isEmpty()) {
        painter.setFont(m_look.font(TextStyle::Small));
        painter.setPen(m_look.theme().text3);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No rated matches yet"));
        return;
    }
    const Scale axis = scale();
    paintGrid(painter, axis);
    paintLine(painter, axis);
}

void RatingCurve::paintGrid(QPainter& painter, const Scale& scale) const {
    const Theme& theme = m_look.theme();
    const QRectF area = plot();
    painter.setFont(m_look.number(axisSize));
    for (int value = scale.lowest; value <= scale.highest; value += scale.step) {
        const int y = qRound(placeOf({m_now, value}, scale).y());
        painter.fillRect(QRectF(area.left(), y, area.width(), 1), theme.line);
        painter.setPen(theme.text3);
        painter.drawText(QRectF(area.right(), y - 10, width() - area.right(), 20), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(value));
    }
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(theme.text3);
    const QRectF days(area.left(), area.bottom(), area.width(), height() - area.bottom());
    const QDateTime first = m_points.front().at;
    const bool isLong = first.daysTo(m_now) > 60;
    painter.drawText(days, Qt::AlignLeft | Qt::AlignBottom,
                     QLocale().toString(first.date(), isLong ? QStringLiteral("MMM") : QStringLiteral("d MMM")));
    painter.drawText(days, Qt::AlignRight | Qt::AlignBottom, tr("Now"));
}

void RatingCurve::paintLine(QPainter& painter, const Scale& scale) const {
    const Theme& theme = m_look.theme();
    const QRectF area = plot();
    QPainterPath line(placeOf(m_points.front(), scale));
    for (const Point& point : m_points)
        line.lineTo(placeOf(point, scale));
    // Nothing was played since the newest value: it still stands.
    const QPointF end = placeOf({m_now, m_points.back().rating}, scale);
    line.lineTo(end);
    if (!theme.highContrast) {
        QPainterPath under = line;
        under.lineTo(end.x(), area.bottom());
        under.lineTo(line.elementAt(0).x, area.bottom());
        QColor fill = theme.accent;
        fill.setAlpha(areaAlpha);
        painter.fillPath(under, fill);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRect(qRound(end.x()) - mark / 2 - 1, qRound(end.y()) - mark / 2, mark, mark), theme.text);
}

const RatingCurve::Point& RatingCurve::nearest(double x, const Scale& scale) const {
    const auto distance = [&](const Point& point) { return std::abs(placeOf(point, scale).x() - x); };
    return *std::min_element(m_points.begin(), m_points.end(),
                             [&](const Point& a, const Point& b) { return distance(a) < distance(b); });
}

bool RatingCurve::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_points.isEmpty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Point& point = nearest(help->pos().x(), scale());
    QToolTip::showText(help->globalPos(), tr("%1 on %2").arg(point.rating).arg(dayText(point.at)), this);
    return true;
}

}  // namespace client
