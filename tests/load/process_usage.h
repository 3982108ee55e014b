#pragma once

// What a process of this machine uses, out of /proc. One thread.

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace load {

struct ProcessUsage {
    std::int64_t cpuUs = 0;          // user and system, all threads
    std::int64_t childrenCpuUs = 0;  // of the processes below it that live now: a private PostgreSQL
    std::int64_t residentBytes = 0;
};

// Null where there is no such process.
std::optional<ProcessUsage> usageOf(pid_t pid);

}  // namespace load
