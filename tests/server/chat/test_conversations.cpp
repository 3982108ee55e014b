// Conversations over real sockets and a real PostgreSQL: pages, what was read, lists, blocks, typing.

#include "server/chat/chat_pages_store.h"
#include "server/chat/chat_store.h"
#include "server/friends/last_seen_store.h"
#include "tests/server/chat/chat_fixture.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"

#include <QScopeGuard>

#include <algorithm>

using namespace test;

namespace {

constexpr auto received = pong::ServerBody::kChatReceived;
constexpr auto typingNotice = pong::ServerBody::kChatTyping;

void eraseSlowly(server::Transaction& transaction, std::int64_t user, Gate* gate) {
    transaction.execute(
        "UPDATE users SET deleted_at = now(), username = ('deleted player ' || id)::citext WHERE id = $1", user);
    gate->pass();
}

}  // namespace

class TestConversations : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aDirectMessageReachesAllDevicesOfBoth();
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
};

void TestConversations::aDirectMessageReachesAllDevicesOfBoth() {
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

void TestConversations::pagesFollowEachOtherBothWays() {
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
void TestConversations::everyPageFitsAMessage() {
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

void TestConversations::whatWasReadIsToldToTheOtherDevices() {
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

void TestConversations::whatIsErasedMeanwhileIsNotWrittenAgain() {
    Gate gate;
    OpenDatabase open;
    server::chat::NewMessage message;
    message.channel = {wire::Channel::LOBBY, 0, 0};
    message.sender = open.fresh.addUser(QStringLiteral("ann"));
    message.text = QStringLiteral("hello");
    message.clientId = QStringLiteral("the-message");
    const auto posted = result(open.database.transaction(&server::chat::post, std::vector{message}, 0));
    const std::int64_t id = posted.results.front().message.content.id();
    const qint64 bob = open.fresh.addUser(QStringLiteral("bob"));
    QCoro::Task<void> erasing = open.database.transaction(&eraseSlowly, bob, &gate);
    const auto release = qScopeGuard([&gate] { gate.open(); });
    QTRY_COMPARE(gate.arrived(), 1);
    auto reading = open.database.transaction(&server::chat::markRead, message.channel, bob, false, id);
    const std::vector<std::pair<std::int64_t, std::int64_t>> seen{{bob, 1}};
    auto seeing = open.database.transaction(&server::friends::writeLastSeen, seen);
    QTRY_COMPARE(waitingForLocks(open.fresh), 2);
    gate.open();
    result(std::move(erasing));
    QVERIFY(!failure<server::Refusal>(std::move(reading)).isEmpty());
    result(std::move(seeing));
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM last_seen")), 0);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM read_positions")), 0);
}

void TestConversations::unreadIsBounded() {
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

void TestConversations::conversationsAreListed() {
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

void TestConversations::blockedOnesCrowdNobodyOut() {
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

void TestConversations::aNoticeWaitsForWhoIsAwayUntilItIsRead() {
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

void TestConversations::theBlockedOneCannotTell() {
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

void TestConversations::whoBlocksHearsNothing() {
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

void TestConversations::typingIsShownInConversationsOnly() {
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

PONG_SERVER_TEST_MAIN(TestConversations)

#include "test_conversations.moc"
