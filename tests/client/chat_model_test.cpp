// ChatModel, ChatChannelsModel and NotificationsModel over sources that the test keeps.

#include "client/models/chat_channels_model.h"
#include "client/models/notifications_model.h"
#include "tests/client/fake_chat.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QtTest>

using namespace client;
using chat::Delivery;
using pong::wire::Channel;
using State = ChatModel::State;

namespace {

QStringList textsOf(const QAbstractItemModel& model) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, 0).data(chat::TextRole).toString());
    return texts;
}

// Rows are the stored messages from this one to the newest, each once and in order.
bool showsTail(const ChatModel& model, const FakeChat& fake) {
    const auto rows = static_cast<std::size_t>(model.rowCount());
    if (rows > fake.messages.size())
        return false;
    for (std::size_t i = 0; i < rows; ++i)
        if (model.index(static_cast<int>(i)).data(chat::MessageIdRole).toLongLong() !=
            fake.messages[fake.messages.size() - rows + i].id())
            return false;
    return true;
}

Delivery deliveryAt(const ChatModel& model, int row) {
    return model.index(row).data(chat::DeliveryRole).value<Delivery>();
}

Failure refusal(pong::wire::RefusalCode code, std::uint32_t retryAfterMs = 0) {
    pong::wire::Refusal no;
    no.set_code(code);
    no.set_text("No.");
    no.set_retry_after_ms(retryAfterMs);
    return Failure(no);
}

pong::wire::ChatMessage inChannel(const Channel& channel, std::int64_t id, const std::string& text) {
    pong::wire::ChatMessage message;
    message.set_id(id);
    *message.mutable_channel() = channel;
    message.set_text(text);
    message.set_sent_ms(id);
    return message;
}

}  // namespace

class ChatModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FakeChat> m_fake;
    std::unique_ptr<ChatModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void open(int stored) {
        m_fake->fill(stored);
        m_model->load();
    }
    int sentToServer() const { return static_cast<int>(m_fake->sends.size()); }

 private Q_SLOTS:
    void init() {
        m_fake = std::make_unique<FakeChat>();
        m_model = std::make_unique<ChatModel>(channelOf(Channel::LOBBY), FakeChat::me(), m_fake->source());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        m_fake->answerAll();
        m_tester.reset();
        m_model.reset();
        m_fake.reset();
    }

    void theNewestPageComesFirst();
    void olderPagesComeAbove();
    void theWindowStaysBounded();
    void backToTheNewestFromFarAway();
    void liveMessagesAreAppendedOnce();
    void liveMessagesWaitForThePageBeforeThem();
    void aReconnectLosesNothing_data();
    void aReconnectLosesNothing();
    void tooMuchMissedIsANewWindow();
    void ownMessagesStandAtOnce();
    void ownMessagesBecomeStoredOnes_data();
    void ownMessagesBecomeStoredOnes();
    void aRefusedMessageStaysForRetry();
    void aLostReplyDoublesNothing();
    void givenUpMessagesGo();
    void aFailedPageIsTold();
    void daysAndGroupsAreMarked();
    void conversationsKeepTheirOrder();
    void unreadIsCounted();
    void theInboxReplacesWhatItReplaces();
    void theInboxKnowsWhatWasSeen();
};

void ChatModelTest::theNewestPageComesFirst() {
    open(120);
    QCOMPARE(m_model->state(), State::Ready);
    QCOMPARE(m_model->rowCount(), ChatModel::pageSize);
    QVERIFY(showsTail(*m_model, *m_fake));
    QVERIFY(m_model->hasOlder());
    QVERIFY(!m_model->hasNewer());
    QCOMPARE(m_model->newestId(), 120);
    QCOMPARE(m_model->index(49).data(chat::SenderNameRole).toString(), QStringLiteral("person2"));
}

void ChatModelTest::olderPagesComeAbove() {
    open(120);
    while (m_model->hasOlder())
        m_model->fetchOlder();
    QCOMPARE(m_model->rowCount(), 120);
    QVERIFY(showsTail(*m_model, *m_fake));
    m_model->fetchOlder();  // nothing more is asked for
    QCOMPARE(m_fake->pages.size(), 3U);
}

void ChatModelTest::theWindowStaysBounded() {
    open(3000);
    while (m_model->hasOlder())
        m_model->fetchOlder();
    QCOMPARE(m_model->rowCount(), ChatModel::mostRows);
    QCOMPARE(m_model->index(0).data(chat::MessageIdRole).toLongLong(), 1);
    QVERIFY(m_model->hasNewer());
    // Live ones are not shown after what they do not follow.
    m_model->receive(m_fake->add());
    QCOMPARE(m_model->rowCount(), ChatModel::mostRows);
    while (m_model->hasNewer())
        m_model->fetchNewer();
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(m_model->rowCount(), ChatModel::mostRows);
    QVERIFY(m_model->hasOlder());
    for (int i = 0; i < 2 * ChatModel::mostRows; ++i)
        m_model->receive(m_fake->add());
    QVERIFY(showsTail(*m_model, *m_fake));
    QVERIFY(m_model->rowCount() <= ChatModel::mostRows + ChatModel::pageSize);
}

void ChatModelTest::backToTheNewestFromFarAway() {
    open(2000);
    for (int i = 0; i < 30; ++i)
        m_model->fetchOlder();
    QVERIFY(m_model->hasNewer());
    m_model->send(QStringLiteral("here I am"));
    QVERIFY(!m_model->hasNewer());
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(textsOf(*m_model).last(), QStringLiteral("here I am"));
}

void ChatModelTest::liveMessagesAreAppendedOnce() {
    open(3);
    const pong::wire::ChatMessage message = m_fake->add("new");
    m_model->receive(message);
    m_model->receive(message);
    QCOMPARE(m_model->rowCount(), 4);
    QVERIFY(showsTail(*m_model, *m_fake));
    // One that comes late takes its place.
    const pong::wire::ChatMessage five = m_fake->add("five");
    const pong::wire::ChatMessage six = m_fake->add("six");
    m_model->receive(six);
    m_model->receive(five);
    QVERIFY(showsTail(*m_model, *m_fake));
}

void ChatModelTest::liveMessagesWaitForThePageBeforeThem() {
    m_fake->isHeld = true;
    open(10);
    m_model->receive(m_fake->add());        // after the page was worked out
    m_model->receive(m_fake->messages[9]);  // in it
    QCOMPARE(m_model->rowCount(), 0);
    m_fake->answerAll();
    QCOMPARE(m_model->rowCount(), 11);
    QVERIFY(showsTail(*m_model, *m_fake));
}

void ChatModelTest::aReconnectLosesNothing_data() {
    QTest::addColumn<int>("missed");
    for (const int missed : {0, 1, 49, 50, 51, 130})
        QTest::addRow("%d", missed) << missed;
}

void ChatModelTest::aReconnectLosesNothing() {
    QFETCH(int, missed);
    open(80);
    const int shown = m_model->rowCount();
    m_fake->fill(missed);
    m_fake->isHeld = true;
    m_model->catchUp();
    // Others go on writing while page after page is on its way.
    int live = 0;
    while (m_fake->waiting() > 0) {
        m_model->receive(m_fake->add("live"));
        ++live;
        m_fake->answerFirst();
    }
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(m_model->rowCount(), shown + missed + live);
}

void ChatModelTest::tooMuchMissedIsANewWindow() {
    open(80);
    m_fake->fill(1000);
    m_model->catchUp();
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(m_model->rowCount(), ChatModel::pageSize);
    QVERIFY(m_model->hasOlder());
    QVERIFY(m_fake->pages.size() < 10U);
}

void ChatModelTest::ownMessagesStandAtOnce() {
    open(2);
    m_fake->isHeld = true;
    m_model->send(QStringLiteral("mine"));
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(deliveryAt(*m_model, 2), Delivery::Sending);
    QVERIFY(m_model->index(2).data(chat::OwnRole).toBool());
    QCOMPARE(m_model->index(2).data(chat::SenderNameRole).toString(), QStringLiteral("Mara"));
    const pong::wire::ChatMessage other = m_fake->add("other");
    m_model->receive(other);
    QCOMPARE(textsOf(*m_model).mid(2), QStringList({QStringLiteral("other"), QStringLiteral("mine")}));
}

void ChatModelTest::ownMessagesBecomeStoredOnes_data() {
    QTest::addColumn<bool>("eventFirst");
    QTest::addColumn<bool>("otherBetween");
    for (const bool eventFirst : {false, true})
        for (const bool otherBetween : {false, true})
            QTest::addRow("event first %d, other between %d", eventFirst, otherBetween) << eventFirst << otherBetween;
}

void ChatModelTest::ownMessagesBecomeStoredOnes() {
    QFETCH(bool, eventFirst);
    QFETCH(bool, otherBetween);
    open(2);
    m_fake->isHeld = true;
    m_model->send(QStringLiteral("first"));
    m_model->send(QStringLiteral("second"));
    const pong::wire::ChatMessage first = m_fake->messages[2];
    if (otherBetween)
        m_model->receive(m_fake->add("other"));
    if (eventFirst)
        m_model->receive(first);
    m_fake->answerAll();
    m_model->receive(first);
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(m_model->rowCount(), otherBetween ? 5 : 4);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QCOMPARE(deliveryAt(*m_model, row), Delivery::Sent);
}

void ChatModelTest::aRefusedMessageStaysForRetry() {
    open(2);
    QSignalSpy refused(m_model.get(), &ChatModel::sendRefused);
    m_fake->failure = refusal(pong::wire::REFUSAL_TOO_MANY, 1500);
    m_model->send(QStringLiteral("too fast"));
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(deliveryAt(*m_model, 2), Delivery::Failed);
    QCOMPARE(m_model->index(2).data(chat::ErrorRole).toString(), QStringLiteral("No."));
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.front().at(1).toInt(), 1500);
    m_fake->failure.reset();
    m_model->catchUp();  // what the server said no to is not sent by itself
    QCOMPARE(sentToServer(), 1);
    m_model->retry(m_model->index(2));
    QCOMPARE(sentToServer(), 2);
    QCOMPARE(m_fake->sends[0].client_id(), m_fake->sends[1].client_id());
    QVERIFY(showsTail(*m_model, *m_fake));
    QCOMPARE(m_model->rowCount(), 3);
}

void ChatModelTest::aLostReplyDoublesNothing() {
    open(2);
    m_fake->losesReplies = true;
    m_model->send(QStringLiteral("stored, but who knows"));
    QCOMPARE(deliveryAt(*m_model, 2), Delivery::Failed);
    m_fake->losesReplies = false;
    m_model->catchUp();
    QCOMPARE(sentToServer(), 2);  // by itself, under the same id
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(showsTail(*m_model, *m_fake));
}

void ChatModelTest::givenUpMessagesGo() {
    open(2);
    m_fake->failure = refusal(pong::wire::REFUSAL_FORBIDDEN);
    m_model->send(QStringLiteral("muted"));
    m_model->discard(m_model->index(0));  // a stored one stays
    m_model->discard(m_model->index(2));
    QCOMPARE(m_model->rowCount(), 2);
}

void ChatModelTest::aFailedPageIsTold() {
    m_fake->failure = Failure(Failure::Kind::TimedOut);
    open(5);
    QCOMPARE(m_model->state(), State::Failed);
    QVERIFY(!m_model->error().isEmpty());
    m_fake->failure.reset();
    m_model->catchUp();
    QCOMPARE(m_model->state(), State::Ready);
    QVERIFY(showsTail(*m_model, *m_fake));
    m_fake->canWrite = false;
    QSignalSpy writable(m_model.get(), &ChatModel::canWriteChanged);
    m_model->load();
    QCOMPARE(writable.count(), 1);
    QVERIFY(!m_model->canWrite());
}

void ChatModelTest::daysAndGroupsAreMarked() {
    m_fake->add("one", 2);
    m_fake->add("two", 2);
    m_fake->add("three", 3);
    m_fake->add("next day", 3);
    m_fake->messages[3].set_sent_ms(m_fake->messages[2].sent_ms() + 24LL * 3600 * 1000);
    m_model->load();
    const auto is = [this](int row, int role) { return m_model->index(row).data(role).toBool(); };
    QVERIFY(is(0, chat::StartsDayRole) && is(0, chat::StartsGroupRole));
    QVERIFY(!is(1, chat::StartsDayRole) && !is(1, chat::StartsGroupRole));
    QVERIFY(!is(2, chat::StartsDayRole) && is(2, chat::StartsGroupRole));
    QVERIFY(is(3, chat::StartsDayRole) && is(3, chat::StartsGroupRole));
}

void ChatModelTest::conversationsKeepTheirOrder() {
    ChatChannelsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    pong::wire::ChatChannelsReply reply;
    const auto add = [&reply](const Channel& channel, const std::string& other) {
        *reply.add_channels()->mutable_channel() = channel;
        reply.mutable_channels(reply.channels_size() - 1)->mutable_other()->set_username(other);
    };
    add(channelOf(Channel::DIRECT, 7), "Noor");
    add(channelOf(Channel::LOBBY), {});
    add(channelOf(Channel::DIRECT, 8), "Ines");
    model.replaceAll(reply);
    const auto titles = [&model] {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row).data(chat::TitleRole).toString());
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(titles(), QStringLiteral("Lobby Noor Ines"));
    QCOMPARE(model.add(channelOf(Channel::MATCH, 3), {}), 1);
    QCOMPARE(model.add(channelOf(Channel::DIRECT, 9), QStringLiteral("Theo")), 4);
    QCOMPARE(model.add(channelOf(Channel::DIRECT, 9), QStringLiteral("Theo")), 4);
    QCOMPARE(titles(), QStringLiteral("Lobby Match Noor Ines Theo"));
    model.replaceAll(reply);  // the server does not know of a conversation without a message
    QCOMPARE(titles(), QStringLiteral("Lobby Noor Ines Theo"));
    model.remove(channelOf(Channel::DIRECT, 8));
    QCOMPARE(model.rowOf(channelOf(Channel::DIRECT, 8)), -1);
}

void ChatModelTest::unreadIsCounted() {
    ChatChannelsModel model;
    QSignalSpy unread(&model, &ChatChannelsModel::unreadChanged);
    const int lobby = model.add(channelOf(Channel::LOBBY), {});
    model.noteMessage(lobby, inChannel(channelOf(Channel::LOBBY), 5, "new"), true);
    model.noteMessage(lobby, inChannel(channelOf(Channel::LOBBY), 5, "new"), true);  // known
    model.noteMessage(lobby, inChannel(channelOf(Channel::LOBBY), 6, "own"), false);
    QCOMPARE(model.unread(), 1);
    QCOMPARE(model.index(lobby).data(chat::PreviewRole).toString(), QStringLiteral("own"));
    for (int id = 7; id < 207; ++id)
        model.noteMessage(lobby, inChannel(channelOf(Channel::LOBBY), id, "x"), true);
    QCOMPARE(model.unread(), 100);
    model.setUnread(lobby, 0);
    QCOMPARE(unread.last().at(0).toInt(), 0);
}

namespace {

pong::wire::NotificationReceived told(std::int64_t id, pong::wire::NotificationKind kind, std::int64_t from,
                                      std::uint32_t unseen) {
    pong::wire::NotificationReceived received;
    received.mutable_notification()->set_id(id);
    received.mutable_notification()->set_kind(kind);
    if (from != 0)
        *received.mutable_notification()->mutable_from() = FakeChat::card(from, "person" + std::to_string(from));
    received.set_unseen(unseen);
    return received;
}

// Three that were there before, the oldest seen.
QCoro::Task<NotificationsModel::Page> threeNotifications(pong::wire::NotificationsRequest) {
    pong::wire::NotificationsReply reply;
    for (const std::int64_t id : {3, 2, 1}) {
        *reply.add_notifications() = told(id, pong::wire::NOTIFICATION_FRIEND_REQUEST, 10 + id, 0).notification();
        reply.mutable_notifications(reply.notifications_size() - 1)->set_seen(id == 1);
    }
    reply.set_unseen(2);
    co_return NotificationsModel::Page(reply);
}

}  // namespace

void ChatModelTest::theInboxReplacesWhatItReplaces() {
    NotificationsModel model(&threeNotifications);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy unseen(&model, &NotificationsModel::unseenChanged);
    model.load();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.unseen(), 2);
    model.receive(told(4, pong::wire::NOTIFICATION_DIRECT_MESSAGE, 20, 3));
    model.receive(told(5, pong::wire::NOTIFICATION_DIRECT_MESSAGE, 20, 3));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.newestId(), 5);
    model.receive(told(6, pong::wire::NOTIFICATION_DIRECT_MESSAGE, 21, 4));
    model.receive(told(7, pong::wire::NOTIFICATION_MODERATION, 0, 5));
    model.receive(told(8, pong::wire::NOTIFICATION_MODERATION, 0, 6));
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(unseen.last().at(0).toInt(), 6);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.unseen(), 0);
}

void ChatModelTest::theInboxKnowsWhatWasSeen() {
    NotificationsModel model(&threeNotifications);
    model.load();
    model.noteSeen(2, 1);
    QVERIFY(!model.index(0).data(inbox::SeenRole).toBool());
    QVERIFY(model.index(1).data(inbox::SeenRole).toBool());
    QCOMPARE(model.unseen(), 1);
    model.noteSeen(0, 0);  // one was answered elsewhere: only the number is told
    QCOMPARE(model.unseen(), 0);
}

QTEST_GUILESS_MAIN(ChatModelTest)

#include "chat_model_test.moc"
