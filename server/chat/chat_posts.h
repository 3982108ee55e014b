#pragma once

// From a message that somebody may send to everybody who may read it: stored first, then delivered, in each channel in
// the order of the ids, so that all see the same order. What was sent to a channel while its last transaction ran is
// stored in one transaction and goes to each reader in one piece: a busy lobby needs one commit for many messages. When
// the outcome of a transaction is not known (the database went away in the middle), the next one of the channel
// delivers first what was stored meanwhile. Main thread.

#include "server/chat/chat_store.h"
#include "shared/async/completion.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <deque>
#include <exception>
#include <optional>
#include <unordered_map>
#include <vector>

namespace server {

class Blocks;
class Database;
class ChatMatches;
class Notifications;
class Sessions;

class ChatPosts : public QObject {
    Q_OBJECT

 public:
    ChatPosts(Database& database, Sessions& sessions, Notifications& notifications, const Blocks& blocks,
              const ChatMatches& matches, QObject* parent = nullptr);

    // As its sender sees it, once it is stored and delivered. Throws Refusal and what the database does.
    QCoro::Task<wire::ChatMessage> post(chat::NewMessage message);

    // Ends when nothing uses the database any more.
    QCoro::Task<void> drain();

 private:
    class Outcome {
     public:
        explicit Outcome(wire::ChatMessage message) : m_message(std::move(message)) {}
        explicit Outcome(std::exception_ptr error) : m_error(std::move(error)) {}
        // Throws what the work threw.
        wire::ChatMessage take() const;

     private:
        wire::ChatMessage m_message;
        std::exception_ptr m_error;
    };
    struct Waiting {
        chat::NewMessage message;
        pong::Completion<Outcome> done;
    };
    struct Lane {
        std::deque<Waiting> waiting;
        std::optional<std::int64_t> deliveredThrough;
        bool isUnsure = false;  // something may be stored that was not delivered
    };

    QCoro::Task<void> work(ChannelKey channel);
    // Of one channel; an outcome each.
    QCoro::Task<std::vector<Outcome>> store(std::vector<chat::NewMessage> messages);
    QCoro::Task<std::vector<Outcome>> storeTogether(std::vector<chat::NewMessage> messages);
    void deliver(const ChannelKey& channel, const std::vector<chat::Message>& messages,
                 const std::vector<UserId>& members);
    void deliverDirect(const ChannelKey& channel, const chat::Message& message);

    Database& m_database;
    Sessions& m_sessions;
    Notifications& m_notifications;
    const Blocks& m_blocks;
    const ChatMatches& m_matches;
    std::unordered_map<ChannelKey, Lane, ChannelKeyHash> m_lanes;
    pong::TaskScope m_tasks;
};

}  // namespace server
