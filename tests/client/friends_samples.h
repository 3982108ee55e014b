#pragma once

// People for tests of friend lists, as the server tells them. Pure functions; any thread.

#include <shared/protocol/friends.pb.h>
#include <string>
#include <vector>

namespace samples {

inline pong::wire::Friend person(std::int64_t id, const std::string& name,
                                 pong::wire::Relation relation = pong::wire::RELATION_FRIEND,
                                 pong::wire::Presence presence = pong::wire::PRESENCE_OFFLINE) {
    pong::wire::Friend person;
    person.mutable_player()->set_user_id(id);
    person.mutable_player()->set_username(name);
    person.set_relation(relation);
    if (relation == pong::wire::RELATION_FRIEND)
        person.mutable_presence()->set_presence(presence);
    return person;
}

inline pong::wire::Friend playing(std::int64_t id, const std::string& name, std::uint32_t own, std::uint32_t others) {
    pong::wire::Friend friendly = person(id, name, pong::wire::RELATION_FRIEND, pong::wire::PRESENCE_IN_MATCH);
    friendly.mutable_presence()->set_match_id(100 + id);
    friendly.mutable_presence()->set_score_left(others);
    friendly.mutable_presence()->set_score_right(own);
    return friendly;
}

// Those of the design's pictures.
inline std::vector<pong::wire::Friend> friendsOfMara() {
    using namespace pong::wire;
    std::vector<Friend> all{person(1, "Dario", RELATION_REQUEST_IN),
                            person(2, "Freya", RELATION_REQUEST_IN),
                            playing(3, "Noor", 7, 5),
                            person(4, "Ines", RELATION_FRIEND, PRESENCE_ONLINE),
                            person(5, "Theo", RELATION_FRIEND, PRESENCE_ONLINE),
                            playing(6, "Kaito", 3, 9)};
    all[4].mutable_player()->set_rating(1498);
    std::int64_t id = 7;
    for (const char* name : {"Bruno", "Lena", "Oskar", "Priya", "Sam", "Tilda", "Yuki", "Zoe"})
        all.push_back(person(id++, name));
    all[6].mutable_presence()->set_last_seen_ms(1'600'000'000'000);
    return all;
}

// The longest names and everything that may stand beside them.
inline std::vector<pong::wire::Friend> longNames() {
    using namespace pong::wire;
    return {person(1, "WWWWWWWWWWWWWWWWWWWW", RELATION_REQUEST_IN),
            person(2, "MMMMMMMMMMMMMMMMMMMM", RELATION_REQUEST_OUT),
            playing(3, "a_very_long_username", 19, 21),
            person(4, "Wilhelmina-Mathilda1", RELATION_FRIEND, PRESENCE_IDLE),
            person(5, "Wolfgang-Maximilian1", RELATION_FRIEND, PRESENCE_IN_TOURNAMENT),
            person(6, "Oskar-Wilhelm_Wagner")};
}

// So many friends, a third of them online, named in no order.
inline std::vector<pong::wire::Friend> crowd(int people) {
    std::vector<pong::wire::Friend> all;
    for (int i = 0; i < people; ++i) {
        const int mixed = static_cast<int>((static_cast<long long>(i) * 7919) % people);
        all.push_back(person(i + 1, "player" + std::to_string(mixed), pong::wire::RELATION_FRIEND,
                             i % 3 == 0 ? pong::wire::PRESENCE_ONLINE : pong::wire::PRESENCE_OFFLINE));
    }
    return all;
}

}  // namespace samples
