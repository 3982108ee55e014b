// The table by connection: ids that are never used twice, and places that are.

#include "server/net/session_map.h"

#include <QtTest>

#include <random>
#include <unordered_map>
#include <unordered_set>

using server::SessionId;
using server::SessionIds;
using server::SessionMap;

class TestSessionMap : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void anIdIsNeverUsedTwice();
    void findsWhatIsThere();
    void whoHadThePlaceBeforeIsNotFound();
};

void TestSessionMap::anIdIsNeverUsedTwice() {
    SessionIds ids;
    std::unordered_set<SessionId> seen{0};
    for (int round = 0; round < 1'000; ++round) {
        const SessionId first = ids.take();
        const SessionId second = ids.take();
        QVERIFY(seen.insert(first).second);
        QVERIFY(seen.insert(second).second);
        QVERIFY(server::placeOf(first) < 2 && server::placeOf(second) < 2);
        ids.giveBack(first);
        ids.giveBack(second);
    }
}

// Against a table that is known to work, with connections that come and go.
void TestSessionMap::findsWhatIsThere() {
    std::mt19937 random(4);
    SessionIds ids;
    SessionMap<int> map;
    std::unordered_map<SessionId, int> expected;
    std::vector<SessionId> gone;
    for (int step = 0; step < 20'000; ++step) {
        if (expected.empty() || random() % 5 < 3) {
            const SessionId id = ids.take();
            map.set(id, step);
            expected[id] = step;
        } else {
            const auto victim =
                std::next(expected.begin(), static_cast<long>(random() % std::min<std::size_t>(expected.size(), 8)));
            map.erase(victim->first);
            ids.giveBack(victim->first);
            gone.push_back(victim->first);
            expected.erase(victim);
        }
    }
    QCOMPARE(map.size(), expected.size());
    for (const auto& [id, value] : expected) {
        QVERIFY(map.find(id));
        QCOMPARE(*map.find(id), value);
    }
    QVERIFY(gone.size() > 1'000);
    for (const SessionId id : gone)
        QVERIFY(!map.find(id));
    std::size_t places = 0;
    for (const auto& [id, value] : map.places())
        places += id != 0;
    QCOMPARE(places, expected.size());
}

void TestSessionMap::whoHadThePlaceBeforeIsNotFound() {
    SessionIds ids;
    SessionMap<int> map;
    const SessionId before = ids.take();
    map.set(before, 1);
    map.erase(before);
    map.erase(before);  // nothing to do any more
    QCOMPARE(map.size(), std::size_t{0});
    ids.giveBack(before);
    const SessionId now = ids.take();
    QCOMPARE(server::placeOf(now), server::placeOf(before));
    map.set(now, 2);
    map.erase(before);
    QVERIFY(!map.find(before));
    QCOMPARE(*map.find(now), 2);
    QVERIFY(!map.find(0));
    QVERIFY(!map.find(ids.take()));  // a place that this table never had
}

QTEST_APPLESS_MAIN(TestSessionMap)
#include "test_session_map.moc"
