#include "server/accounts/profile/devices_handlers.h"

#include "server/accounts/account_services.h"
#include "server/accounts/profile/devices_store.h"
#include "server/database/database.h"
#include "server/net/router.h"

#include <QDateTime>

#include <algorithm>

namespace server {

DevicesHandlers::DevicesHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&DevicesHandlers::devices>(Access::SignedIn, this);
    router.handle<&DevicesHandlers::revoke>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&DevicesHandlers::revokeOthers>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::DevicesReply> DevicesHandlers::read(UserId user, std::int64_t signIn) {
    wire::DevicesReply reply = co_await m_services.database.transaction(&accounts::findDevices, user);
    for (wire::Device& device : *reply.mutable_devices()) {
        if (device.kind() != wire::DEVICE_SESSION)
            continue;
        device.set_current(device.id() == signIn);
        device.set_online(m_services.signIns.isInUse(user, device.id()));
        if (device.online())
            device.set_last_seen_ms(QDateTime::currentMSecsSinceEpoch());
    }
    std::stable_sort(reply.mutable_devices()->begin(), reply.mutable_devices()->end(),
                     [](const wire::Device& a, const wire::Device& b) {
                         return a.current() != b.current() ? a.current() : a.last_seen_ms() > b.last_seen_ms();
                     });
    co_return reply;
}

QCoro::Task<wire::DevicesReply> DevicesHandlers::devices(SessionId session, wire::DevicesRequest) {
    return read(m_services.signIns.userOf(session), m_services.signIns.signInOf(session));
}

QCoro::Task<wire::DevicesReply> DevicesHandlers::revoke(SessionId session, wire::DeviceRevokeRequest request) {
    const wire::DeviceKind kind = request.kind();
    if (kind != wire::DEVICE_SESSION && kind != wire::DEVICE_TRUSTED)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("There is no such kind of device."));
    const UserId user = m_services.signIns.userOf(session);
    const std::int64_t signIn = m_services.signIns.signInOf(session);
    const std::int64_t id = request.id();
    if (kind == wire::DEVICE_SESSION && id == signIn)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("This is the device you use. Log out instead."));
    const QString address = m_services.signIns.addressOf(session).toString();
    const bool isDone = co_await m_services.database.transaction(&accounts::revokeDevice, user, kind, id, address);
    if (!isDone)
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("This device is signed out already."));
    if (kind == wire::DEVICE_SESSION)
        m_services.signIns.end(user, id, QStringLiteral("You signed this device out from another one."));
    wire::DevicesReply reply = co_await read(user, signIn);
    co_return reply;
}

QCoro::Task<wire::DevicesReply> DevicesHandlers::revokeOthers(SessionId session, wire::DevicesRevokeOthersRequest) {
    const UserId user = m_services.signIns.userOf(session);
    const std::int64_t signIn = m_services.signIns.signInOf(session);
    const QString address = m_services.signIns.addressOf(session).toString();
    co_await m_services.database.transaction(&accounts::revokeOtherDevices, user, signIn, address);
    m_services.signIns.endOthers(user, signIn, QStringLiteral("You signed this device out from another one."));
    wire::DevicesReply reply = co_await read(user, signIn);
    co_return reply;
}

}  // namespace server
