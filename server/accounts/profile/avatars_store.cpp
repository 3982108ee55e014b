#include "server/accounts/profile/avatars_store.h"

#include "server/accounts/accounts_store.h"

namespace server::accounts {

void setAvatar(Transaction& transaction, UserId user, AvatarImage image) {
    requireOpen(transaction, user);
    transaction.execute(
        "INSERT INTO avatars (user_id, hash, media_type, image) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (user_id) DO UPDATE SET created_at = now(), hash = excluded.hash,"
        "  media_type = excluded.media_type, image = excluded.image",
        user, image.hash(), image.mediaType(), image.bytes());
    transaction.execute("UPDATE users SET avatar_url = $2, updated_at = now() WHERE id = $1", user, image.url());
}

void removeAvatar(Transaction& transaction, UserId user) {
    requireOpen(transaction, user);
    transaction.execute("UPDATE users SET avatar_url = NULL, updated_at = now() WHERE id = $1", user);
    transaction.execute("DELETE FROM avatars WHERE user_id = $1", user);
}

std::optional<wire::AvatarReply> findAvatar(Transaction& transaction, QByteArray hash) {
    // Two people may have the same one.
    const Rows rows = transaction.execute("SELECT media_type, image FROM avatars WHERE hash = $1 LIMIT 1", hash);
    if (rows.isEmpty())
        return std::nullopt;
    const Row row = rows.one();
    wire::AvatarReply reply;
    reply.set_image(row.bytes(u"image").toStdString());
    reply.set_media_type(row.text(u"media_type").toStdString());
    return reply;
}

}  // namespace server::accounts
