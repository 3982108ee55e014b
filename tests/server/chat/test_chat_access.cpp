// Who may read and write what: every role times every kind of channel times read and write, and that what is written
// reaches those who may read it, and nobody else. And what nobody may: impossible requests, too many of them.

#include "tests/server/chat/chat_fixture.h"
#include "tests/support/server_test_main.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

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
    Person watcher = chat.join("watcher");             // watches now
    Person mutedWatcher = chat.join("muted-watcher");  // too
    Person left = chat.join("left");                   // watched, and went
    Person stayed = chat.join("stayed");               // saw the end, and is still there
    Person stayedLong = chat.join("stayed-long");      // saw that of a match that is long over
    Person went = chat.join("went");                   // saw the end, and went
    std::unique_ptr<TestClient> stranger = chat.server().connect();
    std::int64_t live = chat.addMatch(ann, bob);
    std::int64_t justOver = chat.addMatch(ann, bob, 3);
    std::int64_t longOver = chat.addMatch(ann, bob, 30);
    PlayedMatch watched{chat, "now"};
    PlayedMatch watchedOver{chat, "then"};
    PlayedMatch watchedLongOver{chat, "once"};
    std::map<QString, std::int64_t> tournaments;  // organised by ann; bob and muted are in them, blocker is out

    World() {
        const std::vector<const Person*> in{&bob, &muted};
        const auto add = [&](const char* name, const char* status, int endedMinutesAgo) {
            tournaments[QLatin1String(name)] =
                chat.addTournament(ann, in, blocker, QLatin1String(status), endedMinutesAgo);
        };
        add("tournament running", "running", 0);
        add("tournament just over", "finished", 5);
        add("tournament long over", "finished", 20);
        add("tournament cancelled", "cancelled", 1);
        const Person organiser = chat.join("organiser");
        tournaments[QStringLiteral("tournament open")] =
            chat.addTournament(organiser, {&ann, &bob, &muted}, blocker, QStringLiteral("open"));
        chat.block(blocker, ann);
        for (const Person* person : {&muted, &mutedWatcher})
            chat.database().execute(
                QStringLiteral("INSERT INTO sanctions (user_id, kind, reason) VALUES (%1, 'mute', 'Spam')")
                    .arg(person->id));
        for (Person* person : {&watcher, &mutedWatcher, &left})
            watched.seenBy(*person);
        watched.leftBy(left);
        for (Person* person : {&stayed, &went})
            watchedOver.seenBy(*person);
        watchedOver.end(went);
        watchedOver.leftBy(went);
        watchedLongOver.seenBy(stayedLong);
        watchedLongOver.end(stayedLong);
        chat.database().execute(
            QStringLiteral("UPDATE game_sessions SET ended_at = now() - interval '30 minutes' WHERE id = %1")
                .arg(watchedLongOver.id));
    }

    std::vector<Person*> people() {
        return {&ann, &bob, &outsider, &blocker, &muted, &watcher, &mutedWatcher, &left, &stayed, &stayedLong, &went};
    }
    TestClient& client(const QString& role) {
        if (role == QLatin1String("stranger"))
            return *stranger;
        for (Person* person : people())
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
        if (name == QLatin1String("watched match"))
            return channelOf(wire::Channel::MATCH, watched.id);
        if (name == QLatin1String("watched match, over"))
            return channelOf(wire::Channel::MATCH, watchedOver.id);
        if (name == QLatin1String("watched match, long over"))
            return channelOf(wire::Channel::MATCH, watchedLongOver.id);
        if (name == QLatin1String("no match"))
            return channelOf(wire::Channel::MATCH, 4711);
        const auto tournament = tournaments.find(name);
        return channelOf(wire::Channel::TOURNAMENT, tournament == tournaments.end() ? 4711 : tournament->second);
    }
};

constexpr std::array channels{"lobby",
                              "with ann",
                              "with bob",
                              "with blocker",
                              "live match",
                              "match just over",
                              "match long over",
                              "watched match",
                              "watched match, over",
                              "watched match, long over",
                              "no match",
                              "tournament open",
                              "tournament running",
                              "tournament just over",
                              "tournament long over",
                              "tournament cancelled",
                              "no tournament"};

// A letter a channel: reads and Writes, Reads only, nothing (.); a space: there is no such conversation.
struct Role {
    const char* name;
    const char* rights;
};
constexpr Role roles[]{
    {"stranger", "................."}, {"ann", "w wwwwr....wwwrr."},  // and cannot tell that the blocker hears nothing
    {"bob", "ww wwwr....wwwrr."},      {"outsider", "wwww............."}, {"blocker", "w.w .......wwwrr."},
    {"muted", "rrrr.......rrrrr."},    {"watcher", "wwww...w........."},  {"muted-watcher", "rrrr...r........."},
    {"left", "wwww............."},     {"stayed", "wwww....w........"},   {"stayed-long", "wwww.....r......."},
    {"went", "wwww............."},
};

}  // namespace

class TestChatAccess : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

 private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<World>(); }
    void cleanupTestCase() { m_world.reset(); }
    void matrix_data();
    void matrix();
    void matchMessagesReachWhoIsThere();
    void theMutedAreToldWhy();
    void whoIsShutOutHasNothing_data();
    void whoIsShutOutHasNothing();
    void hostileTextsAreTamed();
    void impossibleRequestsAreRefused();
    void whoWritesTooFastIsToldWhen();
    void whoReadsTooFastIsToldWhen();
};

void TestChatAccess::matrix_data() {
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<bool>("reads");
    QTest::addColumn<bool>("writes");
    for (const Role& role : roles)
        for (std::size_t i = 0; i < channels.size(); ++i) {
            const char right = role.rights[i];
            if (right != ' ')
                QTest::addRow("%s, %s", role.name, channels[i])
                    << QString::fromLatin1(role.name) << QString::fromLatin1(channels[i]) << (right != '.')
                    << (right == 'w');
        }
}

void TestChatAccess::matrix() {
    QFETCH(QString, role);
    QFETCH(QString, channel);
    QFETCH(bool, reads);
    QFETCH(bool, writes);
    TestClient& client = m_world->client(role);
    const wire::Channel where = m_world->channel(channel);
    const wire::RefusalCode refusal =
        role == QLatin1String("stranger") ? wire::REFUSAL_NOT_SIGNED_IN : wire::REFUSAL_FORBIDDEN;

    const auto page = client.request(pageRequest(where));
    const auto sent = client.request(sendRequest(where, "hello"));
    const auto read = client.request(readRequest(where, 1));
    QCOMPARE(bool(page), reads);
    QCOMPARE(bool(read), reads);
    QCOMPARE(bool(sent), writes);
    if (page)
        QCOMPARE(page.reply->can_write(), writes);
    else
        QCOMPARE(page.refusal.code(), refusal);
    if (!sent)
        QCOMPARE(sent.refusal.code(), refusal);
    if (!read)
        QCOMPARE(read.refusal.code(), refusal);
}

void TestChatAccess::matchMessagesReachWhoIsThere() {
    const auto heard = [&](Person& person) {
        // Whatever was for this person has come with the reply.
        person.client().request(pageRequest(lobby()));
        return heardBy(person.client(), wire::Channel::MATCH).size();
    };
    const auto reaches = [&](Person& sender, const char* channel, const std::set<const Person*>& readers) {
        std::map<Person*, std::size_t> before;
        for (Person* person : m_world->people())
            before[person] = heard(*person);
        if (!sender.client().request(sendRequest(m_world->channel(QString::fromLatin1(channel)), "good luck")))
            return false;
        return std::all_of(before.begin(), before.end(), [&](const auto& entry) {
            return heard(*entry.first) == entry.second + (readers.contains(entry.first) ? 1 : 0);
        });
    };
    World& world = *m_world;
    QVERIFY(reaches(world.ann, "live match", {&world.ann, &world.bob}));
    QVERIFY(reaches(world.watcher, "watched match", {&world.watcher, &world.mutedWatcher}));
    QVERIFY(reaches(world.stayed, "watched match, over", {&world.stayed}));
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

void TestChatAccess::hostileTextsAreTamed() {
    ChatServer chat;
    Person ann = chat.join("ann");
    const auto stored = [&](const std::string& text) {
        const auto sent = ann.client().request(sendRequest(lobby(), text));
        return sent ? sent.reply->message().text() : "refused: " + sent.refusal.field();
    };
    QCOMPARE(stored("  a\nb\tc  "), std::string("a b c"));
    QCOMPARE(stored("<img src=x onerror=alert(1)>"), std::string("<img src=x onerror=alert(1)>"));
    QCOMPARE(stored("'; DROP TABLE messages; --"), std::string("'; DROP TABLE messages; --"));
    QCOMPARE(stored(" \u200B \n"), std::string("refused: text"));
    QCOMPARE(stored(std::string(500, 'x')), std::string(500, 'x'));
    QCOMPARE(stored(std::string(501, 'x')), std::string("refused: text"));
    std::string emoji;
    for (int i = 0; i < 500; ++i)
        emoji += "\U0001F3D3";
    QCOMPARE(stored(emoji), emoji);
    QCOMPARE(stored(std::string(400, '\n') + "end"), std::string("end"));
}

void TestChatAccess::impossibleRequestsAreRefused() {
    ChatServer chat;
    Person ann = chat.join("ann");
    const std::vector<wire::Channel> nowhere{channelOf(wire::Channel::UNSPECIFIED, 0),
                                             channelOf(wire::Channel::LOBBY, 7),
                                             direct(ann.id),
                                             direct(0),
                                             direct(-5),
                                             channelOf(wire::Channel::MATCH, 0),
                                             channelOf(static_cast<wire::Channel::Kind>(9), 1)};
    for (const wire::Channel& channel : nowhere) {
        QCOMPARE(ann.client().request(sendRequest(channel, "x")).refusal.code(), wire::REFUSAL_MALFORMED);
        QCOMPARE(ann.client().request(pageRequest(channel)).refusal.code(), wire::REFUSAL_MALFORMED);
        QCOMPARE(ann.client().request(readRequest(channel, 1)).refusal.code(), wire::REFUSAL_MALFORMED);
    }
    for (const wire::ChatPageRequest& request : {pageRequest(lobby(), 0), pageRequest(lobby(), 51),
                                                 pageRequest(lobby(), 5, -1), pageRequest(lobby(), 5, 0, -1)})
        QCOMPARE(ann.client().request(request).refusal.code(), wire::REFUSAL_MALFORMED);
    for (const std::string& id : {std::string("short"), std::string(41, 'x'), std::string("with a space")})
        QCOMPARE(ann.client().request(sendRequest(lobby(), "x", id)).refusal.code(), wire::REFUSAL_MALFORMED);
    QCOMPARE(ann.client().request(readRequest(lobby(), -1)).refusal.code(), wire::REFUSAL_MALFORMED);
    QCOMPARE(ann.client().request(sendRequest(direct(4711), "x")).refusal.code(), wire::REFUSAL_FORBIDDEN);
    QVERIFY(ann.client().request(pageRequest(lobby(), 50)));
}

void TestChatAccess::whoWritesTooFastIsToldWhen() {
    server::FeatureOptions options = ChatServer::patient();
    options.chatLimits.messages = {0.1F, 3};
    ChatServer chat(options);
    Person ann = chat.join("ann");
    ann.devices.push_back(chat.connectAgain(ann));
    for (int i = 0; i < 3; ++i)
        QVERIFY(ann.client().request(sendRequest(lobby(), "x")));
    const auto refused = ann.devices[1]->request(sendRequest(lobby(), "x"));  // another connection is no way around
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
    QVERIFY(refused.refusal.retry_after_ms() > 1000);
    QVERIFY(refused.refusal.retry_after_ms() <= 10'000);
}

void TestChatAccess::whoReadsTooFastIsToldWhen() {
    server::FeatureOptions options = ChatServer::patient();
    options.chatLimits.pages = options.chatLimits.channels = {0.1F, 2};
    ChatServer chat(options);
    Person ann = chat.join("ann");
    ann.devices.push_back(chat.connectAgain(ann));
    for (const auto& device : ann.devices) {
        QVERIFY(device->request(pageRequest(lobby())));
        QVERIFY(device->request(wire::ChatChannelsRequest()));
    }
    const auto page = ann.devices[1]->request(pageRequest(lobby()));
    const auto list = ann.devices[1]->request(wire::ChatChannelsRequest());
    for (const wire::Refusal& refusal : {page.refusal, list.refusal}) {
        QCOMPARE(refusal.code(), wire::REFUSAL_TOO_MANY);
        QVERIFY(refusal.retry_after_ms() > 1000);
        QVERIFY(refusal.retry_after_ms() <= 10'000);
    }
}

PONG_SERVER_TEST_MAIN(TestChatAccess)

#include "test_chat_access.moc"
