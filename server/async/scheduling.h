#pragma once

// Who goes first where threads share a core: the main thread, because a paddle waits for it, before the database
// threads, the password hashes and the private PostgreSQL, for which only a page waits. Politely, by the means of an
// ordinary user: nobody is starved, also on a machine that others keep busy. Linux; for the calling thread.

namespace server {

// This thread does what the main thread must not wait for. Calls only what may stand between fork() and exec().
void stepBehindMainThread();

// For the main thread, and so for all threads and processes that it starts later: short turns, so that whoever is
// behind and has its turn gives the core back soon (Linux 6.12 and later; nothing changes on others).
void askForShortTurns();

}  // namespace server
