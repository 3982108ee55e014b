#pragma once

// A picture under a square frame: drag it, zoom it with the wheel, or move it with the arrow keys and zoom with + and
// -. The square never leaves the picture. Main thread only.

#include <QImage>
#include <QPixmap>
#include <QWidget>

namespace client {

class Look;

class CropView : public QWidget {
    Q_OBJECT

 public:
    static constexpr int side = 256;  // logical pixels of the frame

    // The picture is not empty.
    CropView(const Look& look, const QImage& picture, const QString& objectName, QWidget* parent = nullptr);

    // 0: as much as fits, 1: the closest. The middle of the frame stays where it is.
    void setZoom(double share);
    double zoom() const { return m_zoom; }

    // The square in the picture, in its pixels.
    QRectF square() const;
    QImage cropped() const;

 Q_SIGNALS:
    void zoomChanged(double share);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

 private:
    double squareSide() const;
    // By so much of the frame's side.
    void shift(QPointF byShare);
    void keepInside();

    const Look& m_look;
    QImage m_picture;
    QPixmap m_pixmap;
    QPointF m_centre;  // of the square, in the picture's pixels
    double m_zoom = 0.0;
    QPointF m_lastDrag;
};

}  // namespace client
