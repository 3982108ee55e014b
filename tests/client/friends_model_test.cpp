// The friend list's model: groups, order, filter, and that every change of it is told a view rightly.

#include "client/models/friends_model.h"

#include "client/models/players_model.h"
#include "tests/client/friends_samples.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace client;
using friends::Group;
using samples::person;
using samples::playing;
namespace wire = pong::wire;

namespace {

constexpr auto testing = QAbstractItemModelTester::FailureReportingMode::QtTest;

// As "[Requests 1] Dario [Online 2] Ines Noor [Offline 1 >]".
QString rowsOf(const QAbstractItemModel& model) {
    QStringList words;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (index.data(friends::IsHeadingRole).toBool())
            words << QStringLiteral("[%1 %2%3]")
                         .arg(index.data().toString())
                         .arg(index.data(friends::CountRole).toInt())
                         .arg(index.data(friends::IsCollapsedRole).toBool() ? QStringLiteral(" >") : QString());
        else
            words << index.data(friends::NameRole).toString();
    }
    return words.join(QLatin1Char(' '));
}

wire::PresenceState state(wire::Presence presence) {
    wire::PresenceState state;
    state.set_presence(presence);
    return state;
}

std::vector<wire::Friend> some() {
    return {person(1, "Noor", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE),
            person(2, "Ines", wire::RELATION_FRIEND, wire::PRESENCE_IDLE),
            person(3, "Dario", wire::RELATION_REQUEST_IN),
            person(4, "Bea", wire::RELATION_REQUEST_OUT),
            person(5, "Oskar"),
            person(6, "anna")};
}

}  // namespace

class FriendsModelTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void groupsAndTheirOrder() {
        FriendsModel model;
        QAbstractItemModelTester tester(&model, testing);
        QCOMPARE(model.rowCount(), 0);
        model.setPeople(some());
        // Who asks stands first; who is away is collapsed.
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 2] Ines Noor [Offline 2 >]"));
        model.setCollapsed(Group::Offline, false);
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 2] Ines Noor [Offline 2] anna Oskar"));
        model.setCollapsed(Group::Online, true);
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 2 >] [Offline 2] anna Oskar"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.isEmpty());
    }

    void whatARowSays() {
        FriendsModel model;
        wire::Friend away = person(2, "Theo");
        away.mutable_presence()->set_last_seen_ms(1'700'000'000'000);
        away.mutable_player()->set_rating(1498);
        model.setPeople({playing(1, "Noor", 7, 5), away});
        model.setCollapsed(Group::Offline, false);
        const QModelIndex noor = model.indexOf(1);
        QCOMPARE(noor.row(), 1);
        QCOMPARE(noor.data(friends::PresenceRole).value<friends::Presence>(), friends::Presence::InMatch);
        QCOMPARE(noor.data(friends::OwnScoreRole).toInt(), 7);  // on the right side
        QCOMPARE(noor.data(friends::OpponentScoreRole).toInt(), 5);
        QCOMPARE(noor.data(friends::MatchIdRole).toLongLong(), 101);
        const QModelIndex theo = model.indexOf(2);
        QCOMPARE(theo.data(friends::RatingRole).toInt(), 1498);
        QCOMPARE(theo.data(friends::LastSeenRole).toDateTime().toMSecsSinceEpoch(), 1'700'000'000'000);
        QVERIFY(!noor.data(friends::LastSeenRole).toDateTime().isValid());
        QVERIFY(!model.indexOf(9).isValid());
    }

    void presenceMovesARow() {
        FriendsModel model;
        QAbstractItemModelTester tester(&model, testing);
        model.setPeople(some());
        model.setPresence(5, state(wire::PRESENCE_ONLINE));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 3] Ines Noor Oskar [Offline 1 >]"));
        model.setPresence(6, state(wire::PRESENCE_IN_MATCH));  // the last of its group takes the heading with it
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 4] anna Ines Noor Oskar"));
        model.setPresence(1, state(wire::PRESENCE_OFFLINE));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 3] anna Ines Oskar [Offline 1 >]"));
        // What stays in its place is only painted anew.
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setPresence(2, state(wire::PRESENCE_ONLINE));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex(), model.indexOf(2));
        QCOMPARE(removed.size(), 0);
        model.setPresence(3, state(wire::PRESENCE_ONLINE));  // no friend (yet): not to be known
        model.setPresence(99, state(wire::PRESENCE_ONLINE));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Online 3] anna Ines Oskar [Offline 1 >]"));
    }

    void relationsMoveARow() {
        FriendsModel model;
        QAbstractItemModelTester tester(&model, testing);
        model.change(person(3, "Dario", wire::RELATION_REQUEST_IN));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario"));
        model.change(person(3, "Dario", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE));
        QCOMPARE(rowsOf(model), QStringLiteral("[Online 1] Dario"));
        model.change(person(3, "Zoe", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE));  // has a new name
        QCOMPARE(rowsOf(model), QStringLiteral("[Online 1] Zoe"));
        model.change(person(3, "Zoe", wire::RELATION_NONE));
        QCOMPARE(rowsOf(model), QString());
        model.change(person(4, "Bea", wire::RELATION_REQUEST_OUT));
        model.change(person(4, "Bea", wire::RELATION_BLOCKED));
        model.change(person(7, "Kai", wire::RELATION_NONE));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.isEmpty());
    }

    void aFilterKeepsNamesThatContainIt() {
        FriendsModel model;
        QAbstractItemModelTester tester(&model, testing);
        model.setPeople(some());
        model.setFilter(QStringLiteral(" A"));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Dario Bea [Offline 2] anna Oskar"));  // and opens
        model.setFilter(QStringLiteral("os"));
        QCOMPARE(rowsOf(model), QStringLiteral("[Offline 1] Oskar"));
        // Changes go on meanwhile, seen or not.
        model.setPresence(5, state(wire::PRESENCE_ONLINE));
        model.setPresence(1, state(wire::PRESENCE_OFFLINE));
        model.change(person(8, "Rosa", wire::RELATION_REQUEST_IN));
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 1] Rosa [Online 1] Oskar"));
        QVERIFY(!model.indexOf(1).isValid());
        model.setFilter(QStringLiteral("nobody"));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.isEmpty());
        model.setFilter(QString());
        QCOMPARE(rowsOf(model), QStringLiteral("[Requests 2] Dario Rosa Bea [Online 2] Ines Oskar [Offline 2 >]"));
    }

    void countsAreTold() {
        FriendsModel model;
        QSignalSpy told(&model, &FriendsModel::countsChanged);
        model.setPeople(some());
        QCOMPARE(model.counts(), (FriendsModel::Counts{1, 2, 4}));  // who was asked does not ask
        QCOMPARE(told.size(), 1);
        model.setPresence(1, state(wire::PRESENCE_IN_MATCH));
        QCOMPARE(told.size(), 1);
        model.setPresence(5, state(wire::PRESENCE_ONLINE));
        QCOMPARE(model.counts(), (FriendsModel::Counts{1, 3, 4}));
        QCOMPARE(told.size(), 2);
    }

    void theFirstFriendsForTheRail() {
        FriendsModel model;
        model.setPeople(some());
        model.setFilter(QStringLiteral("nobody"));
        QStringList names;
        for (int i = 0; i < model.friendCount(); ++i)
            names << model.friendData(i, friends::NameRole).toString();
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("Ines Noor anna Oskar"));
        QVERIFY(!model.friendData(4, friends::NameRole).isValid());
    }

    // Whatever comes in whatever order, the rows are those that a fresh model would have.
    void aThousandChanges() {
        FriendsModel model;
        QAbstractItemModelTester tester(&model, testing);
        QRandomGenerator random(1972);
        std::unordered_map<std::int64_t, wire::Friend> truth;
        constexpr std::array relations{wire::RELATION_NONE, wire::RELATION_FRIEND, wire::RELATION_FRIEND,
                                       wire::RELATION_REQUEST_IN, wire::RELATION_REQUEST_OUT};
        for (int i = 0; i < 1000; ++i) {
            const std::int64_t id = random.bounded(30) + 1;
            wire::Friend now = person(id, "p" + std::to_string(id * 37 % 31), relations[random.bounded(5)],
                                      static_cast<wire::Presence>(random.bounded(5)));
            truth[id] = now;
            model.change(now);
            if (i % 50 == 0)
                model.setFilter(random.bounded(2) == 0 ? QString() : QString::number(random.bounded(4)));
            if (i % 70 == 0)
                model.setCollapsed(static_cast<Group>(random.bounded(3)), random.bounded(2) == 0);
        }
        model.setFilter(QString());
        for (const Group group : {Group::Requests, Group::Online, Group::Offline})
            model.setCollapsed(group, false);
        FriendsModel fresh;
        std::vector<wire::Friend> all;
        for (const auto& [id, told] : truth)
            all.push_back(told);
        fresh.setPeople(all);
        fresh.setCollapsed(Group::Offline, false);
        QCOMPARE(rowsOf(model), rowsOf(fresh));
    }

    void tenThousand() {
        FriendsModel model;
        model.setPeople(samples::crowd(10'000));
        QCOMPARE(model.counts().friends, 10'000);
        QCOMPARE(model.counts().online, 3334);
        QCOMPARE(model.rowCount(), 1 + 3334 + 1);
        model.setFilter(QStringLiteral("player99"));
        QCOMPARE(model.counts().friends, 10'000);
        QVERIFY(model.rowCount() > 100 && model.rowCount() < 200);
    }

    void aShortListOfPlayers() {
        PlayersModel model;
        QAbstractItemModelTester tester(&model, testing);
        model.setPeople({person(1, "Noor", wire::RELATION_BLOCKED), person(2, "Ines", wire::RELATION_BLOCKED)});
        QCOMPARE(rowsOf(model), QStringLiteral("Noor Ines"));
        model.remove(1);
        model.remove(7);
        QCOMPARE(rowsOf(model), QStringLiteral("Ines"));
    }
};

QTEST_GUILESS_MAIN(FriendsModelTest)
#include "friends_model_test.moc"
