#pragma once

// Where a server is: what a person typed, understood. "host" and "host:port" mean wss; plain ws is for this computer
// only, behind a proxy of one's own. Plain value; any thread.

#include <QString>
#include <QUrl>

#include <optional>

namespace client {

class ServerAddress {
 public:
    // What is wrong with the text, in words for the field it stands in, goes to *error where the answer is null.
    static std::optional<ServerAddress> parse(const QString& text, QString* error = nullptr);

    QString host() const { return m_host; }
    quint16 port() const { return m_port; }
    bool isEncrypted() const { return m_encrypted; }

    QUrl url() const;
    // "office.example:1972", "[::1]:1972"; names the server in files and lists. parse() understands it, but for the
    // "ws://" that a plain address needs and gets here.
    QString text() const;

    bool operator==(const ServerAddress&) const = default;

 private:
    QString m_host;  // lower case, without brackets
    quint16 m_port = 0;
    bool m_encrypted = true;
};

}  // namespace client
