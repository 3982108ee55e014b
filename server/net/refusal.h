#pragma once

// How a rule says no: whoever finds a request unacceptable throws a Refusal, on the main thread or in a store function
// on a database thread, and the router turns it into a reply in exactly one place. `text` is plain English for the
// user; `field` names the form field that the client marks. A value; any thread.

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <exception>
#include <shared/protocol/common.pb.h>

namespace server {

namespace wire = pong::wire;

using SessionId = std::uint64_t;  // one connection, never used twice while the server runs; 0: none
using UserId = std::int64_t;      // users.id; 0: nobody

class Refusal : public std::exception {
 public:
    explicit Refusal(wire::RefusalCode code, QString text, QString field = {}, std::uint32_t retryAfterMs = 0);

    wire::RefusalCode code() const { return m_code; }
    const QString& text() const { return m_text; }
    const QString& field() const { return m_field; }
    std::uint32_t retryAfterMs() const { return m_retryAfterMs; }

    wire::Refusal toWire() const;
    const char* what() const noexcept override { return m_what.constData(); }

 private:
    wire::RefusalCode m_code;
    QString m_text;
    QString m_field;
    std::uint32_t m_retryAfterMs;
    QByteArray m_what;
};

}  // namespace server
