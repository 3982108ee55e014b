#pragma once

// How long to wait before the next try of a connection: twice as long each time up to a limit, and of that a random
// half to the whole, so that the clients of a server that restarts do not all come back in the same moment. Any thread.

#include <QRandomGenerator>

#include <chrono>

namespace client {

class Backoff {
 public:
    using Milliseconds = std::chrono::milliseconds;

    Backoff(Milliseconds first, Milliseconds longest, QRandomGenerator generator)
        : m_first(first), m_longest(longest), m_next(first), m_generator(generator) {}

    Milliseconds next();
    // The connection held: the next trouble starts small again.
    void reset() { m_next = m_first; }

 private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_next;
    QRandomGenerator m_generator;
};

}  // namespace client
