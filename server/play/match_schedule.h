#pragma once

// When each match wants to be advanced next. A tick looks through one array of times instead of touching thousands of
// matches, most of which have nothing to do: at 2,000 matches that is 32 KB against some 2 MB. Main thread.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace server {

class HostedMatch;

class MatchSchedule {
 public:
    // Due at once. The match must be removed before it goes.
    void add(HostedMatch& match);
    void remove(const HostedMatch& match);
    // As its play says now; after each of its functions that may have changed that.
    void update(const HostedMatch& match);

    // Calls act(HostedMatch&) for each match that is due, and updates it. `act` adds and removes none.
    template <typename Act>
    void forEachDue(std::int64_t nowUs, Act act) {
        for (Entry& entry : m_entries) {
            if (entry.dueUs > nowUs)
                continue;
            act(*entry.match);
            entry.dueUs = dueUs(*entry.match);
        }
    }

 private:
    struct Entry {
        std::int64_t dueUs = 0;
        HostedMatch* match = nullptr;
    };

    static std::int64_t dueUs(const HostedMatch& match);

    std::vector<Entry> m_entries;  // where a match stands here: HostedMatch::place()
};

}  // namespace server
