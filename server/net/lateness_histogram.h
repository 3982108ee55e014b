#pragma once

// How late something was, over and over: counts in buckets of about 6 % width, from a microsecond to sixteen seconds,
// in a fixed amount of memory. Recording does not allocate. A value; one thread.

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace server {

class LatenessHistogram {
 public:
    void record(std::int64_t microseconds, std::uint64_t times = 1);  // below 0 counts as 0
    void reset() { *this = {}; }
    // What was recorded since `earlier`, a copy of this one at that time; its max() is as coarse as its buckets.
    LatenessHistogram since(const LatenessHistogram& earlier) const;

    std::uint64_t count() const { return m_count; }
    std::int64_t max() const { return m_max; }
    // The upper edge of the bucket that holds this share (0 to 1) of all; at most max(), 0 if nothing was recorded.
    std::int64_t quantile(double share) const;
    // How many were in buckets that lie beyond this altogether.
    std::uint64_t countAbove(std::int64_t microseconds) const;
    // The buckets that are not empty, by their upper edges; recording these again makes the same histogram.
    std::vector<std::pair<std::int64_t, std::uint64_t>> counts() const;

 private:
    static constexpr int subBits = 4;  // 16 buckets a power of two
    static constexpr int valueBits = 24;
    static constexpr std::size_t bucketCount = std::size_t{valueBits - subBits + 1} << subBits;

    static std::size_t bucketOf(std::uint64_t value);
    static std::int64_t upperEdge(std::size_t bucket);

    std::array<std::uint64_t, bucketCount> m_buckets{};
    std::uint64_t m_count = 0;
    std::int64_t m_max = 0;
};

}  // namespace server
