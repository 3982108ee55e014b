#pragma once

// Whether newcomers are let in: while this server's core is full, log ins and new matches are told "busy, try again",
// so that the matches that run keep their pace. The core counts as full when the main thread works, and has next to no
// time left or its ticks come late; with hysteresis, so that one bad moment turns nobody away and one good one does not
// let in a crowd. Matches that were let in a moment ago count as if they were played already: a crowd that comes within
// seconds would else be all inside before it is felt. Lateness alone does not count: on a machine that others keep busy
// it would keep a handful of friends from playing, and turning them away would not help.
//
// Pure logic without sockets or a clock: LoadMonitor brings the samples. Main thread.

#include "server/net/refusal.h"

#include <cstdint>
#include <deque>
#include <functional>

namespace server {

// What the main thread has measured since the last sample, about half a second ago.
struct LoadSample {
    double busyShare = 0;     // of the time, 0 to 1: not waiting for anything to do
    double workShare = 0;     // of the time, 0 to 1: on the processor, not only wanting it
    double lateShare = 0;     // of the ticks, 0 to 1: more than Admission::lateUs after their deadline
    int matches = 0;          // that run
    std::uint64_t begun = 0;  // matches, since the start
};

class Admission {
 public:
    // A tick that comes half a tick late.
    static constexpr std::int64_t lateUs = 4'000;
    // What is left of the core is for bursts, for PostgreSQL, and for matches that were let in and have not begun. At
    // 0.75 the relay kept its pace on a core of its own, but results waited for seconds until they were stored.
    static constexpr double standardShare = 0.70;

    // `fullAt`: the busy share, over 0 to 1, from which the core counts as full.
    explicit Admission(double fullAt = standardShare) : m_fullAt(fullAt) {}

    void add(const LoadSample& sample);

    bool isFull() const { return m_full; }
    // Throws Refusal(REFUSAL_BUSY) while the core is full, and counts it.
    void requireRoom();
    // The same, unless this user plays: a running match is not to lose a player whose connection was lost.
    void requireRoomFor(UserId user);
    void setPlays(std::function<bool(UserId)> plays) { m_plays = std::move(plays); }
    std::uint64_t refused() const { return m_refused; }

 private:
    enum class Strain { Low, Some, High };

    Strain strainOf(const LoadSample& sample) const;
    double shareToCome(const LoadSample& sample);

    double m_fullAt;
    std::deque<std::uint64_t> m_begun;  // as of the last samples
    bool m_full = false;
    int m_inARow = 0;  // samples that speak for the other state
    std::uint64_t m_refused = 0;
    std::function<bool(UserId)> m_plays;
};

}  // namespace server
