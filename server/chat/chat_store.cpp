#include "server/chat/chat_store.h"

#include "server/play/match_columns.h"

#include <algorithm>
#include <utility>

namespace server::chat {

namespace {

// More than could wait while the database was away; what is beyond it comes with the pages that clients ask for.
constexpr int mostUndelivered = 200;

std::int64_t makeChannel(Transaction& transaction, const ChannelKey& channel) {
    if (const std::optional<std::int64_t> found = findChannel(transaction, channel))
        return *found;
    // Somebody else may be making it: then this waits for him, and finds it.
    if (channel.kind == wire::Channel::DIRECT)
        transaction.execute(
            "INSERT INTO channels (kind, user1_id, user2_id) VALUES ('direct', $1, $2) ON CONFLICT DO NOTHING",
            channel.first, channel.second);
    else if (channel.kind == wire::Channel::MATCH)
        transaction.execute("INSERT INTO channels (kind, game_session_id) VALUES ('match', $1) ON CONFLICT DO NOTHING",
                            channel.first);
    else
        transaction.execute(
            "INSERT INTO channels (kind, tournament_id) VALUES ('tournament', $1) ON CONFLICT DO NOTHING",
            channel.first);
    return findChannel(transaction, channel).value();
}

// The id of a message that this sender stored with this client id; none: it is new.
std::optional<std::int64_t> findOwn(Transaction& transaction, const NewMessage& message) {
    const Rows rows = transaction.execute("SELECT id, channel_id FROM messages WHERE sender_id = $1 AND client_id = $2",
                                          message.sender, message.clientId);
    if (rows.isEmpty())
        return std::nullopt;
    if (findChannel(transaction, message.channel) != rows.one().int64(u"channel_id"))
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("This message was sent elsewhere already."));
    return rows.one().int64(u"id");
}

// Writes into one channel, whose row is locked before its first message takes an id.
class ChannelWriter {
 public:
    ChannelWriter(Transaction& transaction, const ChannelKey& channel)
        : m_transaction(transaction), m_channel(channel) {}

    // Its id. The same message twice at once (sent again while a transaction that nobody waits for any more still runs,
    // or from two connections): whoever is later here waits for the other one, and finds what that stored.
    std::int64_t store(const NewMessage& message, bool isWithheld) {
        if (const std::optional<std::int64_t> stored = findOwn(m_transaction, message))
            return *stored;
        lock();
        const std::optional<std::int64_t> receiver =
            m_channel.kind == wire::Channel::DIRECT ? std::optional<std::int64_t>(m_channel.otherThan(message.sender))
                                                    : std::nullopt;
        const Rows rows = m_transaction.execute(
            "INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message, is_withheld) "
            "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (sender_id, client_id) DO NOTHING RETURNING id",
            *m_row, message.sender, receiver, message.clientId, message.text, isWithheld);
        if (rows.isEmpty())
            return findOwn(m_transaction, message).value();
        m_last = rows.one().int64(u"id");
        return m_last;
    }

    void finish() {
        if (m_last != 0)
            m_transaction.execute("UPDATE channels SET last_message_id = $2 WHERE id = $1", *m_row, m_last);
    }

 private:
    void lock() {
        if (m_row)
            return;
        m_row = makeChannel(m_transaction, m_channel);
        m_transaction.execute("SELECT FROM channels WHERE id = $1 FOR UPDATE", *m_row);
    }

    Transaction& m_transaction;
    const ChannelKey m_channel;
    std::optional<std::int64_t> m_row;
    std::int64_t m_last = 0;  // stored here
};

Rows rowOf(Transaction& transaction, const ChannelKey& channel) {
    switch (channel.kind) {
        case wire::Channel::LOBBY:
            return transaction.execute("SELECT id FROM channels WHERE kind = 'lobby'");
        case wire::Channel::DIRECT:
            return transaction.execute("SELECT id FROM channels WHERE user1_id = $1 AND user2_id = $2", channel.first,
                                       channel.second);
        case wire::Channel::MATCH:
            return transaction.execute("SELECT id FROM channels WHERE game_session_id = $1", channel.first);
        default:
            return transaction.execute("SELECT id FROM channels WHERE tournament_id = $1", channel.first);
    }
}

constexpr Sql messagesAfter =
    "SELECT messages.id, messages.sent_at, messages.message, messages.client_id, messages.is_withheld, "
    "  player_cards.* FROM messages JOIN player_cards ON player_cards.user_id = messages.sender_id "
    "WHERE messages.channel_id = $1 AND messages.id > $2 ORDER BY messages.id LIMIT $3";

std::vector<Message> storedAfter(Transaction& transaction, std::int64_t channel, std::int64_t id, int limit) {
    std::vector<Message> messages;
    const Rows rows = transaction.execute(messagesAfter, channel, id, limit);
    for (const Row row : rows) {
        Message& message = messages.emplace_back();
        fill(message.content, row);
        message.isWithheld = row.boolean(u"is_withheld");
    }
    return messages;
}

// A message on its way to be stored.
struct Draft {
    explicit Draft(NewMessage written) : message(std::move(written)) {}

    NewMessage message;
    bool isWithheld = false;
    std::int64_t id = 0;
    std::optional<Refusal> refusal;

    template <typename Work>
    void unlessRefused(const Work& work) {
        if (refusal)
            return;
        try {
            work();
        } catch (const Refusal& no) {
            refusal = no;
        }
    }
};

Posted::Result resultOf(Transaction& transaction, const Draft& draft, const std::vector<Message>& undelivered) {
    if (draft.refusal)
        return {{}, draft.refusal};
    const auto fresh = std::find_if(undelivered.begin(), undelivered.end(),
                                    [&](const Message& message) { return message.content.id() == draft.id; });
    if (fresh != undelivered.end())
        return {*fresh, std::nullopt};
    const std::int64_t channel = findChannel(transaction, draft.message.channel).value();
    return {storedAfter(transaction, channel, draft.id - 1, 1).front(), std::nullopt};
}

}  // namespace

void fill(wire::ChatMessage& out, const Row& row) {
    out.set_id(row.int64(u"id"));
    *out.mutable_sender() = play::cardOf(row);
    out.set_text(row.text(u"message").toStdString());
    out.set_sent_ms(row.dateTime(u"sent_at").toMSecsSinceEpoch());
    out.set_client_id(row.text(u"client_id").toStdString());
}

std::optional<std::int64_t> findChannel(Transaction& transaction, const ChannelKey& channel) {
    const Rows rows = rowOf(transaction, channel);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.one().int64(u"id"));
}

std::int64_t lastMessageId(Transaction& transaction, ChannelKey channel) {
    const std::optional<std::int64_t> row = findChannel(transaction, channel);
    if (!row)
        return 0;
    return transaction.execute("SELECT last_message_id FROM channels WHERE id = $1", *row)
        .one()
        .int64(u"last_message_id");
}

Posted post(Transaction& transaction, std::vector<NewMessage> messages, std::int64_t deliveredThrough) {
    const ChannelKey key = messages.front().channel;
    std::vector<Draft> drafts(messages.begin(), messages.end());
    Posted posted;
    // All the rights first: they lock their users, who must not be waited for with the channel locked.
    for (Draft& draft : drafts)
        draft.unlessRefused([&] {
            const ChannelRights rights = requireWrite(transaction, key, draft.message.sender, draft.message.watches);
            posted.members = rights.members;
            draft.isWithheld = !rights.reaches;
        });
    ChannelWriter writer(transaction, key);
    for (Draft& draft : drafts)
        draft.unlessRefused([&] { draft.id = writer.store(draft.message, draft.isWithheld); });
    writer.finish();
    if (std::any_of(drafts.begin(), drafts.end(), [](const Draft& draft) { return !draft.refusal; }))
        posted.undelivered =
            storedAfter(transaction, findChannel(transaction, key).value(), deliveredThrough, mostUndelivered);
    for (const Draft& draft : drafts)
        posted.results.push_back(resultOf(transaction, draft, posted.undelivered));
    return posted;
}

}  // namespace server::chat
