#include "server/async/scheduling.h"

#include <cstdint>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace server {

namespace {

// A tenth of the main thread's share where both want the core all the time.
constexpr int behindBy = 10;

// sched_setattr(2), which the C library has no function for: struct sched_attr as of its first version.
struct SchedulingAttributes {
    std::uint32_t size = sizeof(SchedulingAttributes);
    std::uint32_t policy = SCHED_OTHER;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtimeNs = 0;  // with SCHED_OTHER: the length of a turn
    std::uint64_t deadlineNs = 0;
    std::uint64_t periodNs = 0;
};

constexpr std::uint64_t shortestTurnNs = 100'000;  // the kernel's limit

}  // namespace

void stepBehindMainThread() {
    ::setpriority(PRIO_PROCESS, 0, ::getpriority(PRIO_PROCESS, 0) + behindBy);
}

bool goFirst() {
    const sched_param parameters{.sched_priority = ::sched_get_priority_min(SCHED_RR)};
    return ::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &parameters) == 0;
}

void askForShortTurns() {
    SchedulingAttributes attributes;
    attributes.nice = ::getpriority(PRIO_PROCESS, 0);
    attributes.runtimeNs = shortestTurnNs;
    ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

}  // namespace server
