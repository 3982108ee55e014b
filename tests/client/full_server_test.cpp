// A server that is full and says so: the person is told where they look, nothing that they typed or keep is lost, and
// the next try works.

#include "client/client_driver.h"
#include "client/fake_server.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using Page = MainWindow::Page;

namespace {

constexpr int comeBackAfterMs = 400;

}  // namespace

class FullServerTest : public QObject, protected ClientDriver {
    Q_OBJECT

    std::unique_ptr<FakeServer> m_server;
    bool m_isFull = false;
    std::vector<qint64> m_resumedAtMs;
    QElapsedTimer m_clock;

    std::optional<ServerMessage> answer(const ClientMessage& message) {
        if (message.has_resume())
            m_resumedAtMs.push_back(m_clock.elapsed());
        if (m_isFull && (message.has_log_in() || message.has_resume() || message.has_quick_match())) {
            ServerMessage busy = FakeServer::refusal(pong::wire::REFUSAL_BUSY, "The server is busy. Try again soon.");
            busy.mutable_refusal()->set_retry_after_ms(comeBackAfterMs);
            return busy;
        }
        ServerMessage reply;
        if (message.has_log_in())
            return FakeServer::loggedIn("good");
        if (!message.has_quick_match())
            return FakeServer::usual(message);
        reply.mutable_quick_match()->set_waiting(1);
        return reply;
    }
    void startClient() {
        StartOptions options;
        options.server = ServerAddress::parse(m_server->address());
        start(options);
    }
    void logIn() {
        type(window().loginPage(), "usernameField", QStringLiteral("mara"));
        type(window().loginPage(), "passwordField", QStringLiteral("correct horse"));
        click(window().loginPage(), "logInButton");
    }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) { return answer(message); };
        m_isFull = false;
        m_resumedAtMs.clear();
        m_clock.start();
        QVERIFY(m_server->listen());
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
        m_folder.reset();
    }

    void logInIsToldAndCanBeTriedAgain() {
        m_isFull = true;
        startClient();
        logIn();
        QTRY_VERIFY(isShown(QStringLiteral("The server is busy")));
        QCOMPARE(window().page(), Page::Login);
        QCOMPARE(find<QLineEdit>(window().loginPage(), "usernameField")->text(), QStringLiteral("mara"));
        QCOMPARE(find<QLineEdit>(window().loginPage(), "passwordField")->text(), QStringLiteral("correct horse"));
        m_isFull = false;
        QTRY_VERIFY(find<QAbstractButton>(window().loginPage(), "logInButton")->isEnabled());
        click(window().loginPage(), "logInButton");
        QTRY_COMPARE(window().page(), Page::Home);
    }

    void quickGameIsToldAndCanBeTriedAgain() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        m_isFull = true;
        click(window().homePage(), "playButton");
        QTRY_VERIFY(isShown(QStringLiteral("The server is busy")));
        QTRY_VERIFY(find<QAbstractButton>(window().homePage(), "playButton")->isVisible());
        m_isFull = false;
        click(window().homePage(), "playButton");
        QTRY_VERIFY(find<QAbstractButton>(window().homePage(), "cancelSearchButton")->isVisible());
    }

    // Nobody waits at a closed door: it is asked again when the server said, and the sign-in holds.
    void aKeptSignInComesBackWhenTheServerSaid() {
        startClient();
        check(window().loginPage(), "stayCheckBox", true);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        m_isFull = true;
        startClient();
        QTRY_VERIFY(m_resumedAtMs.size() >= 2);
        m_isFull = false;
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(keepsAToken());
        for (std::size_t i = 1; i < m_resumedAtMs.size(); ++i)  // Qt's timers may be a twentieth early
            QVERIFY(m_resumedAtMs[i] - m_resumedAtMs[i - 1] >= comeBackAfterMs * 9 / 10);
    }
};

QTEST_MAIN(FullServerTest)
#include "full_server_test.moc"
