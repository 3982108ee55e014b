#pragma once

// What comes of a request: the typed reply, or why there is none. Classes with constructors, not aggregates: they are
// made inside coroutines, where g++ 12 destroys aggregate temporaries twice. Plain values; any thread.

#include <QString>

#include <optional>
#include <shared/protocol/common.pb.h>
#include <utility>

namespace client {

class Failure {
 public:
    enum class Kind {
        Refused,         // the server said no; code() and field() say more
        NotConnected,    // there was no connection to send it on
        ConnectionLost,  // it may or may not have been carried out
        TimedOut,        // likewise
        BadReply         // the server answered something else
    };

    explicit Failure(Kind kind);
    explicit Failure(const pong::wire::Refusal& refusal);

    Kind kind() const { return m_kind; }
    // REFUSAL_UNSPECIFIED where it is not the server's no.
    pong::wire::RefusalCode code() const { return m_code; }
    // A sentence for the person who waits.
    const QString& text() const { return m_text; }
    // The form field that it is about; empty: none.
    const QString& field() const { return m_field; }
    // Milliseconds after which another try makes sense; 0: not said.
    int retryAfterMs() const { return m_retryAfterMs; }

 private:
    Kind m_kind;
    pong::wire::RefusalCode m_code = pong::wire::REFUSAL_UNSPECIFIED;
    QString m_text;
    QString m_field;
    int m_retryAfterMs = 0;
};

template <typename Body>
class Reply {
 public:
    explicit Reply(Body body) : m_body(std::move(body)) {}
    explicit Reply(Failure failure) : m_failure(std::move(failure)) {}

    bool ok() const { return m_body.has_value(); }
    // Only where ok().
    const Body& value() const { return *m_body; }
    const Body* operator->() const { return &*m_body; }
    // Only where not ok().
    const Failure& failure() const { return *m_failure; }

 private:
    std::optional<Body> m_body;
    std::optional<Failure> m_failure;
};

}  // namespace client
