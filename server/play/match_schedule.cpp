#include "server/play/match_schedule.h"

#include "server/play/hosted_match.h"

namespace server {

void MatchSchedule::add(HostedMatch& match) {
    match.setPlace(m_entries.size());
    m_entries.push_back({0, &match});
}

void MatchSchedule::remove(const HostedMatch& match) {
    const std::size_t place = match.place();
    m_entries[place] = m_entries.back();
    m_entries[place].match->setPlace(place);
    m_entries.pop_back();
}

void MatchSchedule::update(const HostedMatch& match) {
    m_entries[match.place()].dueUs = dueUs(match);
}

std::int64_t MatchSchedule::dueUs(const HostedMatch& match) {
    return match.play().dueUs();
}

}  // namespace server
