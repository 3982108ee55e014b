// Messages over real sockets and a real PostgreSQL: one order for all, nothing lost, doubled or held back, whatever
// comes at once, again or over a reconnect.

#include "server/chat/chat_store.h"
#include "tests/server/chat/chat_fixture.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"
#include "tests/support/waiting.h"

#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <set>

using namespace test;

namespace {

constexpr auto received = pong::ServerBody::kChatReceived;

void holdChannels(server::Transaction& transaction, Gate* gate) {
    transaction.execute("UPDATE channels SET kind = kind");
    gate->pass();
}

QString refusalText(const server::chat::Posted& posted) {
    const std::optional<server::Refusal>& refusal = posted.results.front().refusal;
    return refusal ? refusal->text() : QString();
}

// Stored at once, both of them after they had looked whether they are stored. What each was refused with.
std::array<QString, 2> storedAtOnce(OpenDatabase& open, const server::chat::NewMessage& one,
                                    const server::chat::NewMessage& other) {
    Gate gate;
    QCoro::Task<void> holding = open.database.transaction(&holdChannels, &gate);
    const auto release = qScopeGuard([&gate] { gate.open(); });
    if (!test::waitFor([&gate] { return gate.arrived() == 1; }))
        throw std::runtime_error("the channels are not held");
    auto first = open.database.transaction(&server::chat::post, std::vector{one}, std::int64_t{0});
    auto second = open.database.transaction(&server::chat::post, std::vector{other}, std::int64_t{0});
    if (!test::waitFor([&open] { return waitingForLocks(open.fresh) == 2; }))
        throw std::runtime_error("the messages do not wait");
    gate.open();
    result(std::move(holding));
    std::array<QString, 2> refusals;
    refusals[0] = refusalText(result(std::move(first)));
    refusals[1] = refusalText(result(std::move(second)));
    return refusals;
}

}  // namespace

class TestChat : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theLobbyIsForEverybodyInOneOrder();
    void sendingAgainStoresNothingTwice();
    void theSameIdTwiceAtOnceIsStoredOnce();
    void aClientIdIsForOneConversation();
    void nothingIsLostOverReconnects();
    void whatWasStoredUnseenIsDeliveredFirst();
    void onlyAnUnknownOutcomeIsFollowedUp();
    void whatWaitsIsStoredTogether();
    void whatCannotBeStoredHarmsNoOther();
};

void TestChat::theLobbyIsForEverybodyInOneOrder() {
    ChatServer chat;
    std::vector<Person> people;
    for (const char* name : {"ann", "bob", "cid", "dan"})
        people.push_back(chat.join(name));
    constexpr int each = 25;
    std::vector<std::pair<Person*, std::uint32_t>> asked;
    for (int i = 0; i < each; ++i)
        for (Person& person : people)
            asked.emplace_back(&person, person.client().start(sendRequest(lobby(), person.name + std::to_string(i))));
    for (const auto& [person, request] : asked)
        QVERIFY(person->client().answer<wire::ChatSendRequest>(request));
    const std::size_t all = people.size() * each;
    for (Person& person : people)
        QTRY_COMPARE_WITH_TIMEOUT(person.client().count(received), all, TestClient::patienceMs);
    const std::vector<std::int64_t> first = heardBy(people.front().client(), wire::Channel::LOBBY);
    QVERIFY(std::is_sorted(first.begin(), first.end()));
    QCOMPARE(std::set<std::int64_t>(first.begin(), first.end()).size(), all);
    for (Person& person : people)
        QCOMPARE(heardBy(person.client(), wire::Channel::LOBBY), first);
    QCOMPARE(caughtUp(people.front().client(), lobby(), first.front()),
             std::vector<std::int64_t>(first.begin() + 1, first.end()));
    // Everybody's own messages stand in the order in which he wrote them.
    std::vector<std::string> anns;
    for (const wire::ServerMessage& message : people.back().client().received())
        if (message.has_chat_received() && message.chat_received().message().sender().username() == "ann")
            anns.push_back(message.chat_received().message().text());
    for (int i = 0; i < each; ++i)
        QCOMPARE(anns[static_cast<std::size_t>(i)], "ann" + std::to_string(i));
}

void TestChat::sendingAgainStoresNothingTwice() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    const wire::ChatSendRequest request = sendRequest(lobby(), "once", "the-same-id");
    // Twice at once, as after a reply that was lost, and again.
    const std::uint32_t first = ann.client().start(request);
    const std::uint32_t second = ann.client().start(request);
    const auto one = ann.client().answer<wire::ChatSendRequest>(first);
    const auto two = ann.client().answer<wire::ChatSendRequest>(second);
    const auto three = ann.client().request(request);
    QVERIFY(one && two && three);
    QCOMPARE(two.reply->message().id(), one.reply->message().id());
    QCOMPARE(three.reply->message().id(), one.reply->message().id());
    QVERIFY(bob.client().take(received));
    QVERIFY(bob.client().request(pageRequest(lobby())));
    QCOMPARE(bob.client().count(received), 0U);
    QCOMPARE(chat.database().number(QStringLiteral("SELECT count(*) FROM messages")), 1);
    // Somebody else's same id is another message.
    QVERIFY(bob.client().request(request));
    QCOMPARE(chat.database().number(QStringLiteral("SELECT count(*) FROM messages")), 2);
}

void TestChat::theSameIdTwiceAtOnceIsStoredOnce() {
    OpenDatabase open;
    server::chat::NewMessage message;
    message.sender = open.fresh.addUser(QStringLiteral("ann"));
    message.text = QStringLiteral("once");
    const server::ChannelKey toAll{wire::Channel::LOBBY, 0, 0};
    const server::ChannelKey toBob = server::directChannel(message.sender, open.fresh.addUser(QStringLiteral("bob")));
    const auto send = [&](const server::ChannelKey& channel, const QString& id) {
        message.channel = channel;
        message.clientId = id;
        return message;
    };
    result(open.database.transaction(&server::chat::post, std::vector{send(toBob, QStringLiteral("the-channel"))}, 0));

    const auto sameId = send(toAll, QStringLiteral("the-same-id"));
    const std::array<QString, 2> same = storedAtOnce(open, sameId, sameId);
    QCOMPARE(same[0], QString());
    QCOMPARE(same[1], QString());
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM messages WHERE client_id = 'the-same-id'")), 1);

    const auto here = send(toAll, QStringLiteral("another-id"));
    const std::array<QString, 2> elsewhere = storedAtOnce(open, here, send(toBob, here.clientId));
    QVERIFY(elsewhere[0].isEmpty() != elsewhere[1].isEmpty());
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM messages WHERE client_id = 'another-id'")), 1);
}

void TestChat::aClientIdIsForOneConversation() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    QVERIFY(ann.client().request(sendRequest(lobby(), "here", "the-same-id")));
    const auto elsewhere = ann.client().request(sendRequest(direct(bob.id), "there", "the-same-id"));
    QCOMPARE(elsewhere.refusal.code(), wire::REFUSAL_CONFLICT);
}

void TestChat::nothingIsLostOverReconnects() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Person reader = chat.join("cid");
    constexpr int rounds = 12;
    std::vector<std::int64_t> seen;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::pair<Person*, std::uint32_t>> asked;
        for (int i = 0; i < 8; ++i)
            for (Person* person : {&ann, &bob})
                asked.emplace_back(person, person->client().start(sendRequest(lobby(), person->name)));
        // In the middle of the stream: gone without a goodbye, back, and what came meanwhile by id.
        QTRY_VERIFY_WITH_TIMEOUT(reader.client().count(received) > 2, TestClient::patienceMs);
        for (const std::int64_t id : heardBy(reader.client(), wire::Channel::LOBBY))
            if (seen.empty() || id > seen.back())
                seen.push_back(id);
        reader.client().socket().abort();
        reader.devices.front() = chat.connectAgain(reader);
        for (const std::int64_t id : caughtUp(reader.client(), lobby(), seen.empty() ? 0 : seen.back()))
            seen.push_back(id);
        // However slow the database is: a connection may have only so many requests in flight.
        for (const auto& [person, request] : asked)
            QVERIFY(person->client().answer<wire::ChatSendRequest>(request));
    }
    const auto all = static_cast<std::size_t>(rounds * 16);
    QTRY_COMPARE_WITH_TIMEOUT(ann.client().count(received), all, TestClient::patienceMs);
    const std::int64_t last = heardBy(ann.client(), wire::Channel::LOBBY).back();
    QTRY_VERIFY_WITH_TIMEOUT(seen.back() == last || (reader.client().count(received) > 0 &&
                                                     heardBy(reader.client(), wire::Channel::LOBBY).back() == last),
                             TestClient::patienceMs);
    for (const std::int64_t id : heardBy(reader.client(), wire::Channel::LOBBY))
        if (id > seen.back())
            seen.push_back(id);
    QCOMPARE(seen, heardBy(ann.client(), wire::Channel::LOBBY));
}

void TestChat::whatWasStoredUnseenIsDeliveredFirst() {
    OpenDatabase open;
    server::chat::NewMessage message;
    message.channel = {wire::Channel::LOBBY, 0, 0};
    message.sender = open.fresh.addUser(QStringLiteral("ann"));
    const auto post = [&](const char* text, std::int64_t deliveredThrough) {
        message.text = QString::fromLatin1(text);
        message.clientId = QStringLiteral("client-") + message.text;
        return result(open.database.transaction(&server::chat::post, std::vector{message}, deliveredThrough));
    };
    const auto idOf = [](const server::chat::Posted& posted) { return posted.results.front().message.content.id(); };
    const std::int64_t one = idOf(post("one", 0));
    const std::int64_t two = idOf(post("two", one));
    // "two" was stored, but its outcome was not known: the next one brings it along.
    const server::chat::Posted third = post("three", one);
    QCOMPARE(third.undelivered.size(), 2U);
    QCOMPARE(third.undelivered[0].content.id(), two);
    QCOMPARE(third.undelivered[1].content.id(), idOf(third));
    // Sent again by its writer, it is found, and not delivered again.
    const server::chat::Posted again = post("two", idOf(third));
    QCOMPARE(idOf(again), two);
    QVERIFY(again.undelivered.empty());
}

// What fails for certain leaves no trace; what may have been stored is looked for until the next message is.
void TestChat::onlyAnUnknownOutcomeIsFollowedUp() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    failFor(chat, QStringLiteral("broken"), QStringLiteral("P0001"));
    failFor(chat, QStringLiteral("disk full"), QStringLiteral("53100"));
    QCOMPARE(ann.client().request(sendRequest(lobby(), "broken")).refusal.code(), wire::REFUSAL_INTERNAL);
    writeUnseen(chat, ann, QStringLiteral("one"));
    QVERIFY(ann.client().request(sendRequest(lobby(), "two")));
    QCOMPARE(bob.client().take(received)->chat_received().message().text(), std::string("two"));

    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "psst", "the-same-id")));
    QVERIFY(bob.client().take(received));
    QCOMPARE(ann.client().request(sendRequest(lobby(), "disk full")).refusal.code(), wire::REFUSAL_UNAVAILABLE);
    writeUnseen(chat, ann, QStringLiteral("three"));
    const auto refused = ann.client().request(sendRequest(lobby(), "elsewhere", "the-same-id"));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_CONFLICT);
    QVERIFY(ann.client().request(sendRequest(lobby(), "four")));
    QCOMPARE(bob.client().take(received)->chat_received().message().text(), std::string("three"));
    QCOMPARE(bob.client().take(received)->chat_received().message().text(), std::string("four"));
}

// Thirty messages of a lobby whose row is held until all of them wait.
struct Crowd {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Person muted = chat.join("muted");
    Person blocker = chat.join("blocker");  // blocked bob
    std::vector<std::pair<Person*, std::uint32_t>> asked;

    Crowd() { chat.block(blocker, bob); }

    bool write(const std::string& tenth) {
        constexpr std::chrono::seconds patience(10);
        server::Connection holder(chat.database().settings(), {patience, patience});
        holder.open();
        holder.begin();
        holder.runScript(QStringLiteral("SELECT FROM channels WHERE kind = 'lobby' FOR UPDATE"));
        for (int i = 0; i < 30; ++i) {
            Person& person = i % 3 == 0 ? ann : i % 3 == 1 ? bob : muted;
            const std::string text = i == 9 ? tenth : std::to_string(i);
            asked.emplace_back(&person, person.client().start(sendRequest(lobby(), text)));
        }
        // The replies to these come after the server has read all that was sent before.
        bool isRead = true;
        for (Person* person : {&ann, &bob, &muted})
            isRead &= bool(person->client().request(wire::ClockEchoRequest()));
        isRead &= test::waitFor([this] { return waitingForLocks(chat.database()) > 0; });
        holder.rollback();
        return isRead;
    }
    // In the order in which they came; empty where not all came in time.
    static std::vector<int> heard(Person& person, std::size_t count) {
        if (!test::waitFor([&] { return person.client().count(received) >= count; }, TestClient::patienceMs))
            return {};
        std::vector<int> numbers;
        for (const wire::ServerMessage& message : person.client().received())
            if (message.has_chat_received())
                numbers.push_back(std::stoi(message.chat_received().message().text()));
        return numbers;
    }
    // Whether these are all but those that are not meant, each once and after those that its writer wrote before.
    template <typename Predicate>
    static bool areAll(const std::vector<int>& heard, Predicate isMeant) {
        for (int writer = 0; writer < 3; ++writer) {
            std::vector<int> of;
            std::copy_if(heard.begin(), heard.end(), std::back_inserter(of), [&](int i) { return i % 3 == writer; });
            std::vector<int> expected;
            for (int i = writer; i < 30; i += 3)
                if (isMeant(i))
                    expected.push_back(i);
            if (of != expected)
                return false;
        }
        return true;
    }
};

void TestChat::whatWaitsIsStoredTogether() {
    Crowd crowd;
    crowd.chat.database().execute(
        QStringLiteral("INSERT INTO sanctions (user_id, kind, reason) VALUES (%1, 'mute', 'Spam')")
            .arg(crowd.muted.id));
    QVERIFY(crowd.write("9"));
    for (const auto& [person, request] : crowd.asked) {
        const auto answer = person->client().answer<wire::ChatSendRequest>(request);
        QCOMPARE(bool(answer), person != &crowd.muted);
        if (!answer)
            QCOMPARE(answer.refusal.code(), wire::REFUSAL_FORBIDDEN);
    }
    const std::vector<int> all = Crowd::heard(crowd.ann, 20);
    QVERIFY(Crowd::areAll(all, [](int i) { return i % 3 != 2; }));
    for (Person* person : {&crowd.bob, &crowd.muted})
        QCOMPARE(Crowd::heard(*person, 20), all);
    QVERIFY(Crowd::areAll(Crowd::heard(crowd.blocker, 10), [](int i) { return i % 3 == 0; }));
    // The first one's transaction, and that of all others.
    QCOMPARE(crowd.chat.database().number(QStringLiteral("SELECT count(DISTINCT xmin::text) FROM messages")), 2);
    QCOMPARE(crowd.chat.database().number(QStringLiteral(
                 "SELECT max(messages.id) - last_message_id FROM messages, channels WHERE kind = 'lobby' "
                 "GROUP BY last_message_id")),
             0);
    // Everybody's own come with the ids they gave them.
    for (const wire::ServerMessage& message : crowd.ann.client().received())
        if (message.has_chat_received()) {
            const wire::ChatMessage& content = message.chat_received().message();
            QCOMPARE(content.client_id().empty(), content.sender().username() != "ann");
        }
}

void TestChat::whatCannotBeStoredHarmsNoOther() {
    Crowd crowd;
    failFor(crowd.chat, QStringLiteral("broken"), QStringLiteral("P0001"));
    QVERIFY(crowd.write("broken"));
    int refused = 0;
    for (const auto& [person, request] : crowd.asked) {
        const auto answer = person->client().answer<wire::ChatSendRequest>(request);
        if (!answer && ++refused)
            QCOMPARE(answer.refusal.code(), wire::REFUSAL_INTERNAL);
    }
    QCOMPARE(refused, 1);
    const std::vector<int> all = Crowd::heard(crowd.ann, 29);
    QVERIFY(Crowd::areAll(all, [](int i) { return i != 9; }));
    QCOMPARE(Crowd::heard(crowd.bob, 29), all);
}

PONG_SERVER_TEST_MAIN(TestChat)

#include "test_chat.moc"
