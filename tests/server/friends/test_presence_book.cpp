// The logic of presence alone: who is told what, and what is not worth telling.

#include "server/friends/presence_book.h"

#include <QTest>

#include <algorithm>

using server::PresenceBook;
using server::UserId;
namespace wire = pong::wire;

namespace {

constexpr std::int64_t now = 1'700'000'000'000;

// As "1 online to 2 3", sorted; a line a change.
QStringList told(PresenceBook& book) {
    QStringList lines;
    for (PresenceBook::Change& change : book.takeChanges()) {
        std::sort(change.to.begin(), change.to.end());
        QString line = QString::number(change.user);
        switch (change.state.presence()) {
            case wire::PRESENCE_ONLINE:
                line += QStringLiteral(" online");
                break;
            case wire::PRESENCE_IDLE:
                line += QStringLiteral(" idle");
                break;
            case wire::PRESENCE_IN_MATCH:
                line += QStringLiteral(" %1:%2").arg(change.state.score_left()).arg(change.state.score_right());
                break;
            default:
                line += QStringLiteral(" offline");
        }
        line += QStringLiteral(" to");
        for (const UserId user : change.to)
            line += QLatin1Char(' ') + QString::number(user);
        lines << line;
    }
    lines.sort();
    return lines;
}

void arrive(PresenceBook& book, UserId user, server::SessionId session, const std::vector<UserId>& friends) {
    book.connect(user, session);
    if (book.needsFriends(user))
        book.setFriends(user, book.askForFriends(user), friends);
}

}  // namespace

class TestPresenceBook : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void onlyFriendsWhoAreHereAreTold() {
        PresenceBook book;
        arrive(book, 1, 11, {2, 3, 4});
        QCOMPARE(told(book), QStringList{QStringLiteral("1 online to")});
        arrive(book, 2, 12, {1});
        arrive(book, 5, 15, {});
        QCOMPARE(told(book), (QStringList{QStringLiteral("2 online to 1"), QStringLiteral("5 online to")}));
        book.disconnect(1, 11, now);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 offline to 2")});
        QVERIFY(told(book).isEmpty());
    }

    void oneIsHereWithAnyDevice() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        arrive(book, 2, 12, {1});
        told(book);
        book.connect(1, 21);
        QVERIFY(told(book).isEmpty());
        book.disconnect(1, 11, now);
        QVERIFY(told(book).isEmpty());
        book.disconnect(1, 21, now + 5);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 offline to 2")});
        book.disconnect(1, 21, now + 9);
        QVERIFY(told(book).isEmpty());
    }

    void oneIsIdleOnlyOnEveryDevice() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        arrive(book, 1, 21, {2});
        arrive(book, 2, 12, {1});
        told(book);
        book.setIdle(1, 11, true);
        QVERIFY(told(book).isEmpty());
        book.setIdle(1, 21, true);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
        book.setIdle(1, 99, true);  // a device that nobody knows
        book.setIdle(1, 11, false);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 online to 2")});
        book.disconnect(1, 11, now);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
        book.connect(1, 31);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 online to 2")});
    }

    void aSilentDeviceIsNone() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        arrive(book, 1, 21, {2});
        arrive(book, 2, 12, {1});
        told(book);
        book.setIdle(1, 11, true);
        book.setSilent(1, 21, true, now);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
        book.setSilent(1, 11, true, now + 5);
        const auto changes = book.takeChanges();
        QCOMPARE(changes.size(), 1U);
        QCOMPARE(changes.front().state.presence(), wire::PRESENCE_OFFLINE);
        QCOMPARE(changes.front().state.last_seen_ms(), now + 5);
        QVERIFY(!book.isOnline(1));
        QCOMPARE(book.online(), std::vector<UserId>{2});
        // Their end is no news.
        book.disconnect(1, 21, now + 70);
        QVERIFY(told(book).isEmpty());
        book.setSilent(1, 11, false, now + 80);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
        book.setSilent(1, 99, true, now);  // a device that nobody knows
        book.disconnect(1, 11, now + 90);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 offline to 2")});
    }

    void aMatchIsMoreThanIdle() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        arrive(book, 2, 12, {1});
        told(book);
        book.setIdle(1, 11, true);
        book.setMatch(1, PresenceBook::Match{7, 0, 0, true});
        QCOMPARE(told(book), QStringList{QStringLiteral("1 0:0 to 2")});
        QCOMPARE(book.told(1).match_id(), 7);
        QVERIFY(book.told(1).on_left());
        // Points that come together are told together.
        book.setMatch(1, PresenceBook::Match{7, 1, 0, true});
        book.setMatch(1, PresenceBook::Match{7, 1, 1, true});
        QCOMPARE(told(book), QStringList{QStringLiteral("1 1:1 to 2")});
        book.setMatch(1, std::nullopt);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
    }

    void whoDropsOutOfAMatchIsGoneAndComesBackToIt() {
        PresenceBook book;
        arrive(book, 2, 12, {1});
        book.setMatch(1, PresenceBook::Match{7, 3, 4, false});  // before the player is here: after a restart
        arrive(book, 1, 11, {2});
        QVERIFY(told(book).contains(QStringLiteral("1 3:4 to 2")));
        book.disconnect(1, 11, now);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 offline to 2")});
        arrive(book, 1, 21, {2});
        QCOMPARE(told(book), QStringList{QStringLiteral("1 3:4 to 2")});
    }

    void aQuickReturnIsNoNews() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        arrive(book, 2, 12, {1});
        told(book);
        book.disconnect(1, 11, now);
        book.connect(1, 21);
        QVERIFY(!book.needsFriends(1));
        QVERIFY(told(book).isEmpty());
    }

    void nobodyIsToldBeforeTheFriendsAreKnown() {
        PresenceBook book;
        arrive(book, 2, 12, {1});
        told(book);
        book.connect(1, 11);
        QVERIFY(told(book).isEmpty());
        QCOMPARE(book.told(1).presence(), wire::PRESENCE_OFFLINE);
        book.setFriends(1, book.askForFriends(1), {2});
        QCOMPARE(told(book), QStringList{QStringLiteral("1 online to 2")});
        // Gone before the answer: nothing was said, and nothing has to be taken back.
        book.connect(3, 13);
        const auto ticket = book.askForFriends(3);
        book.disconnect(3, 13, now);
        QVERIFY(told(book).isEmpty());
        QVERIFY(book.setFriends(3, ticket, {2}));
        QVERIFY(told(book).isEmpty());
    }

    void friendsThatChangeWhileTheyAreRead() {
        PresenceBook book;
        arrive(book, 2, 12, {});
        arrive(book, 3, 13, {});
        book.connect(1, 11);
        const auto first = book.askForFriends(1);
        book.befriend(1, 2);  // stored after the reading
        QVERIFY(!book.setFriends(1, first, {3}));
        const auto second = book.askForFriends(1);
        QVERIFY(book.setFriends(1, first, {3}));  // too late, and dropped
        QVERIFY(book.needsFriends(1));
        QVERIFY(book.setFriends(1, second, {2, 3}));
        QVERIFY(told(book).contains(QStringLiteral("1 online to 2 3")));
    }

    void friendsComeAndGo() {
        PresenceBook book;
        arrive(book, 1, 11, {});
        arrive(book, 2, 12, {});
        told(book);
        book.befriend(1, 2);
        book.setIdle(1, 11, true);
        QCOMPARE(told(book), QStringList{QStringLiteral("1 idle to 2")});
        book.part(2, 1);
        book.setIdle(1, 11, false);
        book.setIdle(2, 12, true);
        QCOMPARE(told(book), (QStringList{QStringLiteral("1 online to"), QStringLiteral("2 idle to")}));
        book.befriend(1, 9);  // 9 is not here
        QCOMPARE(book.online().size(), 2U);
    }

    void allFriendsAnew() {
        PresenceBook book;
        arrive(book, 1, 11, {2, 3});
        arrive(book, 2, 12, {1});
        arrive(book, 3, 13, {1});
        arrive(book, 4, 14, {});
        told(book);
        book.replaceFriends(1, {3, 4});
        for (const UserId user : {1, 2, 4})
            book.setIdle(user, static_cast<server::SessionId>(10 + user), true);
        QCOMPARE(told(book), (QStringList{QStringLiteral("1 idle to 3 4"), QStringLiteral("2 idle to"),
                                          QStringLiteral("4 idle to 1")}));
        book.replaceFriends(9, {4});  // 9 is not here
        book.setIdle(4, 14, false);
        QCOMPARE(told(book), QStringList{QStringLiteral("4 online to 1")});
    }

    void whenSomebodyWasHereLast() {
        PresenceBook book;
        arrive(book, 1, 11, {2});
        book.takeChanges();
        book.disconnect(1, 11, now);
        const auto changes = book.takeChanges();
        QCOMPARE(changes.size(), 1U);
        QCOMPARE(changes.front().state.last_seen_ms(), now);
        QCOMPARE(book.told(1).last_seen_ms(), 0);  // forgotten: the store knows
    }
};

QTEST_GUILESS_MAIN(TestPresenceBook)
#include "test_presence_book.moc"
