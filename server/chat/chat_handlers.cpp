#include "server/chat/chat_handlers.h"

#include "server/async/drained.h"
#include "server/chat/chat_matches.h"
#include "server/chat/chat_pages_store.h"
#include "server/database/database.h"
#include "server/net/clock.h"
#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications.h"
#include "shared/protocol/chat_text.h"

#include <algorithm>

namespace server {

namespace {

constexpr std::uint32_t largestPage = 50;
constexpr std::size_t shortestClientId = 8;
constexpr std::size_t longestClientId = 40;

QString checkText(const std::string& text) {
    const QString normalised = pong::normalisedChatText(QString::fromStdString(text));
    if (normalised.isEmpty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("Write something first."), QStringLiteral("text"));
    if (pong::chatTextLength(normalised) > pong::longestChatText)
        throw Refusal(wire::REFUSAL_INVALID_FIELD,
                      QStringLiteral("A message has at most %1 characters.").arg(pong::longestChatText),
                      QStringLiteral("text"));
    return normalised;
}

QString checkClientId(const std::string& id) {
    const bool isPlain = std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (id.size() < shortestClientId || id.size() > longestClientId || !isPlain)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This message has no proper id."));
    return QString::fromStdString(id);
}

}  // namespace

ChatHandlers::ChatHandlers(Router& router, Sessions& sessions, Database& database, Notifications& notifications,
                           const Blocks& blocks, const ChatMatches& matches, const ChatLimits& limits)
    : m_sessions(sessions)
    , m_database(database)
    , m_notifications(notifications)
    , m_matches(matches)
    , m_posts(database, sessions, notifications, blocks, matches)
    , m_messageRate(limits.messages)
    , m_typingRate(limits.typing)
    , m_pageRate(limits.pages)
    , m_channelsRate(limits.channels)
    , m_tasks(QStringLiteral("typing")) {
    router.handle<&ChatHandlers::send>(Access::SignedIn, this);
    router.handle<&ChatHandlers::page>(Access::SignedIn, this);
    router.handle<&ChatHandlers::channels>(Access::SignedIn, this);
    router.handle<&ChatHandlers::read>(Access::SignedIn, this);
    router.handle<&ChatHandlers::typing>(Access::SignedIn, this);
}

bool ChatHandlers::watches(UserId user, const ChannelKey& channel) const {
    return channel.kind == wire::Channel::MATCH && m_matches.watches(user, channel.first);
}

QCoro::Task<wire::ChatSendReply> ChatHandlers::send(SessionId session, wire::ChatSendRequest request) {
    chat::NewMessage message;
    message.sender = m_sessions.requireUser(session);
    message.channel = channelKeyOf(request.channel(), message.sender);
    message.watches = watches(message.sender, message.channel);
    message.text = checkText(request.text());
    message.clientId = checkClientId(request.client_id());
    m_messageRate.take(message.sender, steadyNowUs());
    wire::ChatSendReply reply;
    *reply.mutable_message() = co_await m_posts.post(message);
    co_return reply;
}

QCoro::Task<wire::ChatPageReply> ChatHandlers::page(SessionId session, wire::ChatPageRequest request) {
    if (request.limit() < 1 || request.limit() > largestPage || request.before_id() < 0 || request.after_id() < 0)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This page cannot be asked for."));
    chat::PageQuery query;
    query.user = m_sessions.requireUser(session);
    query.channel = channelKeyOf(request.channel(), query.user);
    query.watches = watches(query.user, query.channel);
    query.beforeId = request.before_id();
    query.afterId = request.after_id();
    query.limit = static_cast<int>(request.limit());
    m_pageRate.take(query.user, steadyNowUs());
    co_return co_await m_database.transaction(&chat::page, query);
}

QCoro::Task<wire::ChatChannelsReply> ChatHandlers::channels(SessionId session, wire::ChatChannelsRequest) {
    const UserId user = m_sessions.requireUser(session);
    m_channelsRate.take(user, steadyNowUs());
    const std::int64_t match = m_matches.matchOf(user);
    co_return co_await m_database.transaction(&chat::channels, user, match);
}

QCoro::Task<wire::ChatReadReply> ChatHandlers::read(SessionId session, wire::ChatReadRequest request) {
    const UserId user = m_sessions.requireUser(session);
    const ChannelKey channel = channelKeyOf(request.channel(), user);
    if (request.read_id() < 0)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("There is no such message."));
    const bool isWatching = watches(user, channel);
    wire::ServerMessage message;
    wire::ChatReadNotice& notice = *message.mutable_chat_read_notice();
    notice = co_await m_database.transaction(&chat::markRead, channel, user, isWatching, request.read_id());
    m_sessions.sendToOthers(user, session, message);
    if (channel.kind == wire::Channel::DIRECT && notice.unread() == 0)
        m_notifications.settle(user, wire::NOTIFICATION_DIRECT_MESSAGE, channel.otherThan(user));
    wire::ChatReadReply reply;
    reply.set_unread(notice.unread());
    co_return reply;
}

void ChatHandlers::typing(Session& session, const wire::ChatTyping& command) {
    const UserId user = session.userId();
    if (command.user_id() <= 0 || command.user_id() == user || !m_sessions.isOnline(command.user_id()))
        return;
    m_typingRate.take(user, steadyNowUs());
    m_tasks.run(passOnTyping(user, command.user_id()));
}

QCoro::Task<void> ChatHandlers::passOnTyping(UserId user, UserId other) {
    const bool isShown = co_await m_database.transaction(&chat::showsTyping, user, other);
    if (!isShown)
        co_return;
    wire::ServerMessage notice;
    notice.mutable_chat_typing()->set_user_id(user);
    m_sessions.send(other, notice);
}

QCoro::Task<void> ChatHandlers::drain() {
    co_await m_posts.drain();
    co_await drained(m_tasks);
}

}  // namespace server
