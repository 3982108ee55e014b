#pragma once

// Who is here and what they do, and whom of their friends that concerns: the logic of presence without sockets or SQL.
// It holds everybody who is online with the ids of their friends, so that a change costs no database. Changes are
// collected; takeChanges() gives what differs from what friends were told last, so that a point, a quick reconnect or
// both devices going idle at once are one message, or none. Main thread.

#include "server/net/refusal.h"

#include <cstdint>
#include <optional>
#include <shared/protocol/friends.pb.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace server {

class PresenceBook {
 public:
    struct Match {
        std::int64_t id = 0;
        std::uint32_t scoreLeft = 0;
        std::uint32_t scoreRight = 0;
        bool onLeft = false;
    };
    struct Change {
        UserId user = 0;
        wire::PresenceState state;
        std::vector<UserId> to;  // friends who are online
    };
    // Names one reading of a user's friends: an answer that comes after a newer question is dropped.
    using Ticket = std::uint64_t;

    // A device more, or less. The first one's friends must be brought (needsFriends()); an unknown device is none.
    void connect(UserId user, SessionId session);
    void disconnect(UserId user, SessionId session, std::int64_t nowMs);
    void setIdle(UserId user, SessionId session, bool idle);
    // A device that nothing is heard of is as good as none, until it is heard again.
    void setSilent(UserId user, SessionId session, bool silent, std::int64_t nowMs);

    // What this user plays; none: nothing any more. Also of users who are not online.
    void setMatch(UserId user, std::optional<Match> match);

    // Whether this user may still win a running tournament. Also of users who are not online.
    void setInTournament(UserId user, bool isIn);

    // Nobody is told of a user before the friends are known.
    bool needsFriends(UserId user) const;
    Ticket askForFriends(UserId user);
    // False: they changed while they were read, and must be read again.
    bool setFriends(UserId user, Ticket ticket, const std::vector<UserId>& friends);
    void befriend(UserId one, UserId other);
    void part(UserId one, UserId other);
    // All of this user's, whatever was known of them.
    void replaceFriends(UserId user, const std::vector<UserId>& friends);

    bool hasChanges() const { return !m_changed.empty(); }
    std::vector<Change> takeChanges();

    // What friends were told last; offline without a time where nobody was told anything.
    wire::PresenceState told(UserId user) const;
    // Here on a device that is not silent, told or not.
    bool isOnline(UserId user) const;
    std::vector<UserId> online() const;

 private:
    struct Device {
        bool idle = false;
        bool silent = false;
    };
    struct Person {
        std::unordered_map<SessionId, Device> devices;
        std::unordered_set<UserId> friends;
        wire::PresenceState told;
        std::int64_t leftMs = 0;  // Unix time when the last device went, or fell silent
        Ticket ticket = 0;
        bool areFriendsKnown = false;
        bool didFriendsChange = false;  // since they were asked for

        bool isHere() const;
    };

    Device* find(UserId user, SessionId session);
    wire::PresenceState stateOf(UserId user, const Person& person) const;
    void setFriend(UserId user, UserId other, bool are);

    std::unordered_map<UserId, Person> m_people;
    std::unordered_map<UserId, Match> m_matches;
    std::unordered_set<UserId> m_inTournament;
    std::unordered_set<UserId> m_changed;
    Ticket m_lastTicket = 0;
};

}  // namespace server
