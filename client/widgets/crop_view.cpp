#include "client/widgets/crop_view.h"

#include "client/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace client {

namespace {

constexpr double closest = 6.0;        // times
constexpr double keyShare = 1 / 32.0;  // of the frame, a key
constexpr double zoomShare = 0.05;
constexpr int notch = 120;  // eighths of a degree
constexpr int margin = 40;  // of the picture beyond the frame, darkened

}  // namespace

CropView::CropView(const Look& look, const QImage& picture, const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_picture(picture)
    , m_pixmap(QPixmap::fromImage(picture))
    , m_centre(QRectF(picture.rect()).center()) {
    setObjectName(objectName);
    setAccessibleName(tr("Part of the picture"));
    setAccessibleDescription(tr("Arrow keys move it, plus and minus zoom."));
    setFixedSize(side + 2 * margin, side + 2 * margin);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
}

double CropView::squareSide() const {
    const double most = std::min(m_picture.width(), m_picture.height());
    // Each step of the zoom looks the same.
    return std::max(1.0, most / std::pow(closest, m_zoom));
}

QRectF CropView::square() const {
    const double length = squareSide();
    return {m_centre.x() - length / 2, m_centre.y() - length / 2, length, length};
}

QImage CropView::cropped() const {
    const QRect part = square().toRect().intersected(m_picture.rect());
    const int length = std::max(1, std::min(part.width(), part.height()));
    return m_picture.copy(QRect(part.topLeft(), QSize(length, length)));
}

void CropView::setZoom(double share) {
    const double bounded = std::clamp(share, 0.0, 1.0);
    if (qFuzzyCompare(1 + bounded, 1 + m_zoom))
        return;
    m_zoom = bounded;
    keepInside();
    Q_EMIT zoomChanged(m_zoom);
}

void CropView::shift(QPointF byShare) {
    m_centre += byShare * squareSide();
    keepInside();
}

void CropView::keepInside() {
    const double half = squareSide() / 2;
    m_centre.setX(std::clamp(m_centre.x(), half, std::max(half, m_picture.width() - half)));
    m_centre.setY(std::clamp(m_centre.y(), half, std::max(half, m_picture.height() - half)));
    update();
}

void CropView::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const QRectF frame(margin, margin, side, side);
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), theme.input);
    const double scale = side / squareSide();
    const QPointF topLeft = frame.center() - m_centre * scale;
    painter.drawPixmap(QRectF(topLeft, QSizeF(m_picture.size()) * scale), m_pixmap, QRectF(m_picture.rect()));
    QColor dim = theme.scrim;
    dim.setAlpha(178);
    const QRectF all = rect();
    for (const QRectF& beyond : {QRectF(0, 0, all.width(), margin), QRectF(0, frame.bottom(), all.width(), margin),
                                 QRectF(0, margin, margin, side), QRectF(frame.right(), margin, margin, side)})
        painter.fillRect(beyond, dim);
    painter.setPen(QPen(theme.lineStrong, 2));
    painter.drawRect(frame.adjusted(-1, -1, 1, 1));
}

void CropView::mousePressEvent(QMouseEvent* event) {
    m_lastDrag = event->position();
}

void CropView::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton))
        return;
    shift((m_lastDrag - event->position()) / side);
    m_lastDrag = event->position();
}

void CropView::wheelEvent(QWheelEvent* event) {
    setZoom(m_zoom + zoomShare * event->angleDelta().y() / notch);
    event->accept();
}

void CropView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            return shift({-keyShare, 0});
        case Qt::Key_Right:
            return shift({keyShare, 0});
        case Qt::Key_Up:
            return shift({0, -keyShare});
        case Qt::Key_Down:
            return shift({0, keyShare});
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return setZoom(m_zoom + zoomShare);
        case Qt::Key_Minus:
            return setZoom(m_zoom - zoomShare);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace client
