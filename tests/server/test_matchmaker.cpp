// The queue of quick games.

#include "server/play/matchmaker.h"

#include <QTest>

#include <algorithm>

using server::Matchmaker;

class TestMatchmaker : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void pairsThoseWhoWaitLongest();
    void neverPairsOneWithOneself();
    void pairsOnlyThoseWhoMayMeet();
    void askingAgainKeepsThePlace();
    void leavesWithTheLastSession();
    void whoLeftIsNotPaired();
    void isPutBackAtTheHead();
    void isPutBackOnceWhereItAskedAgain();
    void isNotPutBackWithoutSessions();
};

void TestMatchmaker::pairsThoseWhoWaitLongest() {
    Matchmaker matchmaker;
    QVERIFY(!matchmaker.takePair());
    for (server::UserId user = 1; user <= 5; ++user)
        matchmaker.join(user, static_cast<server::SessionId>(10 + user));
    QCOMPARE(matchmaker.size(), 5U);
    const auto first = matchmaker.takePair();
    QVERIFY(first);
    QCOMPARE(first->first.user, 1);
    QCOMPARE(first->second.user, 2);
    QCOMPARE(first->second.sessions, std::vector<server::SessionId>{12});
    const auto second = matchmaker.takePair();
    QVERIFY(second);
    QCOMPARE(second->first.user, 3);
    QCOMPARE(second->second.user, 4);
    QVERIFY(!matchmaker.takePair());
    QCOMPARE(matchmaker.size(), 1U);
}

void TestMatchmaker::neverPairsOneWithOneself() {
    Matchmaker matchmaker;
    matchmaker.join(7, 1);
    matchmaker.join(7, 2);
    matchmaker.join(7, 3);
    QCOMPARE(matchmaker.size(), 1U);
    QVERIFY(!matchmaker.takePair());
    matchmaker.join(8, 4);
    const auto pair = matchmaker.takePair();
    QVERIFY(pair);
    QCOMPARE(pair->first.user, 7);
    QCOMPARE(pair->first.sessions.size(), 3U);
    QCOMPARE(pair->second.user, 8);
}

void TestMatchmaker::pairsOnlyThoseWhoMayMeet() {
    // 1 meets neither 2 nor 3, in whichever order they are asked about.
    Matchmaker matchmaker(
        [](server::UserId one, server::UserId other) { return std::min(one, other) != 1 || std::max(one, other) > 3; });
    matchmaker.join(1, 11);
    matchmaker.join(2, 12);
    QVERIFY(!matchmaker.takePair());
    QCOMPARE(matchmaker.waitingFor(1), 1U);
    QCOMPARE(matchmaker.waitingFor(2), 1U);
    QCOMPARE(matchmaker.waitingFor(4), 2U);  // 4 does not wait yet
    matchmaker.join(3, 13);
    const auto later = matchmaker.takePair();
    QVERIFY(later);
    QCOMPARE(later->first.user, 2);
    QCOMPARE(later->second.user, 3);
    matchmaker.join(4, 14);
    const auto first = matchmaker.takePair();
    QVERIFY(first);
    QCOMPARE(first->first.user, 1);
    QCOMPARE(first->second.user, 4);
    QCOMPARE(matchmaker.size(), 0U);
}

void TestMatchmaker::askingAgainKeepsThePlace() {
    Matchmaker matchmaker;
    matchmaker.join(1, 1);
    matchmaker.join(2, 2);
    matchmaker.join(3, 3);
    matchmaker.join(1, 1);
    const auto pair = matchmaker.takePair();
    QCOMPARE(pair->first.user, 1);
    QCOMPARE(pair->first.sessions.size(), 1U);
}

void TestMatchmaker::leavesWithTheLastSession() {
    Matchmaker matchmaker;
    matchmaker.join(1, 1);
    matchmaker.join(1, 2);
    QVERIFY(matchmaker.leave(1));
    QVERIFY(!matchmaker.leave(1));
    QCOMPARE(matchmaker.size(), 1U);
    QVERIFY(matchmaker.leave(2));
    QCOMPARE(matchmaker.size(), 0U);
    QVERIFY(!matchmaker.leave(3));
}

void TestMatchmaker::whoLeftIsNotPaired() {
    Matchmaker matchmaker;
    matchmaker.join(1, 1);
    matchmaker.join(2, 2);
    matchmaker.join(3, 3);
    QVERIFY(matchmaker.leave(2));
    const auto pair = matchmaker.takePair();
    QCOMPARE(pair->first.user, 1);
    QCOMPARE(pair->second.user, 3);
    QVERIFY(!matchmaker.leave(1));  // too late
}

void TestMatchmaker::isPutBackAtTheHead() {
    Matchmaker matchmaker;
    for (server::UserId user = 1; user <= 3; ++user)
        matchmaker.join(user, static_cast<server::SessionId>(user));
    matchmaker.putBack(*matchmaker.takePair());
    QCOMPARE(matchmaker.size(), 3U);
    const auto pair = matchmaker.takePair();
    QCOMPARE(pair->first.user, 1);
    QCOMPARE(pair->second.user, 2);
}

void TestMatchmaker::isPutBackOnceWhereItAskedAgain() {
    Matchmaker matchmaker;
    matchmaker.join(1, 1);
    matchmaker.join(2, 2);
    Matchmaker::Pair pair = *matchmaker.takePair();
    matchmaker.join(1, 9);
    matchmaker.putBack(std::move(pair));
    QCOMPARE(matchmaker.size(), 2U);
    const auto again = matchmaker.takePair();
    QCOMPARE(again->first.user, 1);
    QCOMPARE(again->first.sessions, (std::vector<server::SessionId>{1, 9}));
    QCOMPARE(again->second.user, 2);
}

void TestMatchmaker::isNotPutBackWithoutSessions() {
    Matchmaker matchmaker;
    matchmaker.join(1, 1);
    matchmaker.join(2, 2);
    Matchmaker::Pair pair = *matchmaker.takePair();
    pair.first.sessions.clear();
    matchmaker.putBack(std::move(pair));
    QCOMPARE(matchmaker.size(), 1U);
    QVERIFY(matchmaker.leave(2));
}

QTEST_APPLESS_MAIN(TestMatchmaker)
#include "test_matchmaker.moc"
