#pragma once

// Who goes first where threads share a core: the main thread, because a paddle waits for it, before the database
// threads, the password hashes and the private PostgreSQL, for which only a page waits. Politely, by the means of an
// ordinary user: nobody is starved, also on a machine that others keep busy. Linux; for the calling thread.

namespace server {

// This thread does what the main thread must not wait for. Calls only what may stand between fork() and exec().
void stepBehindMainThread();

// For the main thread once it serves: before everything that is not real-time (SCHED_RR, the lowest priority), where
// the system allows it: to root, with CAP_SYS_NICE or RLIMIT_RTPRIO (systemd's LimitRTPRIO=1). A beat that waits for
// whatever else a host does is a paddle that stutters. The event loop sleeps whenever it has nothing to do, and the
// kernel keeps a twentieth of the time for others even from one that never sleeps. What is started later does not
// inherit it. False: not allowed, and nothing changed.
bool goFirst();

// For the main thread, and so for all threads and processes that it starts later: short turns, so that whoever is
// behind and has its turn gives the core back soon (Linux 6.12 and later; nothing changes on others).
void askForShortTurns();

}  // namespace server
