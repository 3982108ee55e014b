// Conversations over real sockets and a real PostgreSQL: one order for all, nothing lost over a reconnect, what was
// read, pages, limits, blocks.

#include "server/chat/chat_pages_store.h"
#include "server/chat/chat_store.h"
#include "tests/server/chat/chat_fixture.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"

#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <set>

using namespace test;

namespace {

constexpr auto received = pong::ServerBody::kChatReceived;
constexpr auto typingNotice = pong::ServerBody::kChatTyping;
constexpr std::size_t mostBytes = pong::maxMessageBytes;

// All pages after this id, as a client that was away asks for them.
std::vector<std::int64_t> caughtUp(TestClient& client, const wire::Channel& channel, std::int64_t after,
                                   std::uint32_t limit = 7) {
    std::vector<std::int64_t> ids;
    for (bool more = true; more;) {
        const auto page = client.request(pageRequest(channel, limit, 0, after));
        if (!page || page.reply->ByteSizeLong() > mostBytes)
            return {};
        for (const std::int64_t id : idsOf(*page.reply))
            ids.push_back(id);
        after = ids.empty() ? after : ids.back();
        more = page.reply->more();
    }
    return ids;
}

// All pages from the newest to the first, as a client that scrolls up asks for them.
std::vector<std::int64_t> readBack(TestClient& client, const wire::Channel& channel, std::uint32_t limit) {
    std::vector<std::int64_t> all;
    for (bool more = true; more;) {
        const auto page = client.request(pageRequest(channel, limit, all.empty() ? 0 : all.front()));
        if (!page || page.reply->messages().empty() || page.reply->ByteSizeLong() > mostBytes)
            return {};
        const std::vector<std::int64_t> ids = idsOf(*page.reply);
        all.insert(all.begin(), ids.begin(), ids.end());
        more = page.reply->more();
    }
    return all;
}

// In the lobby, as if stored by a transaction that the server knows nothing of.
void writeUnseen(ChatServer& chat, const Person& sender, const QString& text, int count = 1) {
    chat.database().execute(
        QStringLiteral("INSERT INTO messages (channel_id, sender_id, client_id, message) "
                       "SELECT channels.id, %1, gen_random_uuid()::text, '%2' FROM channels, generate_series(1, %3) "
                       "WHERE kind = 'lobby'")
            .arg(sender.id)
            .arg(text)
            .arg(count));
    chat.database().execute(
        QStringLiteral("UPDATE channels SET last_message_id = (SELECT max(id) FROM messages) WHERE kind = 'lobby'"));
}

void holdChannels(server::Transaction& transaction, Gate* gate) {
    transaction.execute("UPDATE channels SET kind = kind");
    gate->pass();
}

void eraseSlowly(server::Transaction& transaction, std::int64_t user, Gate* gate) {
    transaction.execute(
        "UPDATE users SET deleted_at = now(), username = ('deleted player ' || id)::citext WHERE id = $1", user);
    gate->pass();
}

qint64 waitingForLocks(OpenDatabase& open) {
    return open.fresh.number(QStringLiteral(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
}

// Stored at once, both of them after they had looked whether they are stored. What each was refused with.
std::array<QString, 2> storedAtOnce(OpenDatabase& open, const server::chat::NewMessage& one,
                                    const server::chat::NewMessage& other) {
    Gate gate;
    QCoro::Task<void> holding = open.database.transaction(&holdChannels, &gate);
    const auto release = qScopeGuard([&gate] { gate.open(); });
    if (!QTest::qWaitFor([&gate] { return gate.arrived() == 1; }))
        throw std::runtime_error("the channels are not held");
    QCoro::Task<server::chat::Posted> first = open.database.transaction(&server::chat::post, one, std::int64_t{0});
    QCoro::Task<server::chat::Posted> second = open.database.transaction(&server::chat::post, other, std::int64_t{0});
    if (!QTest::qWaitFor([&open] { return waitingForLocks(open) == 2; }))
        throw std::runtime_error("the messages do not wait");
    gate.open();
    result(std::move(holding));
    const QString firstRefusal = failure<server::Refusal>(std::move(first));
    return {firstRefusal, failure<server::Refusal>(std::move(second))};
}

}  // namespace

class TestChat : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theLobbyIsForEverybodyInOneOrder();
    void aDirectMessageReachesAllDevicesOfBoth();
    void sendingAgainStoresNothingTwice();
    void theSameIdTwiceAtOnceIsStoredOnce();
    void aClientIdIsForOneConversation();
    void nothingIsLostOverReconnects();
    void whatWasStoredUnseenIsDeliveredFirst();
    void onlyAnUnknownOutcomeIsFollowedUp();
    void pagesFollowEachOtherBothWays();
    void everyPageFitsAMessage();
    void whatWasReadIsToldToTheOtherDevices();
    void whatIsErasedMeanwhileIsNotWrittenAgain();
    void unreadIsBounded();
    void conversationsAreListed();
    void blockedOnesCrowdNobodyOut();
    void aNoticeWaitsForWhoIsAwayUntilItIsRead();
    void theBlockedOneCannotTell();
    void whoBlocksHearsNothing();
    void typingIsShownInConversationsOnly();
    void hostileTextsAreTamed();
    void impossibleRequestsAreRefused();
    void whoWritesTooFastIsToldWhen();
    void whoReadsTooFastIsToldWhen();
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

void TestChat::aDirectMessageReachesAllDevicesOfBoth() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Person cid = chat.join("cid");
    ann.devices.push_back(chat.connectAgain(ann));
    bob.devices.push_back(chat.connectAgain(bob));
    const auto sent = ann.client().request(sendRequest(direct(bob.id), "psst", "client-id-1"));
    QVERIFY(sent);
    QCOMPARE(sent.reply->message().channel().id(), bob.id);
    for (const auto& device : ann.devices) {
        const auto event = device->take(received);
        QVERIFY(event);
        QCOMPARE(event->chat_received().message().channel().id(), bob.id);
        QCOMPARE(event->chat_received().message().client_id(), std::string("client-id-1"));
    }
    for (const auto& device : bob.devices) {
        const auto event = device->take(received);
        QVERIFY(event);
        const wire::ChatMessage& message = event->chat_received().message();
        QCOMPARE(message.id(), sent.reply->message().id());
        QCOMPARE(message.channel().kind(), wire::Channel::DIRECT);
        QCOMPARE(message.channel().id(), ann.id);
        QCOMPARE(message.sender().username(), std::string("ann"));
        QCOMPARE(message.text(), std::string("psst"));
        QVERIFY(message.client_id().empty());
    }
    QVERIFY(cid.client().request(pageRequest(lobby())));  // whatever was for him has come by now
    QCOMPARE(cid.client().count(received), 0U);
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
    result(open.database.transaction(&server::chat::post, send(toBob, QStringLiteral("the-channel")), 0));

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
        return result(open.database.transaction(&server::chat::post, message, deliveredThrough));
    };
    const std::int64_t one = post("one", 0).message.content.id();
    const std::int64_t two = post("two", one).message.content.id();
    // "two" was stored, but its outcome was not known: the next one brings it along.
    const server::chat::Posted third = post("three", one);
    QCOMPARE(third.undelivered.size(), 2U);
    QCOMPARE(third.undelivered[0].content.id(), two);
    QCOMPARE(third.undelivered[1].content.id(), third.message.content.id());
    // Sent again by its writer, it is found, and not delivered again.
    const server::chat::Posted again = post("two", third.message.content.id());
    QCOMPARE(again.message.content.id(), two);
    QVERIFY(again.undelivered.empty());
}

// What fails for certain leaves no trace; what may have been stored is looked for until the next message is.
void TestChat::onlyAnUnknownOutcomeIsFollowedUp() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    chat.database().execute(
        QStringLiteral("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
                       "$$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = TG_ARGV[0]; END $$"));
    chat.database().execute(
        QStringLiteral("CREATE TRIGGER broken BEFORE INSERT ON messages FOR EACH ROW "
                       "WHEN (NEW.message = 'broken') EXECUTE FUNCTION fail('P0001')"));
    chat.database().execute(
        QStringLiteral("CREATE TRIGGER disk_full BEFORE INSERT ON messages FOR EACH ROW "
                       "WHEN (NEW.message = 'disk full') EXECUTE FUNCTION fail('53100')"));
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

void TestChat::pagesFollowEachOtherBothWays() {
    ChatServer chat;
    Person ann = chat.join("ann");
    writeUnseen(chat, ann, QStringLiteral("text"), 103);
    const std::vector<std::int64_t> back = readBack(ann.client(), lobby(), 10);
    QCOMPARE(back.size(), 103U);
    QVERIFY(std::is_sorted(back.begin(), back.end()));
    QCOMPARE(caughtUp(ann.client(), lobby(), back.front()), std::vector<std::int64_t>(back.begin() + 1, back.end()));
    QVERIFY(caughtUp(ann.client(), lobby(), back.back()).empty());
}

// The longest messages there can be, as many as can be asked for.
void TestChat::everyPageFitsAMessage() {
    ChatServer chat;
    Person ann = chat.join("ann");
    constexpr std::size_t all = 60;
    writeUnseen(chat, ann, QStringLiteral("\U0001F3D3").repeated(500), all);
    const std::vector<std::int64_t> back = readBack(ann.client(), lobby(), 50);
    QCOMPARE(back.size(), all);
    QVERIFY(std::is_sorted(back.begin(), back.end()));
    QCOMPARE(caughtUp(ann.client(), lobby(), back.front(), 50),
             std::vector<std::int64_t>(back.begin() + 1, back.end()));
}

void TestChat::whatWasReadIsToldToTheOtherDevices() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    bob.devices.push_back(chat.connectAgain(bob));
    std::vector<std::int64_t> ids;
    for (const char* text : {"1", "2", "3"})
        ids.push_back(ann.client().request(sendRequest(direct(bob.id), text)).reply->message().id());
    const auto list = bob.client().request(wire::ChatChannelsRequest());
    QVERIFY(list);
    QCOMPARE(list.reply->channels(0).unread(), 3U);
    const auto read = bob.client().request(readRequest(direct(ann.id), ids[1]));
    QVERIFY(read);
    QCOMPARE(read.reply->unread(), 1U);
    const auto notice = bob.devices[1]->take(pong::ServerBody::kChatReadNotice);
    QVERIFY(notice);
    QCOMPARE(notice->chat_read_notice().read_id(), ids[1]);
    QCOMPARE(notice->chat_read_notice().unread(), 1U);
    QCOMPARE(notice->chat_read_notice().channel().id(), ann.id);
    // Never back, and never beyond what there is.
    QCOMPARE(bob.client().request(readRequest(direct(ann.id), ids[0])).reply->unread(), 1U);
    QCOMPARE(bob.client().request(readRequest(direct(ann.id), 1'000'000)).reply->unread(), 0U);
    const auto page = bob.client().request(pageRequest(direct(ann.id)));
    QCOMPARE(page.reply->read_id(), ids[2]);
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "4")));
    QCOMPARE(bob.client().request(wire::ChatChannelsRequest()).reply->channels(0).unread(), 1U);
    // What one wrote oneself is never unread.
    QCOMPARE(ann.client().request(wire::ChatChannelsRequest()).reply->channels(0).unread(), 0U);
    QCOMPARE(ann.client().count(pong::ServerBody::kChatReadNotice), 0U);
}

void TestChat::whatIsErasedMeanwhileIsNotWrittenAgain() {
    Gate gate;
    OpenDatabase open;
    server::chat::NewMessage message;
    message.channel = {wire::Channel::LOBBY, 0, 0};
    message.sender = open.fresh.addUser(QStringLiteral("ann"));
    message.text = QStringLiteral("hello");
    message.clientId = QStringLiteral("the-message");
    const std::int64_t id = result(open.database.transaction(&server::chat::post, message, 0)).message.content.id();
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    QCoro::Task<void> erasing = open.database.transaction(&eraseSlowly, bob, &gate);
    const auto release = qScopeGuard([&gate] { gate.open(); });
    QTRY_COMPARE(gate.arrived(), 1);
    auto reading = open.database.transaction(&server::chat::markRead, message.channel, bob, false, id);
    QTRY_COMPARE(waitingForLocks(open), 1);
    gate.open();
    result(std::move(erasing));
    QVERIFY(!failure<server::Refusal>(std::move(reading)).isEmpty());
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM read_positions")), 0);
}

void TestChat::unreadIsBounded() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "first")));
    chat.database().execute(
        QStringLiteral("INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message) "
                       "SELECT id, %1, %2, 'client-' || n, 'x' FROM channels, generate_series(1, 150) AS n "
                       "WHERE kind = 'direct'")
            .arg(ann.id)
            .arg(bob.id));
    chat.database().execute(
        QStringLiteral("UPDATE channels SET last_message_id = (SELECT max(id) FROM messages) WHERE kind = 'direct'"));
    QCOMPARE(bob.client().request(wire::ChatChannelsRequest()).reply->channels(0).unread(), 100U);
}

void TestChat::conversationsAreListed() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Person cid = chat.join("cid");
    const auto empty = ann.client().request(wire::ChatChannelsRequest());
    QVERIFY(empty);
    QCOMPARE(empty.reply->channels_size(), 1);  // the lobby is there always
    QCOMPARE(empty.reply->channels(0).channel().kind(), wire::Channel::LOBBY);
    QCOMPARE(empty.reply->channels(0).last_ms(), 0);
    QVERIFY(bob.client().request(sendRequest(direct(ann.id), "from bob")));
    QVERIFY(ann.client().request(sendRequest(direct(cid.id), std::string(300, 'x'))));
    QVERIFY(cid.client().request(sendRequest(lobby(), "all")));
    const auto list = ann.client().request(wire::ChatChannelsRequest());
    QVERIFY(list);
    QCOMPARE(list.reply->channels_size(), 3);  // the last used first
    QCOMPARE(list.reply->channels(0).preview(), std::string("all"));
    QCOMPARE(list.reply->channels(0).unread(), 0U);  // he never opened it
    QCOMPARE(list.reply->channels(1).other().username(), std::string("cid"));
    QCOMPARE(list.reply->channels(1).preview().size(), 80U);
    QCOMPARE(list.reply->channels(2).other().username(), std::string("bob"));
    QCOMPARE(list.reply->channels(2).unread(), 1U);
}

void TestChat::blockedOnesCrowdNobodyOut() {
    ChatServer chat;
    const auto addSpammers = [&chat](int from, int to) {
        chat.database().execute(
            QStringLiteral("INSERT INTO users (username, email, password_hash) "
                           "SELECT 'spammer' || n, n || '@example.org', 'x' FROM generate_series(%1, %2) AS n")
                .arg(from)
                .arg(to));
    };
    // On both sides of ann: a conversation names the lower id first.
    addSpammers(1, 60);
    Person cid = chat.join("cid");
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    addSpammers(61, 120);
    QVERIFY(bob.client().request(sendRequest(direct(ann.id), "from bob")));
    QVERIFY(cid.client().request(sendRequest(direct(ann.id), "from cid")));
    chat.database().execute(QStringLiteral("INSERT INTO channels (kind, user1_id, user2_id, last_message_id) "
                                           "SELECT 'direct', least(id, %1), greatest(id, %1), 1000000 FROM users "
                                           "WHERE username LIKE 'spammer%'")
                                .arg(ann.id));
    chat.database().execute(QStringLiteral("INSERT INTO blocks (user_id, blocked_id) "
                                           "SELECT %1, id FROM users WHERE username LIKE 'spammer%'")
                                .arg(ann.id));
    const auto list = ann.client().request(wire::ChatChannelsRequest());
    QVERIFY(list);
    QCOMPARE(list.reply->channels_size(), 3);  // with the lobby
    QCOMPARE(list.reply->channels(0).other().username(), std::string("cid"));
    QCOMPARE(list.reply->channels(1).other().username(), std::string("bob"));
}

void TestChat::aNoticeWaitsForWhoIsAwayUntilItIsRead() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    bob.client().socket().abort();
    QTRY_COMPARE(chat.server().features().sessions().onlineUsers(), 1);
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "one")));
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "two")));
    QTRY_COMPARE(chat.database().number(QStringLiteral("SELECT count(*) FROM notifications WHERE text = 'two'")), 1);
    bob.devices.front() = chat.connectAgain(bob);
    wire::NotificationsRequest request;
    request.set_limit(10);
    const auto inbox = bob.client().request(request);
    QVERIFY(inbox);
    QCOMPARE(inbox.reply->notifications_size(), 1);
    QCOMPARE(inbox.reply->unseen(), 1U);
    const std::int64_t last = inbox.reply->notifications(0).subject_id();
    QVERIFY(bob.client().request(readRequest(direct(ann.id), last)));
    const auto notice = bob.client().take(pong::ServerBody::kNotificationsSeenNotice);
    QVERIFY(notice);
    QCOMPARE(notice->notifications_seen_notice().unseen(), 0U);
}

void TestChat::theBlockedOneCannotTell() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "before")));
    QVERIFY(bob.client().take(received));
    QVERIFY(bob.client().take(pong::ServerBody::kNotificationReceived));
    chat.block(bob, ann);
    const auto sent = ann.client().request(sendRequest(direct(bob.id), "after"));
    QVERIFY(sent);
    QVERIFY(ann.client().take(received));
    QCOMPARE(ann.client().take(received)->chat_received().message().text(), std::string("after"));
    const auto page = ann.client().request(pageRequest(direct(bob.id)));
    QVERIFY(page);
    QVERIFY(page.reply->can_write());
    QCOMPARE(page.reply->messages_size(), 2);
    QCOMPARE(ann.client().request(wire::ChatChannelsRequest()).reply->channels(0).preview(), std::string("after"));
    QVERIFY(bob.client().request(pageRequest(lobby())));
    QCOMPARE(bob.client().count(received), 0U);
    QCOMPARE(bob.client().count(pong::ServerBody::kNotificationReceived), 0U);
    // Not even when the block is over: it never was for him.
    chat.database().execute(QStringLiteral("DELETE FROM blocks"));
    const auto later = bob.client().request(pageRequest(direct(ann.id)));
    QVERIFY(later);
    QCOMPARE(later.reply->messages_size(), 1);
    QCOMPARE(bob.client().request(wire::ChatChannelsRequest()).reply->channels(0).preview(), std::string("before"));
}

void TestChat::whoBlocksHearsNothing() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Person cid = chat.join("cid");
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "before")));
    QVERIFY(bob.client().take(received));
    chat.block(bob, ann);
    QVERIFY(ann.client().request(sendRequest(lobby(), "to all")));
    QVERIFY(cid.client().request(sendRequest(lobby(), "me too")));
    QCOMPARE(bob.client().take(received)->chat_received().message().text(), std::string("me too"));
    const auto page = bob.client().request(pageRequest(lobby()));
    QVERIFY(page);
    QCOMPARE(page.reply->messages_size(), 1);
    const auto list = bob.client().request(wire::ChatChannelsRequest());
    QVERIFY(list);
    QCOMPARE(list.reply->channels_size(), 1);  // their conversation is not among them
    QCOMPARE(bob.client().request(sendRequest(direct(ann.id), "x")).refusal.code(), wire::REFUSAL_FORBIDDEN);
    QCOMPARE(bob.client().request(pageRequest(direct(ann.id))).refusal.code(), wire::REFUSAL_FORBIDDEN);
}

void TestChat::typingIsShownInConversationsOnly() {
    server::FeatureOptions options = ChatServer::patient();
    options.chatLimits.typing = {0.001F, 2};
    ChatServer chat(options);
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    ann.client().command(typing(bob.id));  // they never talked
    QVERIFY(ann.client().request(sendRequest(direct(bob.id), "hi")));
    ann.client().command(typing(bob.id));
    const auto notice = bob.client().take(typingNotice);
    QVERIFY(notice);
    QCOMPARE(notice->chat_typing().user_id(), ann.id);
    ann.client().command(typing(bob.id));  // too often
    bob.client().command(typing(ann.id));
    QVERIFY(ann.client().take(typingNotice));
    chat.block(ann, bob);
    bob.client().command(typing(ann.id));
    QVERIFY(bob.client().request(sendRequest(direct(ann.id), "still?")));
    QVERIFY(ann.client().request(pageRequest(lobby())));
    QCOMPARE(ann.client().count(typingNotice), 0U);
    QCOMPARE(bob.client().count(typingNotice), 0U);
}

void TestChat::hostileTextsAreTamed() {
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

void TestChat::impossibleRequestsAreRefused() {
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

void TestChat::whoWritesTooFastIsToldWhen() {
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

void TestChat::whoReadsTooFastIsToldWhen() {
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

PONG_SERVER_TEST_MAIN(TestChat)

#include "test_chat.moc"
