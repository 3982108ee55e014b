#include "server/chat/chat_posts.h"

#include "server/async/drained.h"
#include "server/chat/chat_matches.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/friends/blocks.h"
#include "server/net/frame.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications.h"
#include "shared/protocol/codec.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

// Of one channel. A channel stores hundreds a second; who comes after so many would wait for longer than he likes.
constexpr std::size_t mostWaiting = 256;
constexpr std::size_t mostTogether = 64;
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

// Messages that go out together, encoded once for all who read them.
class Fanout {
 public:
    Fanout(const ChannelKey& channel, const std::vector<chat::Message>& messages, const Blocks& blocks)
        : m_blocks(blocks) {
        for (const chat::Message& message : messages) {
            const UserId sender = message.content.sender().user_id();
            m_pieces.push_back({sender, binaryFrame(pong::encode(eventFor(message, channel, sender))),
                                binaryFrame(pong::encode(eventFor(message, channel, 0)))});
            m_all += m_pieces.back().frame;
        }
    }

    // Without what those wrote whom he blocked.
    QByteArray framesFor(UserId reader) const {
        const bool isLikeMost = std::none_of(m_pieces.begin(), m_pieces.end(), [&](const Piece& piece) {
            return piece.sender == reader || m_blocks.isBlocked(reader, piece.sender);
        });
        if (isLikeMost)
            return m_all;
        QByteArray frames;
        for (const Piece& piece : m_pieces)
            if (piece.sender == reader)
                frames += piece.ownFrame;
            else if (!m_blocks.isBlocked(reader, piece.sender))
                frames += piece.frame;
        return frames;
    }

    // What people wrote who do not read there any more comes back to them.
    void sendToSendersExcept(Sessions& sessions, const std::vector<UserId>& readers) const {
        for (const Piece& piece : m_pieces)
            if (std::find(readers.begin(), readers.end(), piece.sender) == readers.end())
                sessions.sendFrames(piece.sender, piece.ownFrame);
    }

 private:
    struct Piece {
        UserId sender;
        QByteArray ownFrame;  // with the id that the sender gave it
        QByteArray frame;
    };

    const Blocks& m_blocks;
    std::vector<Piece> m_pieces;
    QByteArray m_all;
};

}  // namespace

wire::ChatMessage ChatPosts::Outcome::take() const {
    if (m_error)
        std::rethrow_exception(m_error);
    return m_message;
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

// The first ones of the lane are those that are worked on.
QCoro::Task<void> ChatPosts::work(ChannelKey channel) {
    while (!m_lanes[channel].waiting.empty()) {
        const std::deque<Waiting>& waiting = m_lanes[channel].waiting;
        const std::size_t count = std::min(waiting.size(), mostTogether);
        std::vector<chat::NewMessage> messages;
        for (std::size_t i = 0; i < count; ++i)
            messages.push_back(waiting[i].message);
        const std::vector<Outcome> outcomes = co_await store(messages);
        // Who is told may write again at once: then behind those that are still in the lane.
        for (std::size_t i = 0; i < count; ++i) {
            pong::Completion<Outcome> done = m_lanes[channel].waiting[i].done;
            done.complete(outcomes[i]);
        }
        std::deque<Waiting>& done = m_lanes[channel].waiting;
        done.erase(done.begin(), done.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (!m_lanes[channel].isUnsure)
        m_lanes.erase(channel);
}

QCoro::Task<std::vector<ChatPosts::Outcome>> ChatPosts::store(std::vector<chat::NewMessage> messages) {
    std::exception_ptr error;
    bool isCertain = true;
    try {
        co_return co_await storeTogether(messages);
    } catch (const DatabaseUnavailable&) {
        error = std::current_exception();
        isCertain = false;
    } catch (...) {
        error = std::current_exception();
    }
    std::vector<Outcome> outcomes;
    if (!isCertain || messages.size() == 1) {
        outcomes.assign(messages.size(), Outcome(error));
        co_return outcomes;
    }
    // One of them cannot be stored, and nothing was. Each by itself: the others can.
    for (const chat::NewMessage& message : messages) {
        const std::vector<chat::NewMessage> alone{message};
        const std::vector<Outcome> outcome = co_await store(alone);
        outcomes.push_back(outcome.front());
    }
    co_return outcomes;
}

QCoro::Task<std::vector<ChatPosts::Outcome>> ChatPosts::storeTogether(std::vector<chat::NewMessage> messages) {
    const ChannelKey channel = messages.front().channel;
    if (!m_lanes[channel].deliveredThrough) {
        const std::int64_t last = co_await m_database.transaction(&chat::lastMessageId, channel);
        m_lanes[channel].deliveredThrough = last;
    }
    const bool wasUnsure = std::exchange(m_lanes[channel].isUnsure, true);
    const std::int64_t deliveredThrough = *m_lanes[channel].deliveredThrough;
    chat::Posted posted;
    try {
        posted = co_await m_database.transaction(&chat::post, messages, deliveredThrough);
    } catch (const DatabaseUnavailable&) {
        throw;  // they may be stored
    } catch (...) {
        m_lanes[channel].isUnsure = wasUnsure;
        throw;
    }
    deliver(channel, posted.undelivered, posted.members);
    Lane& lane = m_lanes[channel];
    if (!posted.undelivered.empty())
        lane.deliveredThrough = posted.undelivered.back().content.id();
    std::vector<Outcome> outcomes;
    bool isAnyStored = false;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (posted.results[i].refusal) {
            outcomes.emplace_back(std::make_exception_ptr(*posted.results[i].refusal));
            continue;
        }
        isAnyStored = true;
        wire::ChatMessage own = posted.results[i].message.content;
        *own.mutable_channel() = channelFor(channel, messages[i].sender);
        outcomes.emplace_back(std::move(own));
    }
    lane.isUnsure = wasUnsure && !isAnyStored;
    co_return outcomes;
}

void ChatPosts::deliver(const ChannelKey& channel, const std::vector<chat::Message>& messages,
                        const std::vector<UserId>& members) {
    if (messages.empty())
        return;
    if (channel.kind == wire::Channel::DIRECT) {
        for (const chat::Message& message : messages)
            deliverDirect(channel, message);
        return;
    }
    const Fanout fanout(channel, messages, m_blocks);
    if (channel.kind == wire::Channel::LOBBY) {
        m_sessions.sendToAll([&fanout](UserId reader) { return fanout.framesFor(reader); });
        return;
    }
    std::vector<UserId> readers = members;
    if (channel.kind == wire::Channel::MATCH)
        for (const UserId watcher : m_matches.watchersOf(channel.first))
            if (std::find(members.begin(), members.end(), watcher) == members.end())
                readers.push_back(watcher);
    for (const UserId reader : readers)
        m_sessions.sendFrames(reader, fanout.framesFor(reader));
    fanout.sendToSendersExcept(m_sessions, readers);
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
