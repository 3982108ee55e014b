#include "client/widgets/avatar_pictures.h"

#include <QPainter>
#include <QPixmapCache>

#include <cmath>

namespace client {

namespace {

constexpr int mostPictures = 128;    // 32 MiB
constexpr int mostMissing = 10'000;  // forgotten, and asked for again, past that
constexpr qsizetype longestUrl = 512;

QPixmap rounded(const QImage& picture, int side, int radius, qreal devicePixelRatio) {
    const int pixels = static_cast<int>(std::lround(side * devicePixelRatio));
    QPixmap result(pixels, pixels);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(picture.scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.drawRoundedRect(result.rect(), radius * devicePixelRatio, radius * devicePixelRatio);
    painter.end();
    result.setDevicePixelRatio(devicePixelRatio);
    return result;
}

}  // namespace

AvatarPictures::AvatarPictures(QObject* parent) : QObject(parent), m_pictures(mostPictures) {}

QPixmap AvatarPictures::find(const QString& url, int side, int radius, qreal devicePixelRatio, QWidget* painted) {
    if (url.isEmpty() || url.size() > longestUrl || m_missing.contains(url))
        return {};
    const QString key = QStringLiteral("avatar/%1/%2/%3/").arg(m_generation).arg(side).arg(devicePixelRatio) + url;
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    if (const QImage* picture = m_pictures.object(url)) {
        pixmap = rounded(*picture, side, radius, devicePixelRatio);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }
    const bool isAsked = m_waiting.contains(url);
    QList<QPointer<QWidget>>& waiting = m_waiting[url];
    if (painted && !waiting.contains(painted))
        waiting.append(painted);
    if (!isAsked)
        Q_EMIT wanted(url);
    return {};
}

void AvatarPictures::add(const QString& url, const QImage& picture) {
    m_missing.remove(url);
    m_pictures.insert(url, new QImage(picture));
    repaintWaiting(url);
}

void AvatarPictures::setMissing(const QString& url) {
    if (m_missing.size() >= mostMissing)
        m_missing.clear();
    m_missing.insert(url);
    m_waiting.remove(url);
}

void AvatarPictures::retry(const QString& url) {
    repaintWaiting(url);
}

void AvatarPictures::clear() {
    ++m_generation;
    m_pictures.clear();
    m_waiting.clear();
    m_missing.clear();
}

void AvatarPictures::repaintWaiting(const QString& url) {
    for (const QPointer<QWidget>& widget : m_waiting.take(url)) {
        if (widget)
            widget->update();
    }
}

}  // namespace client
