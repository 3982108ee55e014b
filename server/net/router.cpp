#include "server/net/router.h"

#include "server/database/database_unavailable.h"
#include "server/net/log.h"
#include "server/net/sessions.h"

#include <utility>

namespace server {

namespace {

// Coroutines of one session at once; a client of ours has two or three.
constexpr int maxInFlight = 32;
// Log ins that wait behind one that runs.
constexpr std::size_t maxInLane = 4;

std::string_view accessName(Access access) {
    switch (access) {
        case Access::BeforeHello:
            return "before hello";
        case Access::Anyone:
            return "anyone";
        case Access::SignedOut:
            return "signed out";
        case Access::SignedIn:
            return "signed in";
    }
    return {};
}

const char* outcomeName(wire::RefusalCode code) {
    switch (code) {
        case wire::REFUSAL_INVALID_FIELD:
            return "invalid-field";
        case wire::REFUSAL_TAKEN:
            return "taken";
        case wire::REFUSAL_WRONG_CREDENTIALS:
            return "wrong-credentials";
        case wire::REFUSAL_NOT_SIGNED_IN:
            return "not-signed-in";
        case wire::REFUSAL_TOO_MANY:
            return "too-many";
        case wire::REFUSAL_BUSY:
            return "busy";
        case wire::REFUSAL_UNAVAILABLE:
            return "unavailable";
        case wire::REFUSAL_INTERNAL:
            return "internal";
        case wire::REFUSAL_VERSION:
            return "version";
        case wire::REFUSAL_NOT_FOUND:
            return "not-found";
        case wire::REFUSAL_CONFLICT:
            return "conflict";
        case wire::REFUSAL_SHUTTING_DOWN:
            return "shutting-down";
        case wire::REFUSAL_MALFORMED:
            return "malformed";
        case wire::REFUSAL_FORBIDDEN:
            return "forbidden";
        default:
            return "refused";
    }
}

void logOutcome(SessionId session, pong::ClientBody body, const char* outcome) {
    if (!netLog().isDebugEnabled())
        return;  // the name would be looked up for nothing, for each input of each player
    const std::string_view kind = pong::clientMessageName(body);
    qCDebug(netLog, "request kind=%.*s outcome=%s session=%llu", static_cast<int>(kind.size()), kind.data(), outcome,
            static_cast<unsigned long long>(session));
}

// The one place where what a handler threw becomes what the client is told.
Refusal asRefusal(std::exception_ptr thrown, pong::ClientBody body) {
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const Refusal& refusal) {
        return refusal;
    } catch (const DatabaseUnavailable&) {
        return Refusal(wire::REFUSAL_UNAVAILABLE,
                       QStringLiteral("The server cannot reach its database. Try again in a moment."), {}, 2000);
    } catch (const std::exception& error) {
        const std::string_view kind = pong::clientMessageName(body);
        qCCritical(netLog, "request failed kind=%.*s error=\"%s\"", static_cast<int>(kind.size()), kind.data(),
                   error.what());
        return Refusal(wire::REFUSAL_INTERNAL, QStringLiteral("Something went wrong on the server."));
    }
}

}  // namespace

Router::Router(Sessions& sessions, QObject* parent)
    : QObject(parent), m_sessions(sessions), m_tasks(QStringLiteral("requests")) {
    connect(&m_sessions, &Sessions::received, this, &Router::dispatch);
}

Router::~Router() = default;

void Router::add(pong::ClientBody body, Route route) {
    const bool isNew = m_routes.emplace(body, std::move(route)).second;
    if (!isNew)
        qFatal("two handlers for %s", std::string(pong::clientMessageName(body)).c_str());
}

std::vector<std::string_view> Router::missing() const {
    std::vector<std::string_view> names;
    for (const pong::ClientMessageInfo& info : pong::clientMessages())
        if (!m_routes.contains(info.body))
            names.push_back(info.name);
    return names;
}

std::vector<RouteInfo> Router::routes() const {
    std::vector<RouteInfo> routes;
    for (const pong::ClientMessageInfo& info : pong::clientMessages()) {
        const auto found = m_routes.find(info.body);
        if (found == m_routes.end())
            routes.push_back({info.name, {}, {}, info.page});
        else
            routes.push_back({info.name, found->second.handler, accessName(found->second.access), info.page});
    }
    return routes;
}

void Router::checkAccess(const Route& route, const Session& session) const {
    if (m_stopped)
        throw Refusal(wire::REFUSAL_SHUTTING_DOWN, QStringLiteral("The server is shutting down."));
    if (route.access == Access::BeforeHello)
        return;
    if (!session.isGreeted())
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("Say hello first."));
    if (route.access == Access::SignedIn && session.userId() == 0)
        throw Refusal(wire::REFUSAL_NOT_SIGNED_IN, QStringLiteral("Log in first."));
    if (route.access == Access::SignedOut && session.userId() != 0)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("You are logged in already. Log out first."));
}

void Router::dispatch(Session& session, const wire::ClientMessage& message) {
    const auto found = m_routes.find(message.body_case());
    if (found == m_routes.end()) {
        refuse(session, message, Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This server does not know that.")));
        return;
    }
    const Route& route = found->second;
    try {
        checkAccess(route, session);
        if (route.atOnce)
            answerAtOnce(route, session, message);
        else if (route.order == Order::OneAtATime)
            startInOrder(session, message);
        else
            startLater(route, session, message);
    } catch (...) {
        refuse(session, message, asRefusal(std::current_exception(), message.body_case()));
    }
}

void Router::answerAtOnce(const Route& route, Session& session, const wire::ClientMessage& message) {
    wire::ServerMessage reply;
    route.atOnce(session, message, reply);
    logOutcome(session.id(), message.body_case(), "ok");
    if (message.request_id() == 0 || reply.body_case() == wire::ServerMessage::BODY_NOT_SET)
        return;
    reply.set_reply_to(message.request_id());
    session.send(reply);
}

void Router::startLater(const Route& route, Session& session, const wire::ClientMessage& message) {
    if (session.inFlight() >= maxInFlight)
        throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("Too many requests at once. Wait for their answers."));
    session.addInFlight(1);
    QCoro::Task<wire::ServerMessage> reply = route.later(session.id(), message);
    m_tasks.run(answerLater(session.id(), message.request_id(), message.body_case(), std::move(reply)));
}

void Router::startInOrder(Session& session, const wire::ClientMessage& message) {
    const auto [lane, isFree] = m_lanes.try_emplace(session.id());
    if (lane->second.size() >= maxInLane)
        throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("Too many requests at once. Wait for their answers."));
    lane->second.push_back(message);
    if (isFree)
        m_tasks.run(answerInOrder(session.id()));
}

// Works through the session's lane; access is checked again when a request's turn has come.
QCoro::Task<void> Router::answerInOrder(SessionId id) {
    while (!m_lanes[id].empty()) {
        const wire::ClientMessage message = std::move(m_lanes[id].front());
        m_lanes[id].pop_front();
        Session* session = m_sessions.find(id);
        if (session == nullptr)
            continue;
        const Route& route = m_routes.at(message.body_case());
        std::exception_ptr thrown;
        try {
            checkAccess(route, *session);
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown) {
            refuse(*session, message, asRefusal(thrown, message.body_case()));
            continue;
        }
        session->addInFlight(1);
        QCoro::Task<wire::ServerMessage> reply = route.later(id, message);
        QCoro::Task<void> answer = answerLater(id, message.request_id(), message.body_case(), std::move(reply));
        co_await answer;
    }
    m_lanes.erase(id);
}

QCoro::Task<void> Router::answerLater(SessionId id, std::uint32_t requestId, pong::ClientBody body,
                                      QCoro::Task<wire::ServerMessage> task) {
    wire::ServerMessage reply;
    std::exception_ptr thrown;
    try {
        reply = co_await task;
    } catch (...) {
        thrown = std::current_exception();
    }
    Session* session = m_sessions.find(id);
    if (thrown) {
        const Refusal refusal = asRefusal(thrown, body);
        *reply.mutable_refusal() = refusal.toWire();
        logOutcome(id, body, outcomeName(refusal.code()));
    } else {
        logOutcome(id, body, session == nullptr ? "gone" : "ok");
    }
    if (session == nullptr)
        co_return;
    session->addInFlight(-1);
    if (requestId == 0)
        co_return;
    reply.set_reply_to(requestId);
    session->send(reply);
}

void Router::refuse(Session& session, const wire::ClientMessage& message, const Refusal& refusal) {
    logOutcome(session.id(), message.body_case(), outcomeName(refusal.code()));
    if (message.request_id() == 0)
        return;
    wire::ServerMessage reply;
    *reply.mutable_refusal() = refusal.toWire();
    reply.set_reply_to(message.request_id());
    session.send(reply);
}

}  // namespace server
