#include "server/accounts/profile/devices_store.h"

#include "server/accounts/audit_store.h"

namespace server::accounts {

namespace {

void fill(wire::Device& device, const Row& row) {
    device.set_kind(row.boolean(u"is_session") ? wire::DEVICE_SESSION : wire::DEVICE_TRUSTED);
    device.set_id(row.int64(u"id"));
    device.set_name(row.text(u"device").toStdString());
    device.set_address(row.text(u"address").toStdString());
    device.set_created_ms(row.dateTime(u"created_at").toMSecsSinceEpoch());
    device.set_last_seen_ms(row.dateTime(u"used_at").toMSecsSinceEpoch());
    device.set_expires_ms(row.dateTime(u"expires_at").toMSecsSinceEpoch());
}

}  // namespace

wire::DevicesReply findDevices(Transaction& transaction, UserId user) {
    const Rows rows = transaction.execute(
        "SELECT true AS is_session, id, device, address, created_at, last_seen_at AS used_at, expires_at FROM sessions"
        " WHERE user_id = $1 AND expires_at > now()"
        " UNION ALL "
        "SELECT false, id, device, address, created_at, last_used_at, expires_at FROM trusted_devices"
        " WHERE user_id = $1 AND expires_at > now()"
        " ORDER BY used_at DESC, is_session DESC, id DESC LIMIT 100",
        user);
    wire::DevicesReply reply;
    for (const Row row : rows)
        fill(*reply.add_devices(), row);
    return reply;
}

bool revokeDevice(Transaction& transaction, UserId user, wire::DeviceKind kind, std::int64_t id, QString address) {
    const bool isSession = kind == wire::DEVICE_SESSION;
    const Rows gone = isSession
                          ? transaction.execute("DELETE FROM sessions WHERE id = $1 AND user_id = $2", id, user)
                          : transaction.execute("DELETE FROM trusted_devices WHERE id = $1 AND user_id = $2", id, user);
    if (gone.affected() != 1)
        return false;
    auditByUser(transaction, user, isSession ? QStringLiteral("sign-out-device") : QStringLiteral("distrust-device"),
                address);
    return true;
}

void revokeOtherDevices(Transaction& transaction, UserId user, std::int64_t signIn, QString address) {
    const Rows signedOut = transaction.execute("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", user, signIn);
    const Rows distrusted = transaction.execute("DELETE FROM trusted_devices WHERE user_id = $1", user);
    if (signedOut.affected() + distrusted.affected() > 0)
        auditByUser(transaction, user, QStringLiteral("sign-out-other-devices"), address);
}

}  // namespace server::accounts
