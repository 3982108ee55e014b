#include "tests/support/test_server.h"

namespace test {

TestServer::TestServer(server::FeatureOptions options) : m_database(m_queue, m_testDatabase.settings()) {
    m_database.open();
    options.hashCost = server::HashCost::minimal();
    if (!options.loadProbe)  // a test's own work in this thread is not the server's
        options.loadProbe = [] { return server::LoadSample(); };
    if (options.serverName.isEmpty())
        options.serverName = QStringLiteral("Test");
    m_features = std::make_unique<server::Features>(m_queue, m_database, options);
    result(m_features->start());
    server::ListenerOptions listening;
    listening.address = QHostAddress(QHostAddress::LocalHost);
    m_listener = std::make_unique<server::Listener>(m_features->sessions(), listening);
    if (!m_listener->listen())
        qFatal("cannot listen: %s", qUtf8Printable(m_listener->errorText()));
}

TestServer::~TestServer() {
    m_listener->stop();
    m_features->router().stop();
    result(m_features->drain());
    m_features->hasher().stop();
    m_database.close();
    m_queue.runPosted();
}

std::unique_ptr<TestClient> TestServer::connect() const {
    auto client = std::make_unique<TestClient>(url());
    return client->greet() ? std::move(client) : nullptr;
}

std::unique_ptr<TestClient> TestServer::signUp(const QString& username) const {
    std::unique_ptr<TestClient> client = connect();
    if (client == nullptr || !client->request(signUpRequest(username.toStdString())))
        return nullptr;
    return client;
}

wire::SignUpRequest TestServer::signUpRequest(const std::string& username) {
    wire::SignUpRequest request;
    request.set_username(username);
    request.set_email(username + "@example.org");
    request.set_password("correct horse");
    request.set_device("a test");
    return request;
}

}  // namespace test
