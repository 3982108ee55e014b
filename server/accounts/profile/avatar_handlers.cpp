#include "server/accounts/profile/avatar_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_services.h"
#include "server/accounts/profile/avatars_store.h"
#include "server/accounts/profile/profile_store.h"
#include "server/database/database.h"
#include "server/net/router.h"
#include "server/net/sessions.h"

namespace server {

AvatarHandlers::AvatarHandlers(Router& router, const Sessions& sessions, AccountServices& services)
    : m_sessions(sessions), m_services(services) {
    router.handle<&AvatarHandlers::upload>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&AvatarHandlers::remove>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&AvatarHandlers::avatar>(Access::SignedIn, this);
}

QCoro::Task<wire::Profile> AvatarHandlers::upload(SessionId session, wire::AvatarUploadRequest request) {
    const UserId user = m_services.signIns.userOf(session);
    const AvatarImage image(request.image());
    m_services.guards.avatar.enter(AccountGuards::keyOf(user));
    co_await m_services.database.transaction(&accounts::setAvatar, user, image);
    wire::Profile profile = co_await m_services.database.transaction(&accounts::findProfile, user);
    co_return profile;
}

QCoro::Task<wire::Profile> AvatarHandlers::remove(SessionId session, wire::AvatarRemoveRequest) {
    const UserId user = m_services.signIns.userOf(session);
    co_await m_services.database.transaction(&accounts::removeAvatar, user);
    wire::Profile profile = co_await m_services.database.transaction(&accounts::findProfile, user);
    co_return profile;
}

QCoro::Task<wire::AvatarReply> AvatarHandlers::avatar(SessionId session, wire::AvatarRequest request) {
    const QByteArray hash = AvatarImage::hashOf(request.avatar_url());
    std::optional<wire::AvatarReply> found;
    if (!hash.isEmpty())
        found = co_await m_services.database.transaction(&accounts::findAvatar, hash);
    if (!found)
        throw Refusal(wire::REFUSAL_NOT_FOUND, QStringLiteral("There is no such picture any more."));
    m_sessions.requireRoom(session, static_cast<qint64>(found->image().size()));
    co_return *found;
}

}  // namespace server
