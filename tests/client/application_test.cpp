// The whole client on the offscreen platform, driven through its real windows by object names, against a server that
// the test plays.

#include "client/app/play_controller.h"
#include "client/client_driver.h"
#include "client/fake_server.h"
#include "client/match/match_driver.h"
#include "client/net/trust.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/login_page.h"
#include "client/pages/match_page.h"
#include "client/pages/sign_up_page.h"
#include "client/test_certificate.h"
#include "client/widgets/field.h"
#include "shared/protocol/rules_message.h"

#include <QWindow>
#include <QtTest>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using Page = MainWindow::Page;

namespace {

std::optional<ServerMessage> friendlyAnswer(const ClientMessage& message) {
    ServerMessage reply;
    if (message.has_log_in()) {
        if (message.log_in().password() != "correct horse")
            return FakeServer::refusal(pong::wire::REFUSAL_WRONG_CREDENTIALS, "Name or password is wrong.", "password");
        return FakeServer::loggedIn("good");
    }
    if (message.has_sign_up()) {
        if (message.sign_up().username() == "kaito")
            return FakeServer::refusal(pong::wire::REFUSAL_TAKEN, "This name is taken.", "username");
        return FakeServer::signedIn("good");
    }
    if (message.has_log_out())
        reply.mutable_logged_out();
    else if (message.has_server_statistics())
        reply.mutable_server_statistics()->set_users(128);
    else if (message.has_quick_match())
        reply.mutable_quick_match()->set_waiting(1);
    else if (message.has_quick_match_cancel())
        reply.mutable_quick_match_cancel()->set_cancelled(true);
    else if (message.has_history_page())
        reply.mutable_history_page()->set_matches(0);
    else
        return FakeServer::usual(message);
    return reply;
}

ServerMessage matchFound(std::int64_t id) {
    ServerMessage message;
    message.mutable_match_found()->set_match_id(id);
    message.mutable_match_found()->mutable_left()->set_username("mara");
    message.mutable_match_found()->mutable_right()->set_username("kaito");
    *message.mutable_match_found()->mutable_rules() = pong::rulesMessage(pong::Rules());
    return message;
}

}  // namespace

class ApplicationTest : public QObject, protected ClientDriver {
    Q_OBJECT

    std::unique_ptr<FakeServer> m_server;

    std::size_t received(ClientMessage::BodyCase body) const {
        return static_cast<std::size_t>(
            std::count_if(m_server->received.begin(), m_server->received.end(),
                          [body](const ClientMessage& message) { return message.body_case() == body; }));
    }

    void startClient(bool withServer = true, const QString& fingerprint = {}) {
        StartOptions options;
        if (withServer)
            options.server = ServerAddress::parse(m_server->address());
        options.fingerprint = fingerprint;
        start(options);
    }
    void useServer(std::unique_ptr<FakeServer> server) {
        m_server = std::move(server);
        m_server->answer = friendlyAnswer;
        QVERIFY(m_server->listen());
    }
    void logIn(const QString& password = QStringLiteral("correct horse")) {
        type(window().loginPage(), "usernameField", QStringLiteral("mara"));
        type(window().loginPage(), "passwordField", password);
        click(window().loginPage(), "logInButton");
    }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        useServer(std::make_unique<FakeServer>());
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
        m_folder.reset();
    }

    void beginsWithTheLoginPageAndReachesTheServer() {
        startClient();
        QCOMPARE(window().page(), Page::Login);
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
        QTRY_COMPARE(received(ClientMessage::kServerStatistics), 1u);
        m_client.reset();
        startClient(false);  // the last server is remembered
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
    }

    void withoutAnyServerLogInSaysWhatToDo() {
        startClient(false);
        logIn();
        const auto isTold = [this] {
            const auto labels = window().loginPage()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QStringLiteral("Choose a server"));
            });
        };
        QTRY_VERIFY(isTold());
        QCOMPARE(window().page(), Page::Login);
        QVERIFY(find<QAbstractButton>(window().loginPage(), "logInButton")->isEnabled());
        QVERIFY(m_server->received.empty());
    }

    void logInThatIsRefusedMarksItsField() {
        startClient();
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
        logIn(QStringLiteral("wrong"));
        auto* edit = find<QLineEdit>(window().loginPage(), "passwordField");
        auto* field = qobject_cast<Field*>(edit->parentWidget());
        QVERIFY(field);
        QTRY_COMPARE(field->error(), QStringLiteral("Name or password is wrong."));
        QCOMPARE(window().page(), Page::Login);
        QVERIFY(find<QAbstractButton>(window().loginPage(), "logInButton")->isEnabled());
        QVERIFY(!keepsAToken());
    }

    void staysSignedInIfAskedTo() {
        startClient();
        find<QAbstractButton>(window().loginPage(), "stayCheckBox")->setChecked(true);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(keepsAToken());
        m_client.reset();
        startClient();
        QTRY_COMPARE(window().page(), Page::Home);
        QCOMPARE(received(ClientMessage::kLogIn), 1u);
        QCOMPARE(received(ClientMessage::kResume), 1u);
    }

    void doesNotStayUnlessAskedTo() {
        startClient();
        find<QAbstractButton>(window().loginPage(), "stayCheckBox")->setChecked(false);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        QVERIFY(!keepsAToken());
        m_client.reset();
        startClient();
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
        QCOMPARE(window().page(), Page::Login);
        QCOMPARE(find<QLineEdit>(window().loginPage(), "usernameField")->text(), QStringLiteral("mara"));
        QVERIFY(find<QLineEdit>(window().loginPage(), "passwordField")->text().isEmpty());
    }

    void logOutForgetsTheToken() {
        startClient();
        find<QAbstractButton>(window().loginPage(), "stayCheckBox")->setChecked(true);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
        QCOMPARE(received(ClientMessage::kLogOut), 1u);
        QVERIFY(!keepsAToken());
        QCOMPARE(m_client->connection().state(), ConnectionState::Connected);
    }

    void aTokenThatNoLongerHoldsLeadsToTheLoginPage() {
        startClient();
        find<QAbstractButton>(window().loginPage(), "stayCheckBox")->setChecked(true);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        ServerMessage event;
        event.mutable_signed_out()->mutable_reason()->set_text("Signed out on another device.");
        m_server->send(event);
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(!keepsAToken());
    }

    void signUpMarksTheFieldAndThenSignsIn() {
        startClient();
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
        click(window().loginPage(), "signUpButton");
        QCOMPARE(window().page(), Page::SignUp);
        SignUpPage* page = window().signUpPage();
        type(page, "usernameField", QStringLiteral("kaito"));
        type(page, "emailField", QStringLiteral("mara@office.example"));
        type(page, "passwordField", QStringLiteral("correct horse battery"));
        type(page, "confirmField", QStringLiteral("correct horse battery"));
        click(page, "createAccountButton");
        auto* field = qobject_cast<Field*>(find<QLineEdit>(page, "usernameField")->parentWidget());
        QTRY_COMPARE(field->error(), QStringLiteral("This name is taken."));
        type(page, "usernameField", QStringLiteral("mara"));
        click(page, "createAccountButton");
        QTRY_COMPARE(window().page(), Page::Home);
    }

    void searchesAndPlaysAndComesHome() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        click(window().homePage(), "playButton");
        QTRY_COMPARE(received(ClientMessage::kQuickMatch), 1u);
        click(window().homePage(), "cancelSearchButton");
        QTRY_COMPARE(received(ClientMessage::kQuickMatchCancel), 1u);
        click(window().homePage(), "playButton");
        QTRY_COMPARE(received(ClientMessage::kQuickMatch), 2u);
        m_server->send(matchFound(5));
        QTRY_COMPARE(window().page(), Page::Match);
        QTRY_COMPARE(received(ClientMessage::kMatchJoin), 1u);
        const std::size_t pages = received(ClientMessage::kHistoryPage);

        ServerMessage ended;
        ended.mutable_match_ended()->set_match_id(5);
        ended.mutable_match_ended()->set_winner(0);
        ended.mutable_match_ended()->set_score_left(11);
        m_server->send(ended);
        QTRY_VERIFY(m_client->play().driver()->result());
        QTRY_VERIFY(received(ClientMessage::kHistoryPage) > pages);  // the new result is fetched
        m_client->play().driver()->leave();
        QCOMPARE(window().page(), Page::Home);
        QVERIFY(!m_client->play().driver());
    }

    void aMatchLeftWithoutAConnectionIsGivenUpLater() {
        startClient();
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        m_server->send(matchFound(5));
        QTRY_COMPARE(window().page(), Page::Match);
        m_server->stop();
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Reconnecting);
        m_client->play().driver()->leave();
        QCOMPARE(window().page(), Page::Home);
        QVERIFY(m_server->listen());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->connection().state(), ConnectionState::SignedIn, 15'000);
        m_server->send(matchFound(5));
        QTRY_COMPARE(received(ClientMessage::kMatchLeave), 1u);
        QCOMPARE(window().page(), Page::Home);
    }

    void twoPlayNoServerNeededAndPausesWithoutTheKeyboard() {
        startClient(false);
        click(window().loginPage(), "playTogetherButton");
        QCOMPARE(window().page(), Page::LocalOptions);
        click(&window(), "startMatchButton");
        QCOMPARE(window().page(), Page::Match);
        MatchDriver* driver = m_client->play().driver();
        const auto frame = [driver] { return driver->frame(MatchDriver::clock()); };
        QTRY_COMPARE(frame().stage, MatchFrame::Stage::Playing);
        QTest::keyPress(window().windowHandle(), Qt::Key_W);
        QTest::keyPress(window().windowHandle(), Qt::Key_Down);
        QTRY_VERIFY(frame().paddleY[0] < 245 && frame().paddleY[1] > 255);
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_COMPARE(frame().stage, MatchFrame::Stage::Paused);
        driver->leave();
        QCOMPARE(window().page(), Page::Login);
    }

    void signingInDoesNotInterruptALocalMatch() {
        startClient();
        find<QAbstractButton>(window().loginPage(), "stayCheckBox")->setChecked(true);
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        m_client.reset();
        m_server->stop();
        startClient();
        click(window().loginPage(), "playAiButton");
        click(&window(), "startMatchButton");
        QCOMPARE(window().page(), Page::Match);
        QVERIFY(m_server->listen());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->connection().state(), ConnectionState::SignedIn, 15'000);
        QCOMPARE(window().page(), Page::Match);
        m_client->play().driver()->leave();
        QCOMPARE(window().page(), Page::Home);
    }

    void anUnknownCertificateIsAskedAbout() {
        useServer(std::make_unique<FakeServer>(selfSignedServer("office")));
        startClient();
        QTRY_VERIFY(window().findChild<QAbstractButton*>(QStringLiteral("dontTrustServerButton")));
        click(&window(), "dontTrustServerButton");
        QTRY_VERIFY(!window().findChild<QAbstractButton*>(QStringLiteral("dontTrustServerButton")));
        QCOMPARE(m_client->connection().state(), ConnectionState::Offline);
        QVERIFY(m_server->received.empty());

        m_client.reset();
        startClient();
        QTRY_VERIFY(window().findChild<QAbstractButton*>(QStringLiteral("trustServerButton")));
        click(&window(), "trustServerButton");
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);

        m_client.reset();
        startClient();  // pinned now
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
    }

    void theLaunchersFingerprintSparesTheQuestion() {
        const QSslConfiguration tls = selfSignedServer("office");
        useServer(std::make_unique<FakeServer>(tls));
        startClient(true, Trust::fingerprintOf(tls.localCertificate()));
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Connected);
    }

    void aChangedCertificateKeepsAwayByDefault() {
        useServer(std::make_unique<FakeServer>(selfSignedServer("office")));
        startClient(true, QString(64, u'a'));
        QTRY_VERIFY(window().findChild<QAbstractButton*>(QStringLiteral("keepSafeButton")));
        auto* dialog = find<QAbstractButton>(&window(), "keepSafeButton")->window();
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!window().findChild<QAbstractButton*>(QStringLiteral("keepSafeButton")));
        QCOMPARE(m_client->connection().state(), ConnectionState::Offline);
        QVERIFY(m_server->received.empty());
    }
};

QTEST_MAIN(ApplicationTest)
#include "application_test.moc"
