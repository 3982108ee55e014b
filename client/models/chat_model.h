#pragma once

// One conversation, oldest message first, by the roles of chat_roles.h. It holds a window of some hundred messages
// however long the conversation is: older pages come when the view asks for them, and what is far away goes. While the
// window ends with the newest message, live ones are appended; after a lost connection it asks for what came since, and
// holds back what arrives meanwhile, so that none is lost, doubled or out of order.
//
// What the person writes stands at the end until the server has stored it. What could not be sent stays there, marked,
// until it is sent again or given up; after a lost connection that is done by itself, which is safe because the server
// knows a message by its client id. Main thread only.

#include "client/models/chat_roles.h"
#include "client/net/reply.h"
#include "shared/async/task_scope.h"

#include <QAbstractListModel>
#include <QCoroTask>

#include <functional>
#include <shared/protocol/chat.pb.h>
#include <vector>

namespace client {

class ChatModel : public QAbstractListModel {
    Q_OBJECT

 public:
    enum class State {
        Empty,    // nothing was asked for yet
        Loading,  // the first page is on its way
        Ready,
        Failed  // the first page did not come: load()
    };
    Q_ENUM(State)

    using Page = Reply<pong::wire::ChatPageReply>;
    using Sent = Reply<pong::wire::ChatSendReply>;
    // Where pages come from and messages go; every call must complete, at the latest before the model is destroyed.
    struct Source {
        std::function<QCoro::Task<Page>(pong::wire::ChatPageRequest)> page;
        std::function<QCoro::Task<Sent>(pong::wire::ChatSendRequest)> send;
    };

    static constexpr int pageSize = 50;
    static constexpr int mostRows = 600;

    ChatModel(pong::wire::Channel channel, pong::wire::PlayerCard me, Source source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const pong::wire::Channel& channel() const { return m_channel; }
    State state() const { return m_state; }
    const QString& error() const { return m_error; }
    // The id of the newest message that is known, in the window or not; 0: none.
    std::int64_t newestId() const { return m_newestId; }
    bool canWrite() const { return m_canWrite; }

    // The newest page; what is shown stays until it is here.
    void load();
    // The connection is back: what came meanwhile, and what could not be sent.
    void catchUp();
    bool hasOlder() const { return m_hasOlder; }
    bool hasNewer() const { return m_hasNewer; }
    void fetchOlder();
    void fetchNewer();

    // Live.
    void receive(const pong::wire::ChatMessage& message);

    // Nobody looks at it any more: it deletes itself once nothing is on its way.
    void retire();

    // `text` is normalised, not empty and not too long.
    void send(const QString& text);
    void retry(const QModelIndex& index);
    void discard(const QModelIndex& index);

 Q_SIGNALS:
    void stateChanged(client::ChatModel::State state);
    void canWriteChanged(bool canWrite);
    // A message of this person's was refused: why, and after how many milliseconds another try makes sense (0: not
    // said). It stands in the list.
    void sendRefused(const QString& text, int retryAfterMs);

 private:
    struct Pending {
        std::string clientId;
        std::string text;
        std::int64_t writtenMs = 0;
        qint64 key = 0;
        chat::Delivery delivery = chat::Delivery::Sending;
        QString error;
        bool isNetworkFault = false;  // sent again once the connection is back
    };
    enum class Direction { Newest, Older, Newer };

    using Messages = google::protobuf::RepeatedPtrField<pong::wire::ChatMessage>;

    void begin();
    QCoro::Task<void> fetch(Direction direction);
    pong::wire::ChatPageRequest requestFor(Direction direction) const;
    void take(Direction direction, const pong::wire::ChatPageReply& page);
    void replaceWith(const Messages& messages);
    void takeNewer(const pong::wire::ChatPageReply& page);
    void noteFailure(Direction direction, const Failure& failure);
    void hold(const pong::wire::ChatMessage& message);
    void releaseHeld();

    QCoro::Task<void> transmit(std::string clientId);
    void fail(const std::string& clientId, const Failure& failure);
    int pendingWith(const std::string& clientId) const;  // -1: none
    void setDelivery(int pending, chat::Delivery delivery, const QString& error = {});
    void removePending(int pending);
    bool isNext(const pong::wire::ChatMessage& message) const;

    void insert(const pong::wire::ChatMessage& message);
    void append(const Messages& messages);
    void prepend(const Messages& messages);
    void dropOldest();
    void dropNewest();
    // What a row shows depends on the one before.
    void refreshRow(int row);

    int storedRows() const { return static_cast<int>(m_messages.size()); }
    QVariant storedData(int row, int role) const;
    QVariant pendingData(int row, int role) const;
    std::int64_t timeMs(int row) const;
    std::int64_t senderOf(int row) const;
    qint64 dayOf(std::int64_t ms) const;
    bool startsDay(int row) const;
    bool startsGroup(int row) const;
    void setState(State state);
    void setCanWrite(bool canWrite);

    const pong::wire::Channel m_channel;
    const pong::wire::PlayerCard m_me;
    Source m_source;
    pong::TaskScope m_tasks;
    std::vector<pong::wire::ChatMessage> m_messages;  // the window, by id
    std::vector<Pending> m_pending;
    std::vector<pong::wire::ChatMessage> m_held;  // live ones that wait for the page before them
    // The day that was asked for last: local time costs microseconds, and a view asks for hundreds of rows at once.
    struct Day {
        qint64 number = 0;  // Julian
        std::int64_t fromMs = 0;
        std::int64_t untilMs = 0;
    };
    mutable Day m_day;
    State m_state = State::Empty;
    QString m_error;
    std::int64_t m_newestId = 0;
    qint64 m_lastKey = 0;    // of pending ones: below zero
    int m_generation = 0;    // of load(): what was asked for before is dropped
    int m_catchUpPages = 0;  // that were asked for since the connection is back
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_fetching = false;
    bool m_behind = false;      // live messages are held until what came before them is here
    bool m_catchingUp = false;  // up to the newest message, however many pages that takes
    bool m_heldTooMany = false;
    bool m_canWrite = true;
};

}  // namespace client
