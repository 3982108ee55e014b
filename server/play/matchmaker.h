#pragma once

// The queue of quick games: who waits longest is paired first, with whom they may meet. A user waits once, however many
// devices ask, and as long as one of them does; so nobody is ever paired with oneself. Pure logic; main thread.

#include "server/net/refusal.h"

#include <deque>
#include <functional>
#include <optional>
#include <utility>
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

    // Whether these two may be paired; by default everybody.
    using MayMeet = std::function<bool(UserId, UserId)>;

    explicit Matchmaker(MayMeet mayMeet = {}) : m_mayMeet(std::move(mayMeet)) {}

    // Asking again, on any device, keeps the user's place.
    void join(UserId user, SessionId session);
    // This session asks no more: it cancelled, signed out or has gone. Whether it was waiting.
    bool leave(SessionId session);
    // The user plays now, found elsewhere.
    void remove(UserId user);

    // The one who waits longest and may meet somebody, with the first of those, taken off the queue.
    std::optional<Pair> takePair();
    // Back to the head of the queue, in their order. Who asked again meanwhile keeps both devices; one whose sessions
    // are all gone is not put back.
    void putBack(Pair pair);

    std::size_t size() const { return m_queue.size(); }
    // How many this user may meet, and the user: whom one may not meet does not seem to be there.
    std::size_t waitingFor(UserId user) const;

 private:
    void putBack(Waiting waiting);
    bool mayMeet(UserId one, UserId other) const;

    MayMeet m_mayMeet;
    std::deque<Waiting> m_queue;  // by time
};

}  // namespace server
