#include "client/net/backoff.h"

#include <algorithm>

namespace client {

Backoff::Milliseconds Backoff::next() {
    const auto whole = std::exchange(m_next, std::min(2 * m_next, m_longest));
    const auto half = static_cast<int>(whole.count() / 2);
    return Milliseconds(half + static_cast<int>(m_generator.bounded(half + 1)));
}

}  // namespace client
