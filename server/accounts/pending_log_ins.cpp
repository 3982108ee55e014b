#include "server/accounts/pending_log_ins.h"

#include "server/accounts/token.h"

#include <algorithm>

namespace server {

QByteArray PendingLogIns::add(const PendingLogIn& logIn, std::int64_t nowUs) {
    if (m_entries.size() >= mostEntries)
        makeRoom(nowUs);
    const QByteArray challenge = token::make();
    m_entries.insert(token::hash(challenge), Entry{logIn, nowUs + lifetimeUs});
    return challenge;
}

std::optional<PendingLogIn> PendingLogIns::find(const QByteArray& challenge, std::int64_t nowUs) const {
    const auto entry = m_entries.constFind(token::hash(challenge));
    if (entry == m_entries.constEnd() || entry->endsUs <= nowUs)
        return std::nullopt;
    return entry->logIn;
}

void PendingLogIns::remove(const QByteArray& challenge) {
    m_entries.remove(token::hash(challenge));
}

void PendingLogIns::removeAll(UserId user) {
    m_entries.removeIf([user](const auto& entry) { return entry.value().logIn.user == user; });
}

void PendingLogIns::makeRoom(std::int64_t nowUs) {
    m_entries.removeIf([nowUs](const auto& entry) { return entry.value().endsUs <= nowUs; });
    if (m_entries.size() < mostEntries)
        return;
    const auto oldest = std::min_element(m_entries.constBegin(), m_entries.constEnd(),
                                         [](const Entry& a, const Entry& b) { return a.endsUs < b.endsUs; });
    m_entries.erase(oldest);
}

}  // namespace server
