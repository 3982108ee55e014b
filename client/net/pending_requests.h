#pragma once

// Requests that were sent and are not answered yet. Each completes exactly once: by its reply, by its time-out, or when
// the connection is lost. Main thread only; completing resumes the waiting coroutine at once.

#include "client/net/reply.h"
#include "shared/async/completion.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <shared/protocol/envelope.pb.h>

namespace client {

using Answer = Reply<pong::wire::ServerMessage>;

class PendingRequests : public QObject {
    Q_OBJECT

 public:
    explicit PendingRequests(QObject* parent = nullptr);
    ~PendingRequests() override;

    // The number that the request goes out with (never 0), and what its sender waits for.
    std::pair<std::uint32_t, pong::Completion<Answer>> add(std::chrono::milliseconds timeOut);
    // False: nobody waits for this number (any more).
    bool complete(const pong::wire::ServerMessage& reply);
    // All of them, in the order they were sent.
    void failAll(Failure::Kind kind);

    bool isEmpty() const { return m_waiting.empty(); }

 private:
    struct Waiting {
        pong::Completion<Answer> completion;
        std::chrono::milliseconds deadline;  // by m_clock
    };
    std::chrono::milliseconds now() const { return std::chrono::milliseconds(m_clock.elapsed()); }
    void expire();
    void schedule();

    std::map<std::uint32_t, Waiting> m_waiting;
    std::uint32_t m_last = 0;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

}  // namespace client
