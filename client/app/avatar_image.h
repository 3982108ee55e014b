#pragma once

// Pictures of people as files and as bytes: what somebody chose from a disk, what goes to the server, and what came
// from there. All of it is hostile until it is decoded within bounds: only PNG, JPEG and WebP are ever tried, told
// apart by their first bytes, never by a name. Any thread.

#include <QByteArray>
#include <QCoreApplication>
#include <QImage>
#include <QString>

#include <optional>

class QColor;

namespace client {

class AvatarImage {
    Q_DECLARE_TR_FUNCTIONS(client::AvatarImage)

 public:
    static constexpr qsizetype mostBytes = 60 * 1024;  // on the wire

    // Upright, scaled down so far that cropping it still gives every pixel wanted.
    struct Chosen {
        QImage picture;  // null: `error` says why, for a person
        QString error;
    };
    static Chosen load(const QString& path);

    // 256 x 256 pixels and at most mostBytes: lossless where that is small enough, else as JPEG over `ground`.
    static QByteArray encode(const QImage& square, const QColor& ground);

    // Null: not such a picture.
    static std::optional<QImage> decode(const QByteArray& bytes);

    // Of the bytes that an avatar_url ("pong://avatar/" and their SHA-256 in hex) names; empty: it is none.
    static QByteArray hashOf(const QString& url);
    // As decode(), of the very bytes that the url names.
    static std::optional<QImage> decode(const QByteArray& bytes, const QString& url);
};

}  // namespace client
