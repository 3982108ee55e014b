#include "server/net/frame.h"

#include <QtEndian>

#include <cstring>

namespace server {

namespace {

constexpr char finalBinary = static_cast<char>(0x82);
constexpr char finalPing = static_cast<char>(0x89);
// The length stands in the second byte, or says that two or eight bytes with the length follow.
constexpr qsizetype longestShort = 125;
constexpr qsizetype longestMedium = 0xffff;
constexpr char mediumFollows = 126;
constexpr char longFollows = 127;

}  // namespace

QByteArray binaryFrame(const QByteArray& payload) {
    const qsizetype size = payload.size();
    const qsizetype headerSize = size <= longestShort ? 2 : size <= longestMedium ? 4 : 10;
    QByteArray frame(headerSize + size, Qt::Uninitialized);
    char* header = frame.data();
    header[0] = finalBinary;
    if (size <= longestShort) {
        header[1] = static_cast<char>(size);
    } else if (size <= longestMedium) {
        header[1] = mediumFollows;
        qToBigEndian(static_cast<quint16>(size), header + 2);
    } else {
        header[1] = longFollows;
        qToBigEndian(static_cast<quint64>(size), header + 2);
    }
    std::memcpy(header + headerSize, payload.constData(), static_cast<std::size_t>(size));
    return frame;
}

QByteArray pingFrame() {
    static constexpr char withoutPayload[] = {finalPing, 0};
    return QByteArray::fromRawData(withoutPayload, sizeof withoutPayload);
}

}  // namespace server
