// Who may read and write what: every role times every kind of channel times read and write, and that what is written
// reaches those who may read it, and nobody else.

#include "tests/server/chat/chat_fixture.h"
#include "tests/support/server_test_main.h"

using namespace test;

namespace {

// One server for the whole table, with a person in each role.
struct World {
    ChatServer chat;
    Person ann = chat.join("ann");  // plays, and talks with bob
    Person bob = chat.join("bob");  // plays too
    Person outsider = chat.join("outsider");
    Person blocker = chat.join("blocker");  // blocked ann
    Person muted = chat.join("muted");
    std::unique_ptr<TestClient> stranger = chat.server().connect();
    std::int64_t live = chat.addMatch(ann, bob);
    std::int64_t justOver = chat.addMatch(ann, bob, 3);
    std::int64_t longOver = chat.addMatch(ann, bob, 30);

    World() {
        chat.block(blocker, ann);
        chat.database().execute(
            QStringLiteral("INSERT INTO sanctions (user_id, kind, reason) VALUES (%1, 'mute', 'Spam')").arg(muted.id));
    }

    TestClient& client(const QString& role) {
        if (role == QLatin1String("stranger"))
            return *stranger;
        for (Person* person : {&ann, &bob, &outsider, &blocker, &muted})
            if (QString::fromStdString(person->name) == role)
                return person->client();
        qFatal("nobody is %s", qUtf8Printable(role));
    }

    wire::Channel channel(const QString& name) const {
        if (name == QLatin1String("lobby"))
            return lobby();
        if (name == QLatin1String("with ann"))
            return direct(ann.id);
        if (name == QLatin1String("with bob"))
            return direct(bob.id);
        if (name == QLatin1String("with blocker"))
            return direct(blocker.id);
        if (name == QLatin1String("live match"))
            return channelOf(wire::Channel::MATCH, live);
        if (name == QLatin1String("match just over"))
            return channelOf(wire::Channel::MATCH, justOver);
        if (name == QLatin1String("match long over"))
            return channelOf(wire::Channel::MATCH, longOver);
        if (name == QLatin1String("no match"))
            return channelOf(wire::Channel::MATCH, 4711);
        return channelOf(wire::Channel::TOURNAMENT, 1);
    }
};

enum Right { Nothing, Read, ReadWrite };

}  // namespace

class TestChatAccess : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

 private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<World>(); }
    void cleanupTestCase() { m_world.reset(); }
    void matrix_data();
    void matrix();
    void matchMessagesReachItsPlayersOnly();
    void theMutedAreToldWhy();
    void whoIsShutOutHasNothing_data();
    void whoIsShutOutHasNothing();
};

void TestChatAccess::matrix_data() {
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("right");
    const auto row = [](const char* role, const char* channel, Right right) {
        QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(role), QLatin1String(channel))))
            << QString::fromLatin1(role) << QString::fromLatin1(channel) << int(right);
    };
    for (const char* channel : {"lobby", "with ann", "with bob", "live match", "match just over", "match long over",
                                "no match", "tournament"})
        row("stranger", channel, Nothing);
    for (const char* role : {"ann", "bob", "outsider", "blocker"})
        row(role, "lobby", ReadWrite);
    row("muted", "lobby", Read);

    row("ann", "with bob", ReadWrite);
    row("bob", "with ann", ReadWrite);
    row("outsider", "with ann", ReadWrite);
    row("muted", "with ann", Read);
    row("blocker", "with ann", Nothing);
    row("ann", "with blocker", ReadWrite);  // and cannot tell that it reaches nobody
    row("blocker", "with bob", ReadWrite);

    for (const char* role : {"ann", "bob"}) {
        row(role, "live match", ReadWrite);
        row(role, "match just over", ReadWrite);
        row(role, "match long over", Read);
    }
    for (const char* role : {"outsider", "blocker", "muted"})
        for (const char* channel : {"live match", "match just over", "match long over"})
            row(role, channel, Nothing);
    for (const char* role : {"ann", "bob", "outsider", "blocker", "muted"}) {
        row(role, "no match", Nothing);
        row(role, "tournament", Nothing);
    }
}

void TestChatAccess::matrix() {
    QFETCH(QString, role);
    QFETCH(QString, channel);
    QFETCH(int, right);
    TestClient& client = m_world->client(role);
    const wire::Channel where = m_world->channel(channel);
    const wire::RefusalCode refusal =
        role == QLatin1String("stranger") ? wire::REFUSAL_NOT_SIGNED_IN : wire::REFUSAL_FORBIDDEN;

    const auto page = client.request(pageRequest(where));
    const auto sent = client.request(sendRequest(where, "hello"));
    const auto read = client.request(readRequest(where, 1));
    QCOMPARE(bool(page), right != Nothing);
    QCOMPARE(bool(read), right != Nothing);
    QCOMPARE(bool(sent), right == ReadWrite);
    if (page)
        QCOMPARE(page.reply->can_write(), right == ReadWrite);
    else
        QCOMPARE(page.refusal.code(), refusal);
    if (!sent)
        QCOMPARE(sent.refusal.code(), refusal);
    if (!read)
        QCOMPARE(read.refusal.code(), refusal);
}

void TestChatAccess::matchMessagesReachItsPlayersOnly() {
    const wire::Channel match = m_world->channel(QStringLiteral("live match"));
    const auto heard = [&](Person& person) {
        // Whatever was for this person has come with the reply.
        person.client().request(pageRequest(lobby()));
        return heardBy(person.client(), wire::Channel::MATCH).size();
    };
    const std::size_t before = heard(m_world->bob);
    QVERIFY(m_world->ann.client().request(sendRequest(match, "good luck")));
    QCOMPARE(heard(m_world->ann), before + 1);
    QCOMPARE(heard(m_world->bob), before + 1);
    for (Person* person : {&m_world->outsider, &m_world->blocker, &m_world->muted})
        QCOMPARE(heard(*person), 0U);
}

void TestChatAccess::theMutedAreToldWhy() {
    const auto refused = m_world->muted.client().request(sendRequest(lobby(), "x"));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(refused.refusal.text().find("Spam") != std::string::npos);
}

void TestChatAccess::whoIsShutOutHasNothing_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("deleted") << QStringLiteral("UPDATE users SET deleted_at = now() WHERE id = %1");
    QTest::newRow("disabled") << QStringLiteral("UPDATE users SET disabled_at = now() WHERE id = %1");
    QTest::newRow("banned") << QStringLiteral(
        "INSERT INTO sanctions (user_id, kind, reason) VALUES (%1, 'ban', 'Spam')");
}

// Beside the running server, which has not ended the connection yet.
void TestChatAccess::whoIsShutOutHasNothing() {
    QFETCH(QString, sql);
    server::FeatureOptions options = ChatServer::patient();
    options.checkSignInsEvery = std::chrono::hours(1);
    ChatServer chat(options);
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    QVERIFY(ann.client().request(sendRequest(lobby(), "hello")));
    chat.database().execute(sql.arg(bob.id));
    for (const wire::Channel& channel : {lobby(), direct(ann.id)}) {
        QCOMPARE(bob.client().request(pageRequest(channel)).refusal.code(), wire::REFUSAL_FORBIDDEN);
        QCOMPARE(bob.client().request(sendRequest(channel, "x")).refusal.code(), wire::REFUSAL_FORBIDDEN);
        QCOMPARE(bob.client().request(readRequest(channel, 1)).refusal.code(), wire::REFUSAL_FORBIDDEN);
    }
    QCOMPARE(chat.database().number(QStringLiteral("SELECT count(*) FROM messages")), 1);
    QCOMPARE(chat.database().number(QStringLiteral("SELECT count(*) FROM read_positions")), 0);
}

PONG_SERVER_TEST_MAIN(TestChatAccess)

#include "test_chat_access.moc"
