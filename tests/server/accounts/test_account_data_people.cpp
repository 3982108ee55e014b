// What an export holds, and an account's end erases, of a person's dealings with others: friends, blocks, conversations
// and notifications, without telling what those others keep to themselves.

#include "account_fixture.h"
#include "server/accounts/data/deletion_store.h"
#include "server/accounts/data/export_store.h"
#include "server/app/every_account_data.h"
#include "tests/support/server_test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

namespace {
using test::AccountFixture;
}

class TestAccountDataPeople : public QObject {
    Q_OBJECT

 private:
    // As its owner gets it.
    QJsonObject exportOf(const char* name) {
        const qint64 user = idOf(name);
        QByteArray document;
        m_fixture->inTransaction([&](server::Transaction& transaction) {
            std::optional<server::accounts::ExportCursor> at = server::accounts::ExportCursor();
            document.clear();
            while (at) {
                const auto piece =
                    server::accounts::exportPiece(transaction, user, *at, server::everyAccountData().sections);
                document += piece.json;
                at = piece.next;
            }
        });
        return QJsonDocument::fromJson(document).object();
    }
    QJsonArray section(const char* name, const char* of) { return exportOf(of)[QLatin1StringView(name)].toArray(); }
    static QStringList all(const QJsonArray& items, const char* field) {
        QStringList values;
        for (const QJsonValue item : items)
            values.append(item[QLatin1StringView(field)].toString());
        return values;
    }
    qint64 idOf(const char* name) { return m_ids.value(QByteArray(name)); }
    void execute(const QString& sql) { m_fixture->database().execute(sql); }
    qint64 number(const QString& sql) { return m_fixture->database().number(sql); }
    void befriend(const char* asker, const char* asked, const char* status, bool isHidden = false) {
        execute(QStringLiteral("INSERT INTO friends (user_id, friend_id, status, hidden, accepted_at)"
                               " VALUES (%1, %2, '%3', %4, CASE WHEN '%3' = 'accepted' THEN now() END)")
                    .arg(idOf(asker))
                    .arg(idOf(asked))
                    .arg(QLatin1StringView(status), isHidden ? QStringLiteral("true") : QStringLiteral("false")));
    }
    void block(const char* who, const char* whom) {
        execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) VALUES (%1, %2)").arg(idOf(who)).arg(idOf(whom)));
    }
    // In the lobby, or to somebody.
    void say(const char* sender, const QString& text, const char* receiver = nullptr, bool isWithheld = false) {
        const bool isDirect = receiver != nullptr;
        if (isDirect)
            execute(QStringLiteral("INSERT INTO channels (kind, user1_id, user2_id)"
                                   " VALUES ('direct', least(%1, %2), greatest(%1, %2)) ON CONFLICT DO NOTHING")
                        .arg(idOf(sender))
                        .arg(idOf(receiver)));
        execute(
            QStringLiteral("INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message, is_withheld)"
                           " SELECT id, %1, %2, 'message-' || %3, '%4', %5 FROM channels WHERE kind = '%6'"
                           "  AND (kind = 'lobby' OR (user1_id = least(%1, %7) AND user2_id = greatest(%1, %7)))")
                .arg(idOf(sender))
                .arg(isDirect ? QString::number(idOf(receiver)) : QStringLiteral("NULL"))
                .arg(++m_said)
                .arg(text, isWithheld ? QStringLiteral("true") : QStringLiteral("false"),
                     isDirect ? QStringLiteral("direct") : QStringLiteral("lobby"))
                .arg(isDirect ? idOf(receiver) : 0));
    }
    void erase(const char* name) {
        const qint64 user = idOf(name);
        m_fixture->inTransaction([user](server::Transaction& transaction) {
            server::accounts::eraseAccount(transaction, user, server::everyAccountData().erasures);
        });
    }

    std::unique_ptr<AccountFixture> m_fixture;
    QHash<QByteArray, qint64> m_ids;
    int m_said = 0;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        for (const char* name : {"mara", "kaito", "juno"})
            m_ids[name] = m_fixture->database().addUser(QString::fromLatin1(name));
    }
    void cleanup() { m_fixture.reset(); }
    void friendsAreInIt();
    void declinedRequestsStayUnnoticed();
    void ownBlocksAreInItAndOthersAreNot();
    void conversationsHaveBothSides();
    void whatABlockKeptBackStaysBack();
    void longConversationsAreWhole();
    void notificationsAreInIt();
    void friendsAndBlocksGoWithTheAccount();
    void messagesStayWithADeletedPlayer();
};

void TestAccountDataPeople::friendsAreInIt() {
    befriend("mara", "kaito", "accepted");
    befriend("juno", "mara", "pending");
    const QJsonArray friends = section("friends", "mara");
    QCOMPARE(all(friends, "player"), (QStringList{QStringLiteral("kaito"), QStringLiteral("juno")}));
    QCOMPARE(all(friends, "status"), (QStringList{QStringLiteral("accepted"), QStringLiteral("pending")}));
    QCOMPARE(all(friends, "request"), (QStringList{QStringLiteral("sent"), QStringLiteral("received")}));
    QCOMPARE(all(section("friends", "kaito"), "player"), QStringList{QStringLiteral("mara")});
}

void TestAccountDataPeople::declinedRequestsStayUnnoticed() {
    befriend("mara", "kaito", "pending", true);
    const QJsonArray friends = section("friends", "mara");
    QCOMPARE(all(friends, "status"), QStringList{QStringLiteral("pending")});
    QVERIFY(!friends[0].toObject().contains(QStringLiteral("hidden")));
    QVERIFY(section("friends", "kaito").isEmpty());
}

void TestAccountDataPeople::ownBlocksAreInItAndOthersAreNot() {
    block("mara", "kaito");
    block("juno", "mara");
    QCOMPARE(all(section("blocked_players", "mara"), "player"), QStringList{QStringLiteral("kaito")});
    QVERIFY(section("blocked_players", "kaito").isEmpty());
}

void TestAccountDataPeople::conversationsHaveBothSides() {
    say("mara", QStringLiteral("hello"), "kaito");
    say("kaito", QStringLiteral("hello you"), "mara");
    say("mara", QStringLiteral("hello all"));
    say("juno", QStringLiteral("not to mara"), "kaito");
    say("juno", QStringLiteral("to all"));
    const QJsonArray messages = section("messages", "mara");
    QCOMPARE(all(messages, "message"),
             (QStringList{QStringLiteral("hello"), QStringLiteral("hello you"), QStringLiteral("hello all")}));
    QCOMPARE(all(messages, "from"),
             (QStringList{QStringLiteral("mara"), QStringLiteral("kaito"), QStringLiteral("mara")}));
    QCOMPARE(all(messages, "to"), (QStringList{QStringLiteral("kaito"), QStringLiteral("mara"), QString()}));
    QCOMPARE(all(messages, "channel"),
             (QStringList{QStringLiteral("direct"), QStringLiteral("direct"), QStringLiteral("lobby")}));
}

void TestAccountDataPeople::whatABlockKeptBackStaysBack() {
    say("kaito", QStringLiteral("withheld"), "mara", true);
    QVERIFY(section("messages", "mara").isEmpty());
    QCOMPARE(all(section("messages", "kaito"), "message"), QStringList{QStringLiteral("withheld")});
}

void TestAccountDataPeople::longConversationsAreWhole() {
    say("mara", QStringLiteral("first"), "kaito");
    execute(QStringLiteral("INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message)"
                           " SELECT channels.id, CASE number % 3 WHEN 0 THEN %1 ELSE %2 END,"
                           "  CASE number % 3 WHEN 0 THEN %2 ELSE %1 END, 'number-' || number, repeat('x', 400)"
                           " FROM channels, generate_series(1, 500) AS number WHERE kind = 'direct' ORDER BY number")
                .arg(idOf("mara"))
                .arg(idOf("kaito")));
    const QJsonArray messages = section("messages", "mara");
    QCOMPARE(messages.size(), 501);
    for (int at = 1; at < messages.size(); ++at)
        QVERIFY(messages[at].toObject()[QStringLiteral("id")].toInt() >
                messages[at - 1].toObject()[QStringLiteral("id")].toInt());
}

void TestAccountDataPeople::notificationsAreInIt() {
    execute(QStringLiteral("INSERT INTO notifications (user_id, kind, from_id, text, subject_id)"
                           " VALUES (%1, 'friend_request', %2, '', 0), (%1, 'moderation', NULL, 'careful', 0)")
                .arg(idOf("mara"))
                .arg(idOf("kaito")));
    const QJsonArray notifications = section("notifications", "mara");
    QCOMPARE(all(notifications, "from"), (QStringList{QStringLiteral("kaito"), QString()}));
    QCOMPARE(all(notifications, "text"), (QStringList{QString(), QStringLiteral("careful")}));
}

void TestAccountDataPeople::friendsAndBlocksGoWithTheAccount() {
    befriend("mara", "kaito", "accepted");
    befriend("juno", "mara", "pending");
    befriend("juno", "kaito", "accepted");
    block("mara", "juno");
    block("kaito", "mara");
    erase("mara");
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM friends")), 1);
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM blocks")), 0);
}

void TestAccountDataPeople::messagesStayWithADeletedPlayer() {
    say("mara", QStringLiteral("hello"), "kaito");
    say("kaito", QStringLiteral("hello you"), "mara");
    erase("mara");
    const QString name = QStringLiteral("deleted player %1").arg(idOf("mara"));
    const QJsonArray messages = section("messages", "kaito");
    QCOMPARE(all(messages, "message"), (QStringList{QStringLiteral("hello"), QStringLiteral("hello you")}));
    QCOMPARE(all(messages, "from"), (QStringList{name, QStringLiteral("kaito")}));
}

PONG_SERVER_TEST_MAIN(TestAccountDataPeople)
#include "test_account_data_people.moc"
