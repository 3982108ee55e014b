// Friends in the whole client, driven through its windows, against a server that the test plays: the list as it is
// read, what events make of it, what is asked when, and what a person is told.

#include "client/app/friends_controller.h"

#include "client/app/application.h"
#include "client/docks/friends_panel.h"
#include "client/docks/people_view.h"
#include "client/docks/side_docks.h"
#include "client/fake_server.h"
#include "client/net/keyring.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/widgets/field.h"
#include "tests/client/friends_samples.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using samples::person;
namespace wire = pong::wire;

class FriendsControllerTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Application> m_client;
    // What the server would say.
    std::vector<wire::Friend> m_people;
    std::optional<ServerMessage> m_next;  // instead of the usual answer to a change
    bool m_holdsPages = false;
    bool m_refusesPages = false;

    MainWindow& window() { return m_client->window(); }
    PeopleView* view() { return window().findChild<PeopleView*>(QStringLiteral("friendsView")); }
    FriendsModel* model() { return qobject_cast<FriendsModel*>(view()->model()); }
    template <typename T = QWidget>
    T* find(const char* name) {
        T* found = window().findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    bool isShown(const QString& text) {
        const auto labels = window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }
    const ClientMessage* last(ClientMessage::BodyCase body) const {
        const auto& all = m_server->received;
        const auto found = std::find_if(all.rbegin(), all.rend(),
                                        [body](const ClientMessage& message) { return message.body_case() == body; });
        return found == all.rend() ? nullptr : &*found;
    }
    std::size_t count(ClientMessage::BodyCase body) const {
        const auto& all = m_server->received;
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [body](const ClientMessage& message) { return message.body_case() == body; }));
    }

    std::optional<ServerMessage> page(const wire::FriendsPageRequest& request) const {
        if (m_refusesPages)
            return FakeServer::refusal(wire::REFUSAL_BUSY, "The server is busy.");
        ServerMessage reply;
        wire::FriendsPageReply& page = *reply.mutable_friends_page();
        constexpr int mostOnAPage = 3;  // so that there are several
        for (const wire::Friend& one : m_people) {
            if (one.player().user_id() <= request.after_user_id())
                continue;
            if (page.friends_size() == mostOnAPage) {
                page.set_more(true);
                break;
            }
            *page.add_friends() = one;
        }
        return reply;
    }
    std::optional<ServerMessage> answer(const ClientMessage& message) {
        ServerMessage reply;
        if (message.has_log_in())
            return FakeServer::loggedIn("good");
        if (message.has_log_out())
            reply.mutable_logged_out();
        else if (message.has_friends_page())
            return m_holdsPages ? std::nullopt : page(message.friends_page());
        else if (message.has_player_search() && message.player_search().prefix() == "noor")
            *reply.mutable_player_search()->add_players() = person(1, "Noor", wire::RELATION_FRIEND);
        else if (message.has_player_search())
            *reply.mutable_player_search()->add_players() = person(70, "kaito", wire::RELATION_NONE);
        else if (message.has_blocks())
            *reply.mutable_blocks()->add_players() = person(80, "zed").player();
        else if (message.has_friend_add() || message.has_friend_answer() || message.has_friend_remove() ||
                 message.has_block()) {
            if (m_next)
                return std::exchange(m_next, std::nullopt);
            *reply.mutable_friend_reply()->mutable_person() = person(70, "kaito", wire::RELATION_REQUEST_OUT);
        } else {
            return FakeServer::usual(message);
        }
        return reply;
    }
    static ServerMessage changed(const wire::Friend& person) {
        ServerMessage event;
        *event.mutable_friend_changed()->mutable_person() = person;
        return event;
    }
    static ServerMessage presence(std::int64_t id, wire::Presence presence) {
        ServerMessage event;
        event.mutable_presence_changed()->set_user_id(id);
        event.mutable_presence_changed()->mutable_presence()->set_presence(presence);
        return event;
    }

    void signIn() {
        StartOptions options;
        options.dataDir = m_folder->path();
        options.server = ServerAddress::parse(m_server->address());
        m_client = std::make_unique<Application>(*qApp, options);
        m_client->start();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        LoginPage* login = window().loginPage();
        login->findChild<QLineEdit*>(QStringLiteral("usernameField"))->setText(QStringLiteral("mara"));
        login->findChild<QLineEdit*>(QStringLiteral("passwordField"))->setText(QStringLiteral("correct horse"));
        find<QPushButton>("logInButton")->click();
        QTRY_COMPARE(window().page(), MainWindow::Page::Home);
    }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) { return answer(message); };
        QVERIFY(m_server->listen());
        m_people = {person(1, "Noor", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE), person(2, "Oskar"),
                    person(3, "Dario", wire::RELATION_REQUEST_IN), person(4, "Anna"), person(5, "Bea")};
        m_holdsPages = m_refusesPages = false;
        m_next.reset();
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
        m_folder.reset();
    }

    void theListIsReadPageByPage() {
        signIn();
        QTRY_COMPARE(model()->counts(), (FriendsModel::Counts{1, 1, 4}));
        QCOMPARE(count(ClientMessage::kFriendsPage), 2U);
        QVERIFY(isShown(QStringLiteral("1 of 4 online")));
    }

    void eventsChangeIt() {
        signIn();
        QTRY_COMPARE(model()->counts().friends, 4);
        m_server->send(presence(2, wire::PRESENCE_IN_MATCH));
        QTRY_COMPARE(model()->counts().online, 2);
        m_server->send(changed(person(3, "Dario", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE)));
        QTRY_COMPARE(model()->counts(), (FriendsModel::Counts{0, 3, 5}));
        m_server->send(changed(person(1, "Noor", wire::RELATION_NONE)));
        QTRY_COMPARE(model()->counts(), (FriendsModel::Counts{0, 2, 4}));
    }

    void whatComesWhileItIsReadIsNotLost() {
        m_holdsPages = true;
        signIn();
        QTRY_COMPARE(count(ClientMessage::kFriendsPage), 1U);
        m_server->send(presence(1, wire::PRESENCE_OFFLINE));
        m_server->send(changed(person(9, "Zoe", wire::RELATION_REQUEST_IN)));
        // The page is older than both.
        ServerMessage reply = *page(last(ClientMessage::kFriendsPage)->friends_page());
        reply.mutable_friends_page()->set_more(false);
        reply.set_reply_to(last(ClientMessage::kFriendsPage)->request_id());
        m_server->send(reply);
        QTRY_COMPARE(model()->counts(), (FriendsModel::Counts{2, 0, 2}));
    }

    void aLostConnectionReadsItAgain() {
        signIn();
        QTRY_COMPARE(model()->counts().friends, 4);
        m_people = {person(2, "Oskar", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE)};
        m_server->cutOff();
        QTRY_COMPARE(model()->counts(), (FriendsModel::Counts{0, 1, 1}));
    }

    void aListThatDoesNotComeIsAskedForAgain() {
        m_refusesPages = true;
        signIn();
        QTRY_VERIFY(isShown(QStringLiteral("The server is busy.")));
        m_refusesPages = false;
        find<QPushButton>("retryFriendsButton")->click();
        QTRY_COMPARE(model()->counts().friends, 4);
        QVERIFY(view()->isVisible());
    }

    void loggingOutForgetsThem() {
        signIn();
        QTRY_COMPARE(model()->counts().friends, 4);
        find<QAbstractButton>("playerMenuButton")->click();
        find<QAction>("logOutAction")->trigger();
        QTRY_COMPARE(window().page(), MainWindow::Page::Login);
        QVERIFY(model()->isEmpty());
        QVERIFY(!find<QWidget>("friendsDock")->isVisible());
    }

    void theBadgeCountsWhoAsks() {
        signIn();
        window().docks()->setCollapsed(true);
        QTRY_COMPARE(find<QAbstractButton>("railFriendsButton")->accessibleName(), QStringLiteral("Friends, 1 new"));
    }

    void aRequestIsSentByName() {
        signIn();
        find<QAbstractButton>("addFriendButton")->click();
        auto* edit = find<QLineEdit>("friendNameField");
        QTest::keyClicks(edit, QStringLiteral("kai"));
        auto* found = find<PeopleView>("foundPlayers");
        QTRY_COMPARE(found->model()->rowCount(), 1);
        QCOMPARE(last(ClientMessage::kPlayerSearch)->player_search().prefix(), std::string("kai"));
        QTest::keyClick(edit, Qt::Key_Down);
        m_next = FakeServer::refusal(wire::REFUSAL_NOT_FOUND, "There is no player of this name.", "username");
        QTest::keyClick(edit, Qt::Key_Return);
        auto* field = qobject_cast<Field*>(edit->parentWidget());
        QTRY_COMPARE(field->error(), QStringLiteral("There is no player of this name."));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!window().findChild<QWidget*>(QStringLiteral("addFriendDialog")));
        QCOMPARE(last(ClientMessage::kFriendAdd)->friend_add().username(), std::string("kaito"));
        QVERIFY(isShown(QStringLiteral("kaito was asked")));
    }

    // The search itself says nothing of presence.
    void friendsAreFoundAsTheyAre() {
        signIn();
        QTRY_VERIFY(!model()->isEmpty());
        find<QAbstractButton>("addFriendButton")->click();
        QTest::keyClicks(find<QLineEdit>("friendNameField"), QStringLiteral("noor"));
        auto* found = find<PeopleView>("foundPlayers");
        QTRY_COMPARE(found->model()->rowCount(), 1);
        QCOMPARE(found->model()->index(0, 0).data(friends::PresenceRole).value<friends::Presence>(),
                 friends::Presence::Online);
    }

    void answersGoOut() {
        signIn();
        QTRY_COMPARE(model()->counts().asking, 1);
        Q_EMIT find<FriendsPanel>("friendsPanel")->answerRequested(3, true);
        QTRY_COMPARE(count(ClientMessage::kFriendAnswer), 1U);
        QCOMPARE(last(ClientMessage::kFriendAnswer)->friend_answer().user_id(), 3);
        QVERIFY(last(ClientMessage::kFriendAnswer)->friend_answer().accept());
        m_next = FakeServer::refusal(wire::REFUSAL_NOT_FOUND, "This request is no longer open.");
        Q_EMIT find<FriendsPanel>("friendsPanel")->answerRequested(3, false);
        QTRY_VERIFY(isShown(QStringLiteral("This request is no longer open.")));
    }

    void removingAndBlockingAreAskedFirst() {
        signIn();
        QTRY_COMPARE(model()->counts().friends, 4);
        auto* panel = find<FriendsPanel>("friendsPanel");
        Q_EMIT panel->removeRequested(1, QStringLiteral("Noor"));
        QTest::keyClick(find<QPushButton>("keepButton"), Qt::Key_Return);  // the safe one is the default
        QTRY_VERIFY(!window().findChild<QPushButton*>(QStringLiteral("keepButton")));
        QCOMPARE(count(ClientMessage::kFriendRemove), 0U);
        Q_EMIT panel->removeRequested(1, QStringLiteral("Noor"));
        find<QPushButton>("confirmButton")->click();
        QTRY_COMPARE(count(ClientMessage::kFriendRemove), 1U);
        QTRY_VERIFY(!window().findChild<QPushButton*>(QStringLiteral("confirmButton")));
        Q_EMIT panel->blockRequested(2, QStringLiteral("Oskar"));
        find<QPushButton>("confirmButton")->click();
        QTRY_COMPARE(count(ClientMessage::kBlock), 1U);
        QVERIFY(last(ClientMessage::kBlock)->block().blocked());
        Q_EMIT panel->withdrawRequested(4);  // nothing is lost by it
        QTRY_COMPARE(count(ClientMessage::kFriendRemove), 2U);
    }

    void blocksAreListedAndTakenBack() {
        signIn();
        find<QAbstractButton>("addFriendButton")->click();
        find<QPushButton>("blockedPlayersButton")->click();
        auto* blocked = find<PeopleView>("blockedPlayers");
        QTRY_COMPARE(blocked->model()->rowCount(), 1);
        blocked->setFocus();
        blocked->setCurrentIndex(blocked->model()->index(0, 0));
        QTest::keyClick(blocked, Qt::Key_Return);
        QTRY_COMPARE(blocked->model()->rowCount(), 0);
        QVERIFY(!last(ClientMessage::kBlock)->block().blocked());
    }

    void thisDeviceSaysWhetherItIsIdle() {
        signIn();
        QTRY_COMPARE(count(ClientMessage::kPresenceReport), 1U);
        QVERIFY(!last(ClientMessage::kPresenceReport)->presence_report().idle());
    }

    void idleIsNoInputForAWhile() {
        IdleWatch watch(std::chrono::milliseconds(30));
        QSignalSpy changed(&watch, &IdleWatch::idleChanged);
        QTRY_VERIFY(watch.isIdle());
        QWidget widget;
        QTest::keyClick(&widget, Qt::Key_A);
        QVERIFY(!watch.isIdle());
        QTRY_VERIFY(watch.isIdle());
        QTest::mouseMove(&widget, QPoint(3, 3));
        QTest::mouseClick(&widget, Qt::LeftButton);
        QVERIFY(!watch.isIdle());
        QVERIFY(changed.size() >= 4);
    }
};

QTEST_MAIN(FriendsControllerTest)
#include "friends_controller_test.moc"
