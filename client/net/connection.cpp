#include "client/net/connection.h"

#include "shared/protocol/version.h"

namespace client {

using std::chrono::milliseconds;

Connection::Connection(Trust& trust, QString client, ConnectionTimes times, QObject* parent)
    : QObject(parent)
    , m_trust(trust)
    , m_client(std::move(client))
    , m_times(times)
    , m_tasks(QStringLiteral("connection"))
    , m_backoff(times.firstRetry, times.longestRetry, QRandomGenerator::securelySeeded()) {
    m_attemptTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_pingTimer.setInterval(m_times.pingEvery);
    connect(&m_attemptTimer, &QTimer::timeout, this, [this] {
        if (m_link)
            m_link->drop(LinkEnd(LinkEnd::Kind::Unreachable, tr("The server did not answer.")));
    });
    connect(&m_retryTimer, &QTimer::timeout, this, &Connection::startAttempt);
    connect(&m_pingTimer, &QTimer::timeout, this, [this] {
        if (!m_pinging)
            m_tasks.run(ping());
    });
}

Connection::~Connection() {
    blockSignals(true);
    close();
}

void Connection::open(const ServerAddress& server, const QString& token) {
    close();
    m_server = server;
    m_token = token;
    m_backoff.reset();
    setState(ConnectionState::Connecting);
    startAttempt();
}

void Connection::signIn(const QString& token) {
    if (!m_server || !m_token.isEmpty())
        return;
    m_token = token;
    if (m_state == ConnectionState::Connected)
        m_tasks.run(resume());
}

void Connection::close() {
    m_retryTimer.stop();
    dropLink();
    forgetSignIn();
    m_server.reset();
    setState(ConnectionState::Offline);
    m_pending.failAll(Failure::Kind::ConnectionLost);
    wake(false);
}

QCoro::Task<bool> Connection::ready() {
    if (isUp() || m_state == ConnectionState::Offline)
        co_return isUp();
    if (m_retryTimer.isActive())
        m_retryTimer.start(0);  // somebody waits: no reason to pause longer
    pong::Completion<bool> completion;
    m_waitingForReady.push_back(completion);
    co_return co_await completion;
}

void Connection::send(const pong::wire::ClientMessage& command) {
    if (isUp())
        transmit(command);
}

pong::Completion<Answer> Connection::ask(pong::wire::ClientMessage message, milliseconds timeOut) {
    auto [number, completion] = m_pending.add(timeOut);
    message.set_request_id(number);
    transmit(message);
    return completion;
}

void Connection::transmit(const pong::wire::ClientMessage& message) {
    if (m_link)
        m_link->send(message);
}

void Connection::startAttempt() {
    m_link = new Link(*m_server, m_trust, this);
    connect(m_link, &Link::opened, this, [this] { m_tasks.run(greet()); });
    connect(m_link, &Link::received, this, &Connection::receive);
    connect(m_link, &Link::ended, this, &Connection::noteEnd);
    m_attemptTimer.start(m_times.attempt);
}

QCoro::Task<void> Connection::greet() {
    const QPointer<Link> link = m_link;
    pong::wire::Hello hello;
    hello.set_protocol(pong::protocolVersion);
    hello.set_client(m_client.toStdString());
    auto completion = askBody(std::move(hello), m_times.attempt);
    const Answer answer = co_await completion;
    if (!link || link != m_link)
        co_return;
    if (answer.ok() && answer.value().has_welcome()) {
        m_welcome = answer.value().welcome();
        m_attemptTimer.stop();
        m_pingTimer.start();
        if (m_token.isEmpty())
            setState(ConnectionState::Connected);
        else
            m_tasks.run(resume());
    } else if (!answer.ok() && answer.failure().code() == pong::wire::REFUSAL_VERSION) {
        const Failure failure = answer.failure();
        close();
        Q_EMIT refused(failure);
    } else {
        link->drop(LinkEnd(LinkEnd::Kind::Closed, answer.ok() ? QString() : answer.failure().text()));
    }
}

QCoro::Task<void> Connection::resume() {
    const QPointer<Link> link = m_link;
    pong::wire::ResumeRequest body;
    body.set_token(m_token.toStdString());
    auto completion = askBody(std::move(body), m_times.request);
    const Answer answer = co_await completion;
    if (!link || link != m_link || m_state == ConnectionState::SignedIn)
        co_return;
    if (answer.ok()) {
        link->drop(LinkEnd(LinkEnd::Kind::Garbage, QString()));
        co_return;
    }
    const Failure failure = answer.failure();
    switch (failure.code()) {
        case pong::wire::REFUSAL_WRONG_CREDENTIALS:
        case pong::wire::REFUSAL_NOT_SIGNED_IN:
        case pong::wire::REFUSAL_NOT_FOUND:
        case pong::wire::REFUSAL_FORBIDDEN:
        case pong::wire::REFUSAL_MALFORMED:
        case pong::wire::REFUSAL_INVALID_FIELD:
            forgetSignIn();
            setState(ConnectionState::Connected);
            Q_EMIT signInLost(failure.text());
            break;
        default:  // the server is not able to say yes or no now: the token may well be good
            link->drop(LinkEnd(LinkEnd::Kind::Closed, failure.text()));
            if (m_retryTimer.isActive())
                m_retryTimer.start(
                    std::max(m_retryTimer.remainingTimeAsDuration(), milliseconds(failure.retryAfterMs())));
    }
}

QCoro::Task<void> Connection::ping() {
    const QPointer<Link> link = m_link;
    QElapsedTimer clock;
    clock.start();
    m_pinging = true;
    pong::wire::ClockEchoRequest body;
    auto completion = askBody(std::move(body), m_times.pingLost);
    const Answer answer = co_await completion;
    m_pinging = false;
    if (!link || link != m_link)
        co_return;
    if (answer.ok()) {
        m_pingMs = static_cast<int>(clock.elapsed());
        m_backoff.reset();  // the connection holds
        Q_EMIT pinged(m_pingMs);
    } else if (answer.failure().kind() == Failure::Kind::TimedOut) {
        link->drop(LinkEnd(LinkEnd::Kind::Closed, answer.failure().text()));
    }
}

void Connection::receive(const pong::wire::ServerMessage& message) {
    noteSignIn(message);
    if (message.reply_to() != 0)
        m_pending.complete(message);  // nobody waits where it came too late: the time-out was told
    else if (message.body_case() != pong::wire::ServerMessage::BODY_NOT_SET)  // an event that newer clients know
        Q_EMIT event(message);
}

void Connection::noteSignIn(const pong::wire::ServerMessage& message) {
    const bool isLogIn = message.has_log_in() && message.log_in().has_signed_in();
    if (message.has_signed_in() || isLogIn) {
        const pong::wire::SignedIn& signedIn = isLogIn ? message.log_in().signed_in() : message.signed_in();
        m_me = signedIn.me();
        if (!signedIn.token().empty())
            m_token = QString::fromStdString(signedIn.token());
        setState(ConnectionState::SignedIn);
    } else if (message.has_profile()) {
        noteProfile(message.profile());
    } else if (message.has_change_password() && !message.change_password().token().empty()) {
        m_token = QString::fromStdString(message.change_password().token());
        Q_EMIT tokenChanged();
    } else if (message.has_logged_out() || message.has_account_delete()) {
        forgetSignIn();
        setState(ConnectionState::Connected);
    } else if (message.has_signed_out() && message.signed_out().reason().code() != pong::wire::REFUSAL_SHUTTING_DOWN) {
        const Failure reason(message.signed_out().reason());
        forgetSignIn();
        setState(ConnectionState::Connected);
        Q_EMIT signInLost(reason.text());
    }
}

void Connection::noteProfile(const pong::wire::Profile& profile) {
    if (!m_me || m_me->user_id() != profile.user_id())
        return;
    if (m_me->username() == profile.username() && m_me->avatar_url() == profile.avatar_url())
        return;
    m_me->set_username(profile.username());
    m_me->set_avatar_url(profile.avatar_url());
    Q_EMIT meChanged();
}

void Connection::noteRating(int rating) {
    if (!m_me || m_me->rating() == rating)
        return;
    m_me->set_rating(rating);
    Q_EMIT meChanged();
}

void Connection::forgetSignIn() {
    m_me.reset();
    m_token.clear();
}

void Connection::noteEnd(const LinkEnd& why) {
    dropLink();
    if (why.kind() == LinkEnd::Kind::Certificate) {
        const CertificateFinding finding = why.finding();
        const ServerAddress server = *m_server;
        close();
        Q_EMIT certificateRefused(server, finding);
        return;
    }
    m_retryTimer.start(m_backoff.next());
    setState(ConnectionState::Reconnecting);
    Q_EMIT troubled(why.text());
    m_pending.failAll(Failure::Kind::ConnectionLost);
    wake(false);
}

void Connection::dropLink() {
    m_attemptTimer.stop();
    m_pingTimer.stop();
    m_pingMs = -1;
    if (!m_link)
        return;
    m_link->disconnect(this);
    m_link->close();
    m_link->deleteLater();  // this may run inside one of its signals
    m_link.clear();
}

void Connection::setState(ConnectionState state) {
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
    if (isUp())
        wake(true);
}

void Connection::wake(bool up) {
    for (auto& completion : std::exchange(m_waitingForReady, {}))
        completion.complete(up);
}

}  // namespace client
