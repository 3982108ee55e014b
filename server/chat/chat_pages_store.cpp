#include "server/chat/chat_pages_store.h"

#include "server/chat/chat_store.h"
#include "server/play/match_columns.h"

#include <algorithm>
#include <limits>

namespace server::chat {

namespace {

constexpr int mostUnread = 100;
constexpr int mostConversations = 40;  // with the lobby, a match and the tournaments: 50
constexpr int mostTournaments = 8;
constexpr int previewLength = 80;
constexpr std::size_t mostPageBytes = 48 * 1024;  // of pong::maxMessageBytes, beyond which a client hangs up

// Two statements rather than one with a direction: each is an index scan.
constexpr Sql pageBefore =
    "SELECT page.id, page.sent_at, page.message, page.client_id, player_cards.* "
    "FROM (SELECT * FROM messages_for($1) AS m WHERE channel_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4) AS page "
    "JOIN player_cards ON player_cards.user_id = page.sender_id ORDER BY page.id DESC";
constexpr Sql pageAfter =
    "SELECT page.id, page.sent_at, page.message, page.client_id, player_cards.* "
    "FROM (SELECT * FROM messages_for($1) AS m WHERE channel_id = $2 AND id > $3 ORDER BY id LIMIT $4) AS page "
    "JOIN player_cards ON player_cards.user_id = page.sender_id ORDER BY page.id";

// Where somebody who never read a channel starts: the lobby's past is not news.
std::int64_t readIdOf(Transaction& transaction, const ChannelKey& channel, std::int64_t row, UserId user) {
    const Rows rows =
        transaction.execute("SELECT read_id FROM read_positions WHERE user_id = $1 AND channel_id = $2", user, row);
    if (!rows.isEmpty())
        return rows.one().int64(u"read_id");
    return channel.kind == wire::Channel::LOBBY ? std::numeric_limits<std::int64_t>::max() : 0;
}

std::uint32_t unreadAfter(Transaction& transaction, std::int64_t channel, UserId user, std::int64_t readId) {
    const Rows rows = transaction.execute(
        "SELECT count(*)::integer AS unread FROM (SELECT FROM messages_for($1) AS m "
        "  WHERE channel_id = $2 AND id > $3 AND sender_id <> $1 LIMIT $4) AS counted",
        user, channel, readId, mostUnread);
    return static_cast<std::uint32_t>(rows.one().integer(u"unread"));
}

// False: there is nothing in it for this user.
bool fill(Transaction& transaction, wire::ChatChannelInfo& out, const ChannelKey& channel, UserId user) {
    *out.mutable_channel() = channelFor(channel, user);
    const std::optional<std::int64_t> row = findChannel(transaction, channel);
    if (!row)
        return false;
    const Rows newest = transaction.execute(
        "SELECT id, sent_at, left(message, $3) AS preview FROM messages_for($1) AS m WHERE channel_id = $2 "
        "ORDER BY id DESC LIMIT 1",
        user, *row, previewLength);
    if (newest.isEmpty())
        return false;
    out.set_last_id(newest.one().int64(u"id"));
    out.set_preview(newest.one().text(u"preview").toStdString());
    out.set_last_ms(newest.one().dateTime(u"sent_at").toMSecsSinceEpoch());
    out.set_read_id(std::min(readIdOf(transaction, channel, *row, user), out.last_id()));
    out.set_unread(unreadAfter(transaction, *row, user, out.read_id()));
    return true;
}

void addConversations(Transaction& transaction, wire::ChatChannelsReply& reply, UserId user) {
    // Two index scans, each as long as the list and the blocked ones before its end: these must not fill it.
    const Rows rows = transaction.execute(
        "SELECT others.other_id, player_cards.* FROM ("
        "  (SELECT user2_id AS other_id, last_message_id FROM channels WHERE user1_id = $1 "
        "     AND NOT EXISTS (SELECT FROM blocks WHERE blocks.user_id = $1 AND blocks.blocked_id = user2_id) "
        "   ORDER BY last_message_id DESC LIMIT $2) UNION ALL "
        "  (SELECT user1_id, last_message_id FROM channels WHERE user2_id = $1 "
        "     AND NOT EXISTS (SELECT FROM blocks WHERE blocks.user_id = $1 AND blocks.blocked_id = user1_id) "
        "   ORDER BY last_message_id DESC LIMIT $2)) AS others "
        "JOIN player_cards ON player_cards.user_id = others.other_id "
        "ORDER BY others.last_message_id DESC LIMIT $2",
        user, mostConversations);
    for (const Row row : rows) {
        wire::ChatChannelInfo info;
        *info.mutable_other() = play::cardOf(row);
        if (fill(transaction, info, directChannel(user, row.int64(u"other_id")), user))
            *reply.add_channels() = std::move(info);
    }
}

void addMatch(Transaction& transaction, wire::ChatChannelsReply& reply, UserId user, std::int64_t match) {
    const Rows rows = transaction.execute(
        "SELECT one.username || ' – ' || two.username AS title FROM game_sessions "
        "JOIN player_cards one ON one.user_id = player1_id JOIN player_cards two ON two.user_id = player2_id "
        "WHERE game_sessions.id = $1",
        match);
    if (rows.isEmpty())
        return;
    wire::ChatChannelInfo& info = *reply.add_channels();
    fill(transaction, info, {wire::Channel::MATCH, match, 0}, user);
    info.set_title(rows.one().text(u"title").toStdString());
}

// Those in which this user may write.
void addTournaments(Transaction& transaction, wire::ChatChannelsReply& reply, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT id, name FROM tournaments WHERE (organiser_id = $1 OR id IN "
        "    (SELECT tournament_id FROM tournament_participants WHERE user_id = $1)) "
        "  AND (status IN ('open', 'running') "
        "    OR (status = 'finished' AND ended_at > now() - interval '15 minutes')) ORDER BY id DESC LIMIT $2",
        user, mostTournaments);
    for (const Row row : rows) {
        wire::ChatChannelInfo& info = *reply.add_channels();
        fill(transaction, info, {wire::Channel::TOURNAMENT, row.int64(u"id"), 0}, user);
        info.set_title(row.text(u"name").toStdString());
    }
}

}  // namespace

wire::ChatPageReply page(Transaction& transaction, PageQuery query) {
    const ChannelRights rights = requireRead(transaction, query.channel, query.user, query.watches);
    wire::ChatPageReply reply;
    reply.set_can_write(rights.write);
    const std::optional<std::int64_t> channel = findChannel(transaction, query.channel);
    if (!channel)
        return reply;
    const int limit = query.limit + 1;  // one more than asked for tells whether there is more
    const Rows rows = query.afterId > 0
                          ? transaction.execute(pageAfter, query.user, *channel, query.afterId, limit)
                          : transaction.execute(
                                pageBefore, query.user, *channel,
                                query.beforeId > 0 ? query.beforeId : std::numeric_limits<std::int64_t>::max(), limit);
    std::size_t bytes = 0;
    for (const Row row : rows) {
        wire::ChatMessage message;
        fill(message, row);
        *message.mutable_channel() = channelFor(query.channel, query.user);
        if (message.sender().user_id() != query.user)
            message.clear_client_id();
        bytes += message.ByteSizeLong();
        if (reply.messages_size() == query.limit || bytes > mostPageBytes) {
            reply.set_more(true);
            break;
        }
        *reply.add_messages() = std::move(message);
    }
    if (query.afterId == 0)
        std::reverse(reply.mutable_messages()->begin(), reply.mutable_messages()->end());
    const std::int64_t readId = readIdOf(transaction, query.channel, *channel, query.user);
    reply.set_read_id(std::min(readId, lastMessageId(transaction, query.channel)));
    return reply;
}

wire::ChatChannelsReply channels(Transaction& transaction, UserId user, std::int64_t match) {
    wire::ChatChannelsReply reply;
    fill(transaction, *reply.add_channels(), {wire::Channel::LOBBY, 0, 0}, user);
    if (match != 0)
        addMatch(transaction, reply, user, match);
    addTournaments(transaction, reply, user);
    addConversations(transaction, reply, user);
    std::stable_sort(reply.mutable_channels()->begin(), reply.mutable_channels()->end(),
                     [](const wire::ChatChannelInfo& left, const wire::ChatChannelInfo& right) {
                         return left.last_id() > right.last_id();
                     });
    return reply;
}

wire::ChatReadNotice markRead(Transaction& transaction, ChannelKey channel, UserId user, bool watches,
                              std::int64_t readId) {
    requireRead(transaction, channel, user, watches);
    wire::ChatReadNotice notice;
    *notice.mutable_channel() = channelFor(channel, user);
    const std::optional<std::int64_t> row = findChannel(transaction, channel);
    if (!row)
        return notice;
    const std::int64_t known = std::min(readId, lastMessageId(transaction, channel));
    const Rows rows = transaction.execute(
        "INSERT INTO read_positions AS mine (user_id, channel_id, read_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (user_id, channel_id) DO UPDATE SET read_id = greatest(mine.read_id, excluded.read_id) "
        "RETURNING read_id",
        user, *row, known);
    notice.set_read_id(rows.one().int64(u"read_id"));
    notice.set_unread(unreadAfter(transaction, *row, user, notice.read_id()));
    return notice;
}

bool showsTyping(Transaction& transaction, UserId user, UserId other) {
    const ChannelKey channel = directChannel(user, other);
    const ChannelRights rights = rightsIn(transaction, channel, user, false);
    return rights.write && rights.reaches && findChannel(transaction, channel).has_value();
}

}  // namespace server::chat
