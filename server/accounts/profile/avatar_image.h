#pragma once

// What somebody uploads as a picture of themselves: PNG, JPEG or WebP of exactly 256 x 256 pixels and at most 60 KiB,
// told by its own headers and never decoded here: the server has no use for pixels, and every decoder is an open door.
// A value; any thread.

#include <QByteArray>
#include <QSize>
#include <QString>

#include <optional>
#include <string>

namespace server {

class AvatarImage {
 public:
    static constexpr int side = 256;  // pixels
    static constexpr int mostBytes = 60 * 1024;

    // Throws Refusal(REFUSAL_INVALID_FIELD) with the field "image".
    explicit AvatarImage(const std::string& uploaded);

    const QByteArray& bytes() const { return m_bytes; }
    const QString& mediaType() const { return m_mediaType; }
    const QByteArray& hash() const { return m_hash; }  // SHA-256
    // users.avatar_url: names these very bytes, so it never has to be fetched twice.
    QString url() const;

    // The hash that a url names; empty if it is none of url()'s.
    static QByteArray hashOf(const std::string& url);

    // What the header says, if the file is whole as far as that shows without decoding it: from the first byte of its
    // kind to the last. A moving WebP is none.
    struct Header {
        QString mediaType;
        QSize size;
    };
    static std::optional<Header> headerOf(const QByteArray& bytes);

 private:
    QByteArray m_bytes;
    QString m_mediaType;
    QByteArray m_hash;
};

}  // namespace server
