#pragma once

// What clients ask about friends, requests, blocks and players by name, and what others are told because of it. Nothing
// here tells anybody that they were blocked: see "Blocks" in ARCHITECTURE.md. Main thread.

#include "server/friends/friends_store.h"
#include "server/net/user_rate.h"
#include "shared/async/lane.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <shared/protocol/envelope.pb.h>
#include <unordered_set>

namespace server {

class Blocks;
class Database;
class Presence;
class Router;
class Session;
class Sessions;

// A user's, over all connections.
struct FriendLimits {
    Rate requests{0.2F, 30};  // that ask somebody; a burst, then twelve a minute
    Rate changes{2, 60};      // answers, removals, blocks
    Rate searches{8, 40};     // a person who types
    // Until it is looked up what became of a change: a database that was only too busy is not lost, and so not
    // regained.
    std::chrono::milliseconds rereadAfter{5'000};
};

class FriendsHandlers : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive this.
    FriendsHandlers(Router& router, Sessions& sessions, Database& database, Presence& presence, Blocks& blocks,
                    const FriendLimits& limits = {}, QObject* parent = nullptr);

    QCoro::Task<wire::FriendsPageReply> page(SessionId session, wire::FriendsPageRequest request);
    QCoro::Task<wire::FriendReply> add(SessionId session, wire::FriendAddRequest request);
    QCoro::Task<wire::FriendReply> answer(SessionId session, wire::FriendAnswerRequest request);
    QCoro::Task<wire::FriendReply> remove(SessionId session, wire::FriendRemoveRequest request);
    QCoro::Task<wire::FriendReply> block(SessionId session, wire::BlockRequest request);
    QCoro::Task<wire::BlocksReply> blocked(SessionId session, wire::BlocksRequest request);
    QCoro::Task<wire::PlayerSearchReply> search(SessionId session, wire::PlayerSearchRequest request);
    void reportPresence(Session& session, const wire::PresenceReport& report);

    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 Q_SIGNALS:
    // What a user may know of, after it was stored: somebody asks, has accepted, or no longer waits for an answer.
    void requested(server::UserId user, server::UserId by);
    void accepted(server::UserId user, server::UserId by);
    void requestClosed(server::UserId user, server::UserId by);

 private:
    template <typename... Parameters>
    using Store = friends::Standing (*)(Transaction&, UserId, Parameters...);

    // The transaction, and what follows from it.
    template <typename... Parameters>
    QCoro::Task<wire::FriendReply> change(UserId user, Store<Parameters...> store, Parameters... parameters);
    // In the memory of blocks and presence.
    void remember(UserId user, const friends::Standing& standing);
    void tell(UserId user, friends::Standing standing);
    void addPresence(wire::Friend& person) const;
    // Changes whose outcome is not known: whether they are stored is looked up once the database is back.
    void rereadUnsure();
    QCoro::Task<void> reread(UserId user);

    Sessions& m_sessions;
    Database& m_database;
    Presence& m_presence;
    Blocks& m_blocks;
    UserRate m_requests;
    UserRate m_changes;
    UserRate m_searches;
    pong::Lane m_lane;  // changes are told in the order in which they were stored
    std::unordered_set<UserId> m_unsure;
    QTimer m_rereadTimer;
    pong::TaskScope m_tasks;
};

}  // namespace server
