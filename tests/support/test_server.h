#pragma once

// The server's parts in the test's process, as the application wires them: every feature, a fresh database with all
// tables, cheap password hashes, and a plain ws:// port on the loopback. Needs a QCoreApplication.

#include "server/app/features.h"
#include "server/async/main_queue.h"
#include "server/database/database.h"
#include "server/net/listener.h"
#include "tests/support/test_client.h"
#include "tests/support/test_database.h"

#include <memory>

namespace test {

class TestServer {
 public:
    explicit TestServer(server::FeatureOptions options = {});
    ~TestServer();

    QUrl url() const { return m_listener->url(); }
    TestDatabase& database() { return m_testDatabase; }
    server::Features& features() { return *m_features; }

    // A client that has said hello; null if that failed.
    std::unique_ptr<TestClient> connect() const;
    // A client that signed up under this name, with the password "correct horse".
    std::unique_ptr<TestClient> signUp(const QString& username) const;

    static wire::SignUpRequest signUpRequest(const std::string& username);

 private:
    TestDatabase m_testDatabase;
    server::MainQueue m_queue;
    server::Database m_database;
    std::unique_ptr<server::Features> m_features;
    std::unique_ptr<server::Listener> m_listener;
};

}  // namespace test
