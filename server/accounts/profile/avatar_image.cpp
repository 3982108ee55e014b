#include "server/accounts/profile/avatar_image.h"

#include "server/net/refusal.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace server {

namespace {

constexpr char urlStart[] = "pong://avatar/";

template <typename Number>
Number big(const QByteArray& bytes, qsizetype at) {
    return qFromBigEndian<Number>(bytes.constData() + at);
}
template <typename Number>
Number little(const QByteArray& bytes, qsizetype at) {
    return qFromLittleEndian<Number>(bytes.constData() + at);
}
int byteAt(const QByteArray& bytes, qsizetype at) {
    return static_cast<unsigned char>(bytes[at]);
}

// Portable Network Graphics (ISO 15948): chunks of length, type, data and checksum; IHDR first, IEND last.
std::optional<QSize> pngSize(const QByteArray& bytes) {
    constexpr qsizetype overhead = 12;
    QSize size;
    qsizetype at = 8;
    while (at + overhead <= bytes.size()) {
        const auto length = static_cast<qsizetype>(big<quint32>(bytes, at));
        const QByteArray type = bytes.mid(at + 4, 4);
        if (length > bytes.size() - at - overhead)
            return std::nullopt;
        if (at == 8) {
            if (type != "IHDR" || length != 13)
                return std::nullopt;
            size = QSize(static_cast<int>(big<quint32>(bytes, at + 8)), static_cast<int>(big<quint32>(bytes, at + 12)));
        }
        at += overhead + length;
        if (type == "IEND")
            return at == bytes.size() ? std::optional(size) : std::nullopt;
    }
    return std::nullopt;
}

// ITU T.81: segments that begin with FF and a marker; the frame's (SOFn) has the size, and is before the scan (SOS).
std::optional<QSize> jpegSize(const QByteArray& bytes) {
    if (!bytes.endsWith("\xff\xd9"))
        return std::nullopt;
    std::optional<QSize> size;
    qsizetype at = 2;
    while (at + 4 <= bytes.size()) {
        if (byteAt(bytes, at) != 0xff)
            return std::nullopt;
        const int marker = byteAt(bytes, at + 1);
        const qsizetype length = big<quint16>(bytes, at + 2);
        if (length < 2 || length > bytes.size() - at - 2)
            return std::nullopt;
        constexpr int startOfScan = 0xda;
        if (marker == startOfScan)
            return size;
        const bool isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (isFrame) {
            if (size || length < 8)
                return std::nullopt;
            size = QSize(big<quint16>(bytes, at + 7), big<quint16>(bytes, at + 5));
        }
        at += 2 + length;
    }
    return std::nullopt;
}

// RFC 9649: RIFF with one picture, simple (VP8, VP8L) or extended (VP8X).
std::optional<QSize> webpSize(const QByteArray& bytes) {
    constexpr qsizetype data = 20;  // of the first chunk
    constexpr qsizetype leastBytes = data + 10;
    if (bytes.size() < leastBytes || static_cast<qsizetype>(little<quint32>(bytes, 4)) != bytes.size() - 8)
        return std::nullopt;
    const QByteArray type = bytes.mid(12, 4);
    if (type == "VP8 ") {
        if (bytes.mid(data + 3, 3) != QByteArray("\x9d\x01\x2a"))
            return std::nullopt;
        constexpr int sizeBits = 0x3fff;  // the two above are a scale
        return QSize(little<quint16>(bytes, data + 6) & sizeBits, little<quint16>(bytes, data + 8) & sizeBits);
    }
    if (type == "VP8L") {
        if (byteAt(bytes, data) != 0x2f)
            return std::nullopt;
        const auto bits = little<quint32>(bytes, data + 1);
        return QSize(static_cast<int>(bits & 0x3fff) + 1, static_cast<int>(bits >> 14 & 0x3fff) + 1);
    }
    if (type == "VP8X") {
        constexpr int animation = 0x02;
        if ((byteAt(bytes, data) & animation) != 0)
            return std::nullopt;
        const auto threeBytes = [&bytes](qsizetype at) {
            return byteAt(bytes, at) | byteAt(bytes, at + 1) << 8 | byteAt(bytes, at + 2) << 16;
        };
        return QSize(threeBytes(data + 4) + 1, threeBytes(data + 7) + 1);
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const QString& text) {
    throw Refusal(wire::REFUSAL_INVALID_FIELD, text, QStringLiteral("image"));
}

}  // namespace

std::optional<AvatarImage::Header> AvatarImage::headerOf(const QByteArray& bytes) {
    std::optional<QSize> size;
    QString mediaType;
    if (bytes.startsWith("\x89PNG\r\n\x1a\n")) {
        mediaType = QStringLiteral("image/png");
        size = pngSize(bytes);
    } else if (bytes.startsWith("\xff\xd8\xff")) {
        mediaType = QStringLiteral("image/jpeg");
        size = jpegSize(bytes);
    } else if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP") {
        mediaType = QStringLiteral("image/webp");
        size = webpSize(bytes);
    }
    return size ? std::optional(Header{mediaType, *size}) : std::nullopt;
}

AvatarImage::AvatarImage(const std::string& uploaded) {
    if (uploaded.size() > mostBytes)
        refuse(QStringLiteral("A picture may have %1 KiB at most.").arg(mostBytes / 1024));
    m_bytes = QByteArray::fromStdString(uploaded);
    const std::optional<Header> header = headerOf(m_bytes);
    if (!header)
        refuse(QStringLiteral("Choose a picture: PNG, JPEG or WebP."));
    if (header->size != QSize(side, side))
        refuse(QStringLiteral("A picture must be %1 x %1 pixels.").arg(side));
    m_mediaType = header->mediaType;
    m_hash = QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256);
}

QString AvatarImage::url() const {
    return QString::fromLatin1(urlStart + m_hash.toHex());
}

QByteArray AvatarImage::hashOf(const std::string& url) {
    const QByteArray text = QByteArray::fromStdString(url);
    constexpr qsizetype hashBytes = 32;
    const qsizetype start = static_cast<qsizetype>(sizeof urlStart) - 1;
    if (!text.startsWith(urlStart) || text.size() != start + 2 * hashBytes)
        return {};
    const QByteArray hash = QByteArray::fromHex(text.mid(start));
    return hash.toHex() == text.mid(start) ? hash : QByteArray();
}

}  // namespace server
