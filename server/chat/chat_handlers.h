#pragma once

// What clients ask about conversations: write, read pages, list channels, note what was read, type. Main thread.

#include "server/chat/chat_posts.h"
#include "server/net/user_rate.h"

#include <QCoroTask>

#include <shared/protocol/envelope.pb.h>

namespace server {

class Router;
class Session;

// Of one user, over all connections.
struct ChatLimits {
    Rate messages{1, 8};
    Rate typing{0.5F, 1};
    // A client comes back with one list, and a page or a few for each conversation that is open.
    Rate pages{5, 30};
    Rate channels{1, 10};  // a list is some two hundred statements
};

class ChatHandlers {
 public:
    ChatHandlers(Router& router, Sessions& sessions, Database& database, Notifications& notifications,
                 const Blocks& blocks, const ChatMatches& matches, const ChatLimits& limits);

    QCoro::Task<wire::ChatSendReply> send(SessionId session, wire::ChatSendRequest request);
    QCoro::Task<wire::ChatPageReply> page(SessionId session, wire::ChatPageRequest request);
    QCoro::Task<wire::ChatChannelsReply> channels(SessionId session, wire::ChatChannelsRequest request);
    QCoro::Task<wire::ChatReadReply> read(SessionId session, wire::ChatReadRequest request);
    void typing(Session& session, const wire::ChatTyping& command);

    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    bool watches(UserId user, const ChannelKey& channel) const;
    QCoro::Task<void> passOnTyping(UserId user, UserId other);

    Sessions& m_sessions;
    Database& m_database;
    Notifications& m_notifications;
    const ChatMatches& m_matches;
    ChatPosts m_posts;
    UserRate m_messageRate;
    UserRate m_typingRate;
    UserRate m_pageRate;
    UserRate m_channelsRate;
    pong::TaskScope m_tasks;
};

}  // namespace server
