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
    m_people[user].devices[session] = Device();
    m_changed.insert(user);
}

void PresenceBook::disconnect(UserId user, SessionId session, std::int64_t nowMs) {
    const Device* device = find(user, session);
    if (device == nullptr)
        return;
    Person& person = m_people.at(user);
    if (!device->silent)  // else it left before
        person.leftMs = nowMs;
    person.devices.erase(session);
    m_changed.insert(user);
}

void PresenceBook::setIdle(UserId user, SessionId session, bool idle) {
    Device* device = find(user, session);
    if (device != nullptr && std::exchange(device->idle, idle) != idle)
        m_changed.insert(user);
}

void PresenceBook::setSilent(UserId user, SessionId session, bool silent, std::int64_t nowMs) {
    Device* device = find(user, session);
    if (device == nullptr || std::exchange(device->silent, silent) == silent)
        return;
    if (silent)
        m_people.at(user).leftMs = nowMs;
    m_changed.insert(user);
}

PresenceBook::Device* PresenceBook::find(UserId user, SessionId session) {
    const auto person = m_people.find(user);
    if (person == m_people.end())
        return nullptr;
    const auto device = person->second.devices.find(session);
    return device == person->second.devices.end() ? nullptr : &device->second;
}

bool PresenceBook::Person::isHere() const {
    return std::any_of(devices.begin(), devices.end(), [](const auto& device) { return !device.second.silent; });
}

void PresenceBook::setMatch(UserId user, std::optional<Match> match) {
    if (match)
        m_matches[user] = *match;
    else
        m_matches.erase(user);
    if (m_people.contains(user))
        m_changed.insert(user);
}

void PresenceBook::setInTournament(UserId user, bool isIn) {
    if (isIn)
        m_inTournament.insert(user);
    else
        m_inTournament.erase(user);
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

void PresenceBook::replaceFriends(UserId user, const std::vector<UserId>& friends) {
    const std::unordered_set<UserId> all(friends.begin(), friends.end());
    for (const auto& [other, person] : m_people) {
        if (person.friends.contains(user) != all.contains(other))
            setFriend(other, user, all.contains(other));
    }
    const auto found = m_people.find(user);
    if (found == m_people.end())
        return;
    found->second.friends = all;
    found->second.didFriendsChange = true;
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
        const bool isGone = person.devices.empty();
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
                             return other != m_people.end() && !other->second.devices.empty();
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
        if (person.isHere())
            users.push_back(user);
    return users;
}

bool PresenceBook::isOnline(UserId user) const {
    const auto found = m_people.find(user);
    return found != m_people.end() && found->second.isHere();
}

wire::PresenceState PresenceBook::stateOf(UserId user, const Person& person) const {
    wire::PresenceState state;
    if (!person.isHere()) {
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
    if (m_inTournament.contains(user)) {
        state.set_presence(wire::PRESENCE_IN_TOURNAMENT);
        return state;
    }
    const bool isIdle = std::all_of(person.devices.begin(), person.devices.end(),
                                    [](const auto& device) { return device.second.idle || device.second.silent; });
    state.set_presence(isIdle ? wire::PRESENCE_IDLE : wire::PRESENCE_ONLINE);
    return state;
}

}  // namespace server
