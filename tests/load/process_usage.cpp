#include "tests/load/process_usage.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <unistd.h>
#include <unordered_map>

namespace load {
namespace {

struct Stat {
    pid_t parent = 0;
    std::int64_t cpuUs = 0;
    std::int64_t residentBytes = 0;
};

// proc(5): the name stands in parentheses and may hold anything, so fields are counted after the last ')'.
std::optional<Stat> statOf(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const std::string line{std::istreambuf_iterator<char>(file), {}};
    const std::size_t nameEnd = line.rfind(')');
    if (nameEnd == std::string::npos)
        return std::nullopt;
    std::istringstream fields(line.substr(nameEnd + 1));
    Stat stat;
    std::string field;
    for (int number = 3; fields >> field; ++number) {
        constexpr int parent = 4, userTicks = 14, systemTicks = 15, residentPages = 24;
        if (number != parent && number != userTicks && number != systemTicks && number != residentPages)
            continue;
        std::int64_t value = 0;
        std::from_chars(field.data(), field.data() + field.size(), value);
        if (number == parent)
            stat.parent = static_cast<pid_t>(value);
        else if (number == residentPages)
            stat.residentBytes = value * sysconf(_SC_PAGESIZE);
        else
            stat.cpuUs += value * 1'000'000 / sysconf(_SC_CLK_TCK);
    }
    return stat;
}

bool isBelow(pid_t process, pid_t ancestor, const std::unordered_map<pid_t, Stat>& all) {
    for (auto found = all.find(process); found != all.end(); found = all.find(found->second.parent)) {
        if (found->second.parent == ancestor)
            return true;
    }
    return false;
}

std::int64_t cpuBelow(pid_t ancestor) {
    std::unordered_map<pid_t, Stat> all;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        pid_t pid = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size())
            continue;
        if (const std::optional<Stat> stat = statOf(pid))
            all.emplace(pid, *stat);
    }
    std::int64_t cpuUs = 0;
    for (const auto& [pid, stat] : all) {
        if (isBelow(pid, ancestor, all))
            cpuUs += stat.cpuUs;
    }
    return cpuUs;
}

}  // namespace

std::optional<ProcessUsage> usageOf(pid_t pid) {
    const std::optional<Stat> stat = statOf(pid);
    if (!stat)
        return std::nullopt;
    return ProcessUsage{stat->cpuUs, cpuBelow(pid), stat->residentBytes};
}

}  // namespace load
