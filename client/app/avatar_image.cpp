#include "client/app/avatar_image.h"

#include "client/widgets/avatar_pictures.h"

#include <QBuffer>
#include <QColor>
#include <QCryptographicHash>
#include <QFile>
#include <QImageReader>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr qint64 mostFileBytes = 64LL * 1024 * 1024;
constexpr qint64 mostPixels = 128LL * 1000 * 1000;  // cameras of telephones make 108 million
constexpr int allocationMiB = 512;
constexpr int workingSide = 4 * avatarPictureSide;  // of the smaller edge: room to zoom in
constexpr int firstQuality = 92;
constexpr int lastQuality = 20;
constexpr int qualityStep = 8;
constexpr QCryptographicHash::Algorithm hashKind = QCryptographicHash::Sha256;

// Of the kinds that are possible; empty: another one.
QByteArray formatOf(const QByteArray& head) {
    if (head.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (head.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (head.startsWith("RIFF") && head.mid(8, 4) == "WEBP")
        return "webp";
    return {};
}

QByteArray encodeAs(const QImage& image, const char* format, int quality) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

}  // namespace

AvatarImage::Chosen AvatarImage::load(const QString& path) {
    Chosen chosen;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        chosen.error = tr("This file cannot be opened.");
        return chosen;
    }
    const QByteArray format = formatOf(file.peek(16));
    if (format.isEmpty()) {
        chosen.error = tr("This is not a picture. PNG, JPEG and WebP are possible.");
        return chosen;
    }
    QImageReader::setAllocationLimit(allocationMiB);
    QImageReader reader(&file, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        chosen.error = tr("This picture is damaged.");
        return chosen;
    }
    if (file.size() > mostFileBytes || qint64(size.width()) * size.height() > mostPixels) {
        chosen.error =
            tr("This picture is too large. Choose one of at most %1 megapixels.").arg(mostPixels / 1'000'000);
        return chosen;
    }
    const int smaller = std::min(size.width(), size.height());
    if (smaller > workingSide) {
        const QSize working = size * (double(workingSide) / smaller);
        // A strip a thousand times as long as it is high is cropped to its middle anyway.
        reader.setScaledSize(working.expandedTo(QSize(1, 1)));
    }
    chosen.picture = reader.read();
    if (chosen.picture.isNull())
        chosen.error = tr("This picture is damaged.");
    return chosen;
}

QByteArray AvatarImage::encode(const QImage& square, const QColor& ground) {
    const QImage image =
        square.scaled(avatarPictureSide, avatarPictureSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QByteArray bytes = encodeAs(image, "png", -1);
    if (bytes.size() <= mostBytes)
        return bytes;
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(ground);
    QPainter(&opaque).drawImage(0, 0, image);
    for (int quality = firstQuality; quality >= lastQuality; quality -= qualityStep) {
        bytes = encodeAs(opaque, "jpeg", quality);
        if (bytes.size() <= mostBytes)
            break;
    }
    return bytes;
}

std::optional<QImage> AvatarImage::decode(const QByteArray& bytes) {
    if (bytes.size() > mostBytes)
        return std::nullopt;
    const QByteArray format = formatOf(bytes.left(16));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    constexpr QSize agreed(avatarPictureSide, avatarPictureSide);
    if (format.isEmpty() || reader.size() != agreed)
        return std::nullopt;
    const QImage image = reader.read();
    return image.size() == agreed ? std::optional(image) : std::nullopt;
}

QByteArray AvatarImage::hashOf(const QString& url) {
    const QString start = QStringLiteral("pong://avatar/");
    const QByteArray text = url.mid(start.size()).toLatin1();
    const QByteArray hash = QByteArray::fromHex(text);
    const bool isOne = url.startsWith(start) && hash.size() == QCryptographicHash::hashLength(hashKind);
    return isOne && hash.toHex() == text ? hash : QByteArray();
}

std::optional<QImage> AvatarImage::decode(const QByteArray& bytes, const QString& url) {
    if (bytes.size() > mostBytes || QCryptographicHash::hash(bytes, hashKind) != hashOf(url))
        return std::nullopt;
    return decode(bytes);
}

}  // namespace client
