#include "server/net/lateness_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace server {

// Values below 16 have a bucket each; above, the four bits after the leading one choose it.
std::size_t LatenessHistogram::bucketOf(std::uint64_t value) {
    constexpr std::uint64_t largest = (std::uint64_t{1} << valueBits) - 1;
    value = std::min(value, largest);
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - 1 - subBits);
    return (static_cast<std::size_t>(shift) << subBits) + static_cast<std::size_t>(value >> shift);
}

std::int64_t LatenessHistogram::upperEdge(std::size_t bucket) {
    constexpr std::size_t perPower = std::size_t{1} << subBits;
    if (bucket < 2 * perPower)
        return static_cast<std::int64_t>(bucket);
    const std::size_t shift = (bucket >> subBits) - 1;
    const std::size_t leading = bucket - (shift << subBits);
    return static_cast<std::int64_t>(((leading + 1) << shift) - 1);
}

void LatenessHistogram::record(std::int64_t microseconds, std::uint64_t times) {
    const std::int64_t value = std::max<std::int64_t>(microseconds, 0);
    m_buckets[bucketOf(static_cast<std::uint64_t>(value))] += times;
    m_count += times;
    m_max = std::max(m_max, value);
}

LatenessHistogram LatenessHistogram::since(const LatenessHistogram& earlier) const {
    LatenessHistogram difference;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket)
        if (m_buckets[bucket] > earlier.m_buckets[bucket])
            difference.record(std::min(upperEdge(bucket), m_max), m_buckets[bucket] - earlier.m_buckets[bucket]);
    return difference;
}

std::int64_t LatenessHistogram::quantile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (m_buckets[bucket] > 0 && seen >= wanted)
            return std::min(upperEdge(bucket), m_max);
    }
    return m_max;
}

std::uint64_t LatenessHistogram::countAbove(std::int64_t microseconds) const {
    std::uint64_t count = 0;
    for (std::size_t bucket = 1; bucket < m_buckets.size(); ++bucket)
        if (upperEdge(bucket - 1) >= microseconds)
            count += m_buckets[bucket];
    return count;
}

std::vector<std::pair<std::int64_t, std::uint64_t>> LatenessHistogram::counts() const {
    std::vector<std::pair<std::int64_t, std::uint64_t>> counts;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket)
        if (m_buckets[bucket] > 0)
            counts.emplace_back(std::min(upperEdge(bucket), m_max), m_buckets[bucket]);
    return counts;
}

}  // namespace server
