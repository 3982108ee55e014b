#pragma once

// The queue of quick games: who waits longest is paired first. A user waits once, however many devices ask, and as long
// as one of them does; so nobody is ever paired with oneself. Pure logic; main thread.

#include "server/net/refusal.h"

#include <deque>
#include <optional>
#include <vector>

namespace server {

class Matchmaker {
 public:
    struct Waiting {
        UserId user = 0;
        std::vector<SessionId> sessions;  // that asked
    };
    struct Pair {
        Waiting first;  // waited longer
        Waiting second;
    };

    // Asking again, on any device, keeps the user's place.
    void join(UserId user, SessionId session);
    // This session asks no more: it cancelled, signed out or has gone. Whether it was waiting.
    bool leave(SessionId session);

    // The two who wait longest, taken off the queue.
    std::optional<Pair> takePair();
    // Back to the head of the queue, in their order. Who asked again meanwhile keeps both devices; one whose sessions
    // are all gone is not put back.
    void putBack(Pair pair);

    std::size_t size() const { return m_queue.size(); }

 private:
    void putBack(Waiting waiting);

    std::deque<Waiting> m_queue;  // by time
};

}  // namespace server
