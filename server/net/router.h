#pragma once

// From a decoded message to the handler that answers it, and from what the handler returns or throws to the reply. The
// only place that checks who may send what, and the only one that turns errors into refusals. Features register typed
// member functions; the request type, the reply type and the name for the log and for `pong-server routes` come from
// the function itself:
//
//   router.handle<&AccountHandlers::logIn>(Access::SignedOut, this, Order::OneAtATime);
//       QCoro::Task<wire::SignedIn> logIn(SessionId, wire::LogInRequest);                  answers later
//   router.handle<&ConnectionHandlers::echo>(Access::Anyone, this);
//       wire::ClockEchoReply echo(Session&, const wire::ClockEchoRequest&);                answers at once
//   router.handle<&PlayHandlers::input>(Access::SignedIn, this);
//       void input(Session&, const wire::MatchInput&);                                     a command: answered by
//       events
//
// Any of them may throw Refusal. A refused command is answered only if it carries a request id. Main thread.

#include "server/net/handler_method.h"
#include "server/net/session.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace server {

class Sessions;

enum class Access {
    BeforeHello,  // Hello itself
    Anyone,       // whoever has said hello
    SignedOut,    // only while nobody is signed in on this session
    SignedIn,
};

enum class Order {
    Free,        // replies may overtake each other
    OneAtATime,  // waits for the session's earlier requests of this kind: log in, resume, log out
};

// One line of the table that `pong-server routes` prints.
struct RouteInfo {
    std::string_view message;
    std::string_view handler;  // "AccountHandlers::logIn"; empty: nobody handles it
    std::string_view access;
    std::string_view page;
};

class Router : public QObject {
    Q_OBJECT

 public:
    explicit Router(Sessions& sessions, QObject* parent = nullptr);
    ~Router() override;

    // `handler` outlives the router's work (see tasks()). Registering a message twice is a defect and aborts.
    template <auto Method>
    void handle(Access access, typename HandlerMethod<decltype(Method)>::Handler* handler, Order order = Order::Free);

    // Names of messages that no handler was registered for; empty in a complete server.
    std::vector<std::string_view> missing() const;
    // Every message of messages.def, in its order.
    std::vector<RouteInfo> routes() const;

    // From now on every request is refused with REFUSAL_SHUTTING_DOWN.
    void stop() { m_stopped = true; }
    // The requests that are being answered; a shutdown waits until none is left.
    pong::TaskScope& tasks() { return m_tasks; }

 private:
    using Later = std::function<QCoro::Task<wire::ServerMessage>(SessionId, const wire::ClientMessage&)>;
    using AtOnce = std::function<void(Session&, const wire::ClientMessage&, wire::ServerMessage& reply)>;

    struct Route {
        Access access;
        Order order;
        std::string_view handler;
        Later later;    // either this
        AtOnce atOnce;  // or this
    };

    template <auto Method>
    static QCoro::Task<wire::ServerMessage> replyLater(typename HandlerMethod<decltype(Method)>::Handler* handler,
                                                       SessionId session,
                                                       typename HandlerMethod<decltype(Method)>::Request request);

    void add(pong::ClientBody body, Route route);
    void dispatch(Session& session, const wire::ClientMessage& message);
    void answerAtOnce(const Route& route, Session& session, const wire::ClientMessage& message);
    void startLater(const Route& route, Session& session, const wire::ClientMessage& message);
    void startInOrder(Session& session, const wire::ClientMessage& message);
    QCoro::Task<void> answerLater(SessionId session, std::uint32_t requestId, pong::ClientBody body,
                                  QCoro::Task<wire::ServerMessage> reply);
    QCoro::Task<void> answerInOrder(SessionId session);
    void checkAccess(const Route& route, const Session& session) const;
    void refuse(Session& session, const wire::ClientMessage& message, const Refusal& refusal);

    Sessions& m_sessions;
    std::unordered_map<int, Route> m_routes;  // by pong::ClientBody
    // Sessions with a OneAtATime request under way, and what waits behind it.
    std::unordered_map<SessionId, std::deque<wire::ClientMessage>> m_lanes;
    pong::TaskScope m_tasks;
    bool m_stopped = false;
};

template <auto Method>
void Router::handle(Access access, typename HandlerMethod<decltype(Method)>::Handler* handler, Order order) {
    using Shape = HandlerMethod<decltype(Method)>;
    using Traits = pong::ClientMessageTraits<typename Shape::Request>;
    static_assert(std::is_same_v<typename Shape::Reply, typename Traits::Reply>,
                  "messages.def names another reply for this request");
    Route route{access, order, handlerName<Method>(), {}, {}};
    if constexpr (Shape::isCoroutine) {
        route.later = [handler](SessionId session, const wire::ClientMessage& message) {
            return replyLater<Method>(handler, session, Traits::get(message));
        };
    } else {
        route.atOnce = [handler](Session& session, const wire::ClientMessage& message, wire::ServerMessage& reply) {
            if constexpr (std::is_void_v<typename Shape::Reply>)
                (handler->*Method)(session, Traits::get(message));
            else
                *Traits::mutableReply(reply) = (handler->*Method)(session, Traits::get(message));
        };
    }
    add(Traits::bodyCase(), std::move(route));
}

template <auto Method>
QCoro::Task<wire::ServerMessage> Router::replyLater(typename HandlerMethod<decltype(Method)>::Handler* handler,
                                                    SessionId session,
                                                    typename HandlerMethod<decltype(Method)>::Request request) {
    using Traits = pong::ClientMessageTraits<typename HandlerMethod<decltype(Method)>::Request>;
    QCoro::Task<typename Traits::Reply> task = (handler->*Method)(session, std::move(request));
    wire::ServerMessage message;
    *Traits::mutableReply(message) = co_await task;
    co_return message;
}

}  // namespace server
