#pragma once

// The client's one connection to a server, as long as the person wants one: it opens links, greets the server, signs in
// again with the token after a loss, measures the ping, and carries requests and events. What a request comes to is
// always told: its reply, a refusal, a time-out or the loss of the connection. A network that fails is tried again and
// again, with growing pauses; what a person must decide (a changed certificate, a program too old) stops it. Main
// thread only.

#include "client/net/backoff.h"
#include "client/net/link.h"
#include "client/net/pending_requests.h"
#include "shared/async/task_scope.h"
#include "shared/protocol/messages.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace client {

enum class ConnectionState {
    Offline,     // nobody asked for a connection, or a person must decide something first
    Connecting,  // the first try at this server
    Connected,   // nobody is signed in
    SignedIn,
    Reconnecting  // after a try that failed, or a connection that was lost
};

struct ConnectionTimes {
    std::chrono::milliseconds request{10'000};
    std::chrono::milliseconds attempt{8'000};  // from the first packet to the server's welcome
    std::chrono::milliseconds pingEvery{2'000};
    std::chrono::milliseconds pingLost{5'000};  // without an answer the connection counts as lost
    std::chrono::milliseconds firstRetry{250};
    std::chrono::milliseconds longestRetry{10'000};
};

class Connection : public QObject {
    Q_OBJECT

 public:
    // The trust is not owned and must outlive the connection. `client` is what the server's log calls this program.
    Connection(Trust& trust, QString client, ConnectionTimes times = {}, QObject* parent = nullptr);
    ~Connection() override;

    // Ends any other connection and begins this one; with a token, signed in.
    void open(const ServerAddress& server, const QString& token = {});
    // Signs in with a token of an earlier time, at once or with the connection that is being made; nothing where
    // somebody is signed in already.
    void signIn(const QString& token);
    // Every request that waits completes; no further try.
    void close();

    ConnectionState state() const { return m_state; }
    bool isUp() const { return m_state == ConnectionState::Connected || m_state == ConnectionState::SignedIn; }
    const std::optional<ServerAddress>& server() const { return m_server; }
    // What the server said of itself; meaningful while isUp().
    const pong::wire::Welcome& welcome() const { return m_welcome; }
    // Who is signed in, also while a lost connection is tried again; null: nobody.
    const std::optional<pong::wire::PlayerCard>& me() const { return m_me; }
    // What a match made of the own rating.
    void noteRating(int rating);
    // For "stay signed in"; empty: nobody is.
    const QString& token() const { return m_token; }
    // Of the last ping; -1: none yet.
    int pingMs() const { return m_pingMs; }

    // `auto reply = co_await connection.request(body);` - the typed reply, or why there is none. Completes always.
    template <typename Body>
    QCoro::Task<Reply<typename pong::ClientMessageTraits<Body>::Reply>> request(Body body);

    // A message without a reply; dropped while the connection is not up.
    void send(const pong::wire::ClientMessage& command);

    // Waits for what a try that is under way comes to: true once up, false once it failed. At once where none is.
    QCoro::Task<bool> ready();

 Q_SIGNALS:
    void stateChanged(client::ConnectionState state);
    // What the server says unasked. Replies come out of request().
    void event(const pong::wire::ServerMessage& message);
    void pinged(int milliseconds);
    // A try failed, or the connection was lost; the next try follows by itself.
    void troubled(const QString& text);
    // The own name, picture or rating changed: me() is as it is now.
    void meChanged();
    // A new password took this device's token away and gave it another one: token().
    void tokenChanged();
    // The sign-in is over without this program's doing (the token expired, signed out elsewhere).
    void signInLost(const QString& text);
    // No further try: the server does not talk to this version of the program.
    void refused(const client::Failure& failure);
    // No further try, and nothing was sent: the certificate is not known. Unless it is Invalid a person may look at it,
    // pin it and open() again.
    void certificateRefused(const client::ServerAddress& server, const client::CertificateFinding& finding);

 private:
    pong::Completion<Answer> ask(pong::wire::ClientMessage message, std::chrono::milliseconds timeOut);
    template <typename Body>
    pong::Completion<Answer> askBody(Body body, std::chrono::milliseconds timeOut);
    void transmit(const pong::wire::ClientMessage& message);

    void startAttempt();
    QCoro::Task<void> greet();
    QCoro::Task<void> resume();
    QCoro::Task<void> ping();
    void receive(const pong::wire::ServerMessage& message);
    void noteSignIn(const pong::wire::ServerMessage& message);
    void noteProfile(const pong::wire::Profile& profile);
    void forgetSignIn();
    void noteEnd(const LinkEnd& why);
    void dropLink();
    void setState(ConnectionState state);
    void wake(bool up);

    Trust& m_trust;
    QString m_client;
    ConnectionTimes m_times;
    pong::TaskScope m_tasks;
    PendingRequests m_pending;
    Backoff m_backoff;
    QTimer m_attemptTimer;
    QTimer m_retryTimer;
    QTimer m_pingTimer;
    std::vector<pong::Completion<bool>> m_waitingForReady;

    QPointer<Link> m_link;
    std::optional<ServerAddress> m_server;
    ConnectionState m_state = ConnectionState::Offline;
    pong::wire::Welcome m_welcome;
    std::optional<pong::wire::PlayerCard> m_me;
    QString m_token;
    int m_pingMs = -1;
    bool m_pinging = false;
};

template <typename Body>
pong::Completion<Answer> Connection::askBody(Body body, std::chrono::milliseconds timeOut) {
    pong::wire::ClientMessage message;
    *pong::ClientMessageTraits<Body>::mutableIn(message) = std::move(body);
    return ask(std::move(message), timeOut);
}

template <typename Body>
QCoro::Task<Reply<typename pong::ClientMessageTraits<Body>::Reply>> Connection::request(Body body) {
    using Traits = pong::ClientMessageTraits<Body>;
    using Result = Reply<typename Traits::Reply>;
    if (!isUp())
        co_return Result(Failure(Failure::Kind::NotConnected));
    auto completion = askBody(std::move(body), m_times.request);
    const Answer answer = co_await completion;
    // `this` may be gone here.
    if (!answer.ok())
        co_return Result(answer.failure());
    if (!Traits::hasReply(answer.value()))
        co_return Result(Failure(Failure::Kind::BadReply));
    co_return Result(Traits::reply(answer.value()));
}

}  // namespace client
