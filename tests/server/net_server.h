#pragma once

// The connection half of a server for tests of it: sessions, router, hello and echo behind a real port, no database. A
// test registers further handlers on router() itself.

#include "server/net/connection_handlers.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "server/net/session_map.h"
#include "server/net/sessions.h"
#include "tests/support/test_client.h"

#include <memory>

namespace test {

// The id of a fresh server's connection, counted from 1, where none has gone yet.
inline server::SessionId sessionNumber(int number) {
    server::SessionIds ids;
    while (--number > 0)
        ids.take();
    return ids.take();
}

class NetServer {
 public:
    explicit NetServer(server::SessionLimits limits = {}, server::ListenerOptions options = {})
        : m_sessions(limits)
        , m_router(m_sessions)
        , m_handlers(m_router, m_sessions, {QStringLiteral("Net"), false, {}}) {
        options.address = QHostAddress(QHostAddress::LocalHost);
        m_listener = std::make_unique<server::Listener>(m_sessions, options);
        if (!m_listener->listen())
            qFatal("cannot listen: %s", qUtf8Printable(m_listener->errorText()));
    }

    server::Sessions& sessions() { return m_sessions; }
    server::Router& router() { return m_router; }
    server::Listener& listener() { return *m_listener; }
    QUrl url() const { return m_listener->url(); }

    // A client that has said hello; null if that failed.
    std::unique_ptr<TestClient> connect() const {
        auto client = std::make_unique<TestClient>(url());
        return client->greet() ? std::move(client) : nullptr;
    }
    // Whether somebody new is still served.
    bool serves() const {
        const std::unique_ptr<TestClient> client = connect();
        return client != nullptr && client->request(wire::ClockEchoRequest());
    }

 private:
    server::Sessions m_sessions;
    server::Router m_router;
    server::ConnectionHandlers m_handlers;
    std::unique_ptr<server::Listener> m_listener;
};

}  // namespace test
