#include "server/chat/channel_access.h"

#include "server/moderation/sanctions_store.h"

namespace server::chat {

namespace {

ChannelRights directRights(Transaction& transaction, const ChannelKey& channel, UserId user) {
    const UserId other = channel.otherThan(user);
    const Rows rows = transaction.execute(
        "SELECT EXISTS (SELECT FROM blocks WHERE user_id = $1 AND blocked_id = $2) AS has_blocked, "
        "  EXISTS (SELECT FROM blocks WHERE user_id = $2 AND blocked_id = $1) AS is_blocked, "
        "  deleted_at IS NOT NULL AS is_gone FROM users WHERE id = $2 AND kind = 'human'",
        user, other);
    ChannelRights rights;
    if (rows.isEmpty())
        return rights;
    const Row row = rows.one();
    rights.read = !row.boolean(u"has_blocked");
    rights.write = rights.read && !row.boolean(u"is_gone");
    rights.reaches = !row.boolean(u"is_blocked");
    if (row.boolean(u"has_blocked"))
        rights.whyNotWrite = QStringLiteral("You blocked this player.");
    else if (row.boolean(u"is_gone"))
        rights.whyNotWrite = QStringLiteral("This account was deleted.");
    return rights;
}

ChannelRights matchRights(Transaction& transaction, std::int64_t match, UserId user, bool watches) {
    const Rows rows = transaction.execute(
        "SELECT player1_id, player2_id, ended_at IS NULL OR ended_at > now() - interval '10 minutes' AS is_open "
        "FROM game_sessions WHERE id = $1",
        match);
    ChannelRights rights;
    if (rows.isEmpty())
        return rights;
    const Row row = rows.one();
    rights.members = {row.int64(u"player1_id"), row.int64(u"player2_id")};
    const bool plays = user == rights.members[0] || user == rights.members[1];
    rights.read = plays || watches;
    rights.write = rights.read && row.boolean(u"is_open");
    if (rights.read && !rights.write)
        rights.whyNotWrite = QStringLiteral("This match is over.");
    return rights;
}

ChannelRights tournamentRights(Transaction& transaction, std::int64_t tournament, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT organiser_id AS user_id, status IN ('open', 'running') "
        "  OR (status = 'finished' AND ended_at > now() - interval '15 minutes') AS is_open "
        "FROM tournaments WHERE id = $1 "
        "UNION SELECT user_id, false FROM tournament_participants WHERE tournament_id = $1",
        tournament);
    ChannelRights rights;
    bool isOpen = false;
    for (const Row row : rows) {
        rights.members.push_back(row.int64(u"user_id"));
        rights.read = rights.read || rights.members.back() == user;
        isOpen = isOpen || row.boolean(u"is_open");
    }
    rights.write = rights.read && isOpen;
    if (rights.read && !rights.write)
        rights.whyNotWrite = QStringLiteral("This tournament is over.");
    return rights;
}

ChannelRights unmutedRights(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches) {
    switch (channel.kind) {
        case wire::Channel::LOBBY: {
            ChannelRights everything;
            everything.read = everything.write = true;
            return everything;
        }
        case wire::Channel::DIRECT:
            return directRights(transaction, channel, user);
        case wire::Channel::MATCH:
            return matchRights(transaction, channel.first, user, watches);
        case wire::Channel::TOURNAMENT:
            return tournamentRights(transaction, channel.first, user);
        default:
            return {};
    }
}

// Whoever is erased, disabled or banned beside a running server may be connected for some seconds still. The lock is
// the one that storing something of this user takes anyway: what is erased meanwhile is not written again.
bool isOpen(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT FROM users WHERE id = $1 AND deleted_at IS NULL AND disabled_at IS NULL FOR KEY SHARE", user);
    return !rows.isEmpty() && !moderation::banOf(transaction, user);
}

// Whether there is such a channel is nobody's business who may not read it.
[[noreturn]] void forbid(const QString& why) {
    throw Refusal(wire::REFUSAL_FORBIDDEN,
                  why.isEmpty() ? QStringLiteral("This conversation is not open to you.") : why);
}

}  // namespace

ChannelRights rightsIn(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches) {
    if (!isOpen(transaction, user))
        return {};
    ChannelRights rights = unmutedRights(transaction, channel, user, watches);
    if (!rights.write)
        return rights;
    if (const std::optional<moderation::Sanction> mute = moderation::muteOf(transaction, user)) {
        rights.write = false;
        rights.whyNotWrite = moderation::sanctionRefusal(*mute).text();
    }
    return rights;
}

ChannelRights requireRead(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches) {
    ChannelRights rights = rightsIn(transaction, channel, user, watches);
    if (!rights.read)
        forbid(rights.whyNotWrite);
    return rights;
}

ChannelRights requireWrite(Transaction& transaction, const ChannelKey& channel, UserId user, bool watches) {
    ChannelRights rights = rightsIn(transaction, channel, user, watches);
    if (!rights.write)
        forbid(rights.whyNotWrite);
    return rights;
}

}  // namespace server::chat
