#pragma once

// The pictures that people chose, by their avatar_url. What is here is drawn; what is not is asked for once, by
// wanted(), and who painted the drawn default meanwhile is repainted when it comes: a delegate or a widget only paints.
// Holds a bounded number of pictures; one that had to go is asked for again. Main thread only.

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QPointer>
#include <QSet>
#include <QWidget>

namespace client {

// Every picture is a square of this many pixels.
inline constexpr int avatarPictureSide = 256;

class AvatarPictures : public QObject {
    Q_OBJECT

 public:
    explicit AvatarPictures(QObject* parent = nullptr);

    // Of `side` logical pixels with round corners; null while there is none. `painted` (which may be null) is updated
    // when it comes.
    QPixmap find(const QString& url, int side, int radius, qreal devicePixelRatio, QWidget* painted);

    void add(const QString& url, const QImage& picture);
    // Not asked for again before clear().
    void setMissing(const QString& url);
    // It did not come this time: whoever is painted with it next asks again, and those who wait are painted anew.
    void retry(const QString& url);
    // Another server, which may have what the one before had not.
    void clear();

 Q_SIGNALS:
    // Comes out of a paint event: connect it queued.
    void wanted(const QString& url);

 private:
    void repaintWaiting(const QString& url);

    QCache<QString, QImage> m_pictures;
    QHash<QString, QList<QPointer<QWidget>>> m_waiting;
    QSet<QString> m_missing;
    int m_generation = 0;  // of clear(): part of the keys of scaled pictures
};

}  // namespace client
