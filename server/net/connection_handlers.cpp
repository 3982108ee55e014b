#include "server/net/connection_handlers.h"

#include "server/net/clock.h"
#include "server/net/router.h"
#include "server/net/session.h"
#include "server/net/sessions.h"
#include "shared/protocol/version.h"

#include <QCoreApplication>

namespace server {

ConnectionHandlers::ConnectionHandlers(Router& router, const Sessions& sessions, Introduction introduction)
    : m_sessions(sessions), m_introduction(std::move(introduction)) {
    router.handle<&ConnectionHandlers::hello>(Access::BeforeHello, this);
    router.handle<&ConnectionHandlers::echo>(Access::Anyone, this);
}

wire::Welcome ConnectionHandlers::hello(Session& session, const wire::Hello& hello) {
    if (session.isGreeted())
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("This connection said hello before."));
    if (hello.protocol() < pong::protocolVersion)
        throw Refusal(wire::REFUSAL_VERSION, QStringLiteral("This program is too old for the server. Update it."));
    if (hello.protocol() > pong::protocolVersion)
        throw Refusal(wire::REFUSAL_VERSION, QStringLiteral("The server is too old for this program."));
    session.setGreeted();
    wire::Welcome welcome;
    welcome.set_protocol(pong::protocolVersion);
    welcome.set_server_name(m_introduction.name.toStdString());
    welcome.set_has_mail(m_introduction.hasMail);
    welcome.set_contact(m_introduction.contact.toStdString());
    welcome.set_server_version(QCoreApplication::applicationVersion().toStdString());
    welcome.set_online(static_cast<std::uint32_t>(m_sessions.onlineUsers()));
    return welcome;
}

wire::ClockEchoReply ConnectionHandlers::echo(Session&, const wire::ClockEchoRequest& request) {
    wire::ClockEchoReply reply;
    reply.set_client_us(request.client_us());
    reply.set_server_us(steadyNowUs());
    return reply;
}

}  // namespace server
