#include "client/widgets/icon.h"

#include "client/widgets/look.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

#include <algorithm>

namespace client {

namespace {

class TintedIconEngine : public QIconEngine {
 public:
    TintedIconEngine(const Look& look, QString name, ColorRole role, ColorRole onRole)
        : m_look(&look), m_name(std::move(name)), m_role(role), m_onRole(onRole ? onRole : role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        if (!m_look)
            return;
        const ColorRole role = mode == QIcon::Disabled ? &Theme::text3 : state == QIcon::On ? m_onRole : m_role;
        const int side = std::min(rect.width(), rect.height());
        paintIcon(*painter, QRect(rect.topLeft(), QSize(side, side)), m_name, m_look->theme().*role);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        // Qt passes the size in device pixels and sets the ratio of what it gets.
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new TintedIconEngine(*this); }

 private:
    QPointer<const Look> m_look;
    QString m_name;
    ColorRole m_role;
    ColorRole m_onRole;
};

}  // namespace

QIcon themedIcon(const Look& look, const QString& name, ColorRole role, ColorRole onRole) {
    return QIcon(new TintedIconEngine(look, name, role, onRole));
}

void paintIcon(QPainter& painter, const QRect& rect, const QString& name, const QColor& color) {
    const int side = std::min(rect.width(), rect.height());
    const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
    painter.drawPixmap(square, iconPixmap(name, side, painter.device()->devicePixelRatioF(), color));
}

QPixmap iconPixmap(const QString& name, int size, qreal devicePixelRatio, const QColor& color) {
    const QString key = QStringLiteral("icon/%1/%2/%3/%4").arg(name).arg(size).arg(devicePixelRatio).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!renderer.isValid())
        qWarning("There is no icon \"%s\"", qPrintable(name));
    pixmap = QPixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, size, size));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, size, size), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

}  // namespace client
