#include "server/friends/presence_book.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

// Lite messages have no comparison of their own.
bool isSame(const wire::PresenceState& one, const wire::PresenceState& other) {
    return one.presence() == other.presence() && one.last_seen_ms() == other.last_seen_ms() &&
           one.match_id() == other.match_id() && one.score_left() == other.score_left() &&
           one.score_right() == other.score_right() && one.on_left() == other.on_left();
}

}  // namespace

void PresenceBook::connect(UserId user, SessionId session) {
    m_people[user].idle[session] = false;
    m_changed.insert(user);
}

void PresenceBook::disconnect(UserId user, SessionId session, std::int64_t nowMs) {
    const auto found = m_people.find(user);
    if (found == m_people.end() || found->second.idle.erase(session) == 0)
        return;
    found->second.leftMs = nowMs;
    m_changed.insert(user);
}

void PresenceBook::setIdle(UserId user, SessionId session, bool idle) {
    const auto found = m_people.find(user);
    if (found == m_people.end())
        return;
    const auto device = found->second.idle.find(session);
    if (device == found->second.idle.end() || std::exchange(device->second, idle) == idle)
        return;
    m_changed.insert(user);
}

void PresenceBook::setMatch(UserId user, std::optional<Match> match) {
    if (match)
        m_matches[user] = *match;
    else
        m_matches.erase(user);
    if (m_people.contains(user))
        m_changed.insert(user);
}

bool PresenceBook::needsFriends(UserId user) const {
    const auto found = m_people.find(user);
    return found != m_people.end() && !found->second.areFriendsKnown;
}

PresenceBook::Ticket PresenceBook::askForFriends(UserId user) {
    Person& person = m_people.at(user);
    person.didFriendsChange = false;
    person.ticket = ++m_lastTicket;
    return person.ticket;
}

bool PresenceBook::setFriends(UserId user, Ticket ticket, const std::vector<UserId>& friends) {
    const auto found = m_people.find(user);
    if (found == m_people.end() || found->second.ticket != ticket)
        return true;
    Person& person = found->second;
    if (person.didFriendsChange)
        return false;
    person.friends = {friends.begin(), friends.end()};
    person.areFriendsKnown = true;
    m_changed.insert(user);
    return true;
}

void PresenceBook::befriend(UserId one, UserId other) {
    setFriend(one, other, true);
    setFriend(other, one, true);
}

void PresenceBook::part(UserId one, UserId other) {
    setFriend(one, other, false);
    setFriend(other, one, false);
}

void PresenceBook::setFriend(UserId user, UserId other, bool are) {
    const auto found = m_people.find(user);
    if (found == m_people.end())
        return;
    found->second.didFriendsChange = true;
    if (are)
        found->second.friends.insert(other);
    else
        found->second.friends.erase(other);
}

std::vector<PresenceBook::Change> PresenceBook::takeChanges() {
    std::vector<Change> changes;
    std::unordered_set<UserId> waiting;  // for their friends to be known
    for (const UserId user : std::exchange(m_changed, {})) {
        const auto found = m_people.find(user);
        if (found == m_people.end())
            continue;
        Person& person = found->second;
        const bool isGone = person.idle.empty();
        if (!person.areFriendsKnown && !isGone) {
            waiting.insert(user);
            continue;
        }
        Change change{user, stateOf(user, person), {}};
        if (person.areFriendsKnown && !isSame(change.state, person.told)) {
            person.told = change.state;
            std::copy_if(person.friends.begin(), person.friends.end(), std::back_inserter(change.to),
                         [this](UserId id) {
                             const auto other = m_people.find(id);
                             return other != m_people.end() && !other->second.idle.empty();
                         });
            changes.push_back(std::move(change));
        }
        if (isGone)
            m_people.erase(found);
    }
    m_changed = std::move(waiting);
    return changes;
}

wire::PresenceState PresenceBook::told(UserId user) const {
    const auto found = m_people.find(user);
    return found == m_people.end() ? wire::PresenceState() : found->second.told;
}

std::vector<UserId> PresenceBook::online() const {
    std::vector<UserId> users;
    for (const auto& [user, person] : m_people)
        if (!person.idle.empty())
            users.push_back(user);
    return users;
}

wire::PresenceState PresenceBook::stateOf(UserId user, const Person& person) const {
    wire::PresenceState state;
    if (person.idle.empty()) {
        state.set_last_seen_ms(person.leftMs);
        return state;
    }
    if (const auto match = m_matches.find(user); match != m_matches.end()) {
        state.set_presence(wire::PRESENCE_IN_MATCH);
        state.set_match_id(match->second.id);
        state.set_score_left(match->second.scoreLeft);
        state.set_score_right(match->second.scoreRight);
        state.set_on_left(match->second.onLeft);
        return state;
    }
    const bool isIdle =
        std::all_of(person.idle.begin(), person.idle.end(), [](const auto& device) { return device.second; });
    state.set_presence(isIdle ? wire::PRESENCE_IDLE : wire::PRESENCE_ONLINE);
    return state;
}

}  // namespace server
