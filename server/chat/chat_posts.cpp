#include "server/chat/chat_posts.h"

#include "server/async/drained.h"
#include "server/chat/chat_matches.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/friends/blocks.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications.h"

#include <utility>

namespace server {

namespace {

// Of one channel. A channel stores hundreds a second; who comes after so many would wait for longer than he likes.
constexpr std::size_t mostWaiting = 256;
constexpr qsizetype noticeLength = 120;

wire::ServerMessage eventFor(const chat::Message& message, const ChannelKey& channel, UserId viewer) {
    wire::ServerMessage event;
    wire::ChatMessage& content = *event.mutable_chat_received()->mutable_message();
    content = message.content;
    *content.mutable_channel() = channelFor(channel, viewer);
    if (viewer != content.sender().user_id())
        content.clear_client_id();
    return event;
}

}  // namespace

wire::ChatMessage ChatPosts::Outcome::take() {
    if (m_error)
        std::rethrow_exception(m_error);
    return std::move(m_message);
}

ChatPosts::ChatPosts(Database& database, Sessions& sessions, Notifications& notifications, const Blocks& blocks,
                     const ChatMatches& matches, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_sessions(sessions)
    , m_notifications(notifications)
    , m_blocks(blocks)
    , m_matches(matches)
    , m_tasks(QStringLiteral("chat")) {}

QCoro::Task<wire::ChatMessage> ChatPosts::post(chat::NewMessage message) {
    const ChannelKey channel = message.channel;
    Lane& lane = m_lanes[channel];
    if (lane.waiting.size() >= mostWaiting)
        throw Refusal(wire::REFUSAL_BUSY, tr("Too much is written here at once. Try again in a moment."), {}, 1000);
    pong::Completion<Outcome> done;
    lane.waiting.push_back({std::move(message), done});
    if (lane.waiting.size() == 1)
        m_tasks.run(work(channel));
    Outcome outcome = co_await done;
    co_return outcome.take();
}

// The first of the lane is the one that is worked on.
QCoro::Task<void> ChatPosts::work(ChannelKey channel) {
    while (!m_lanes[channel].waiting.empty()) {
        const chat::NewMessage message = m_lanes[channel].waiting.front().message;
        std::optional<Outcome> outcome;
        try {
            wire::ChatMessage stored = co_await store(message);
            outcome.emplace(std::move(stored));
        } catch (...) {
            outcome.emplace(std::current_exception());
        }
        Lane& lane = m_lanes[channel];
        pong::Completion<Outcome> done = lane.waiting.front().done;
        lane.waiting.pop_front();
        done.complete(std::move(*outcome));
    }
    if (!m_lanes[channel].isUnsure)
        m_lanes.erase(channel);
}

QCoro::Task<wire::ChatMessage> ChatPosts::store(chat::NewMessage message) {
    const ChannelKey channel = message.channel;
    if (!m_lanes[channel].deliveredThrough) {
        const std::int64_t last = co_await m_database.transaction(&chat::lastMessageId, channel);
        m_lanes[channel].deliveredThrough = last;
    }
    const bool wasUnsure = std::exchange(m_lanes[channel].isUnsure, true);
    const std::int64_t deliveredThrough = *m_lanes[channel].deliveredThrough;
    chat::Posted posted;
    try {
        posted = co_await m_database.transaction(&chat::post, message, deliveredThrough);
    } catch (const DatabaseUnavailable&) {
        throw;  // it may be stored
    } catch (...) {
        m_lanes[channel].isUnsure = wasUnsure;
        throw;
    }
    for (const chat::Message& fresh : posted.undelivered)
        deliver(channel, fresh, posted.players);
    Lane& lane = m_lanes[channel];
    if (!posted.undelivered.empty())
        lane.deliveredThrough = posted.undelivered.back().content.id();
    lane.isUnsure = false;
    wire::ChatMessage own = posted.message.content;
    *own.mutable_channel() = channelFor(channel, message.sender);
    co_return own;
}

void ChatPosts::deliver(const ChannelKey& channel, const chat::Message& message, const std::array<UserId, 2>& players) {
    if (channel.kind == wire::Channel::DIRECT) {
        deliverDirect(channel, message);
        return;
    }
    const UserId sender = message.content.sender().user_id();
    m_sessions.send(sender, eventFor(message, channel, sender));
    const auto hears = [this, sender](UserId user) { return user != sender && !m_blocks.isBlocked(user, sender); };
    const wire::ServerMessage event = eventFor(message, channel, 0);
    if (channel.kind == wire::Channel::LOBBY) {
        m_sessions.sendToAll(event, hears);
        return;
    }
    std::vector<UserId> readers = m_matches.watchersOf(channel.first);
    readers.insert(readers.end(), players.begin(), players.end());
    for (const UserId reader : readers)
        if (hears(reader))
            m_sessions.send(reader, event);
}

void ChatPosts::deliverDirect(const ChannelKey& channel, const chat::Message& message) {
    const UserId sender = message.content.sender().user_id();
    const UserId receiver = channel.otherThan(sender);
    m_sessions.send(sender, eventFor(message, channel, sender));
    if (message.isWithheld)
        return;
    const QString text = QString::fromStdString(message.content.text());
    m_notifications.notify(receiver, wire::NOTIFICATION_DIRECT_MESSAGE, sender, text.left(noticeLength),
                           message.content.id());
    m_sessions.send(receiver, eventFor(message, channel, receiver));
}

QCoro::Task<void> ChatPosts::drain() {
    co_await drained(m_tasks);
}

}  // namespace server
