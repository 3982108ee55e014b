#include "tests/end_to_end/netcode/virtual_pipe.h"

#include <algorithm>

namespace netcode {

void VirtualPipe::send(const QByteArray& bytes, std::int64_t nowUs) {
    const auto jitterRange = static_cast<std::uint64_t>(m_conditions.jitterUs) + 1;
    const auto jitterUs = static_cast<std::int64_t>(m_random() % jitterRange);
    m_lastArrivalUs = std::max(m_lastArrivalUs, nowUs + m_conditions.delayUs + jitterUs);
    m_underWay.push_back({m_lastArrivalUs, bytes});
    m_bytesSent += bytes.size();
    ++m_messagesSent;
}

std::optional<QByteArray> VirtualPipe::receive(std::int64_t nowUs) {
    if (nowUs < m_stallEndsUs || m_underWay.empty() || m_underWay.front().arrivesUs > nowUs)
        return std::nullopt;
    const QByteArray bytes = m_underWay.front().bytes;
    m_underWay.pop_front();
    return bytes;
}

}  // namespace netcode
