#pragma once

// A table by connection. A SessionId names a place in an array (its lower bits) and is never used twice, so looking one
// up is an index and a comparison: it happens for each input of each player, where a hash table cost a twentieth of the
// server's time. Main thread.

#include "server/net/refusal.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace server {

// More connections than this at once no process can have.
inline constexpr int sessionPlaceBits = 24;

constexpr std::size_t placeOf(SessionId id) {
    return static_cast<std::size_t>(id & ((SessionId{1} << sessionPlaceBits) - 1));
}

// Hands out ids: the lowest bits are a free place, above them stands how many there have been.
class SessionIds {
 public:
    SessionId take();
    void giveBack(SessionId id) { m_free.push_back(placeOf(id)); }

 private:
    SessionId m_taken = 0;
    std::size_t m_places = 0;
    std::vector<std::size_t> m_free;
};

inline SessionId SessionIds::take() {
    std::size_t place = m_places;
    if (m_free.empty()) {
        ++m_places;
    } else {
        place = m_free.back();
        m_free.pop_back();
    }
    return ++m_taken << sessionPlaceBits | place;
}

template <typename Value>
class SessionMap {
 public:
    struct Entry {
        SessionId id = 0;  // 0: a place that nobody has
        Value value{};
    };

    // Null: not in the table. Valid until something is set.
    Value* find(SessionId id);
    const Value* find(SessionId id) const { return const_cast<SessionMap*>(this)->find(id); }
    void set(SessionId id, Value value);
    void erase(SessionId id);

    std::size_t size() const { return m_size; }
    // All places, also those that nobody has.
    const std::vector<Entry>& places() const { return m_places; }

 private:
    std::vector<Entry> m_places;
    std::size_t m_size = 0;
};

template <typename Value>
Value* SessionMap<Value>::find(SessionId id) {
    const std::size_t place = placeOf(id);
    return id != 0 && place < m_places.size() && m_places[place].id == id ? &m_places[place].value : nullptr;
}

// Of the ids that share a place only one is a connection at a time, so nothing else can stand there.
template <typename Value>
void SessionMap<Value>::set(SessionId id, Value value) {
    const std::size_t place = placeOf(id);
    if (place >= m_places.size())
        m_places.resize(place + 1);
    m_size += m_places[place].id == 0;
    m_places[place] = {id, std::move(value)};
}

template <typename Value>
void SessionMap<Value>::erase(SessionId id) {
    if (find(id) == nullptr)
        return;
    m_places[placeOf(id)] = {};
    --m_size;
}

}  // namespace server
