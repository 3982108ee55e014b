// The client's window, chat dock and inbox against a real server and PostgreSQL, over connections that break.

#include "client/app/chat_controller.h"
#include "client/app/notification_controller.h"
#include "client/app/session_controller.h"
#include "client/docks/badge_button.h"
#include "client/docks/chat_panel.h"
#include "client/docks/chat_tabs.h"
#include "client/docks/chat_view.h"
#include "client/match/match_driver.h"
#include "client/net/trust.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"
#include "client/pages/top_bar.h"
#include "client/widgets/look.h"
#include "client/widgets/sound_effects.h"
#include "server/net/session.h"
#include "tests/server/chat/chat_fixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using test::ChatServer;
using test::Person;

namespace {

constexpr int patienceMs = 20'000;
constexpr client::ConnectionTimes quick{
    .request = 5s, .attempt = 5s, .pingEvery = 200ms, .pingLost = 5s, .firstRetry = 10ms, .longestRetry = 50ms};

// The program of somebody, as client/app wires it.
class Desk {
 public:
    Desk(ChatServer& chat, const Person& person)
        : m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_look(*qApp)
        , m_trust(m_folder.filePath(QStringLiteral("certificates")))
        , m_kept(m_folder.path(), nullptr, m_settings)
        , m_connection(m_trust, QStringLiteral("test"), quick)
        , m_window(m_look, m_sounds)
        , m_session(m_window, m_connection, m_kept)
        , m_chat(m_window, m_look, m_connection, m_session)
        , m_notifications(m_window, m_look, m_connection, m_session, m_chat, m_settings) {
        m_sounds.setOn(false);
        QObject::connect(&m_connection, &client::Connection::stateChanged, &m_connection,
                         [this](client::ConnectionState state) {
                             m_losses += state == client::ConnectionState::Reconnecting ? 1 : 0;
                         });
        m_window.show();
        m_window.activateWindow();
        m_connection.open(*client::ServerAddress::parse(chat.server().url().toString()),
                          QString::fromStdString(person.token));
    }
    ~Desk() { m_connection.close(); }

    client::MainWindow& window() { return m_window; }
    client::ChatController& chat() { return m_chat; }
    bool isSignedIn() const { return m_connection.state() == client::ConnectionState::SignedIn; }

    // How often the connection was lost.
    int losses() const { return m_losses; }

    // In the dock.
    template <typename T>
    T* find(const char* name) {
        return findIn<T>(m_chat.panel(), name);
    }
    template <typename T>
    static T* findIn(QWidget& part, const char* name) {
        T* found = part.findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    QAbstractItemModel* messages() { return find<client::ChatView>("chatView")->model(); }
    void write(const QString& text) {
        auto* field = find<QLineEdit>("chatField");
        field->setText(text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    // Stored ones, as they are shown; older pages are fetched until all are there.
    std::vector<qint64> shownIds() {
        std::vector<qint64> ids;
        for (int row = 0; messages() && row < messages()->rowCount(); ++row)
            ids.push_back(messages()->index(row, 0).data(client::chat::MessageIdRole).toLongLong());
        return ids;
    }

 private:
    int m_losses = 0;
    QTemporaryDir m_folder;
    QSettings m_settings;
    client::Look m_look;
    client::SoundEffects m_sounds;
    client::Trust m_trust;
    client::KeptSignIn m_kept;
    client::Connection m_connection;
    client::MainWindow m_window;
    client::SessionController m_session;
    client::ChatController m_chat;
    client::NotificationController m_notifications;
};

// A match that only has to be there.
class WatchedMatch : public client::MatchDriver {
 public:
    client::MatchFrame frame(std::chrono::microseconds) override { return {}; }
    client::MatchInfo info() const override {
        client::MatchInfo info;
        info.hasChat = true;
        return info;
    }
    std::optional<client::MatchResult> result() const override { return std::nullopt; }
    void setDirection(pong::Side, pong::Direction) override {}
    void loseFocus() override {}
    void pause() override {}
    void resume() override {}
    void rematch() override {}
    void leave() override {}
};

// Breaks the connections of this person, as a network does.
void breakConnections(ChatServer& chat, std::int64_t user) {
    const server::Refusal why(pong::wire::REFUSAL_SHUTTING_DOWN, QStringLiteral("A test."));
    for (server::Session* session : chat.server().features().sessions().sessionsOf(user))
        session->close(why);
}

std::vector<qint64> storedIds(ChatServer& chat) {
    std::vector<qint64> ids;
    const server::Rows rows = chat.database().query(QStringLiteral("SELECT id FROM messages ORDER BY id"));
    for (const server::Row row : rows)
        ids.push_back(row.int64(u"id"));
    return ids;
}

}  // namespace

class TestChatLive : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void nothingIsLostWhileConnectionsBreak();
    void aDirectMessageIsSeenReadAndSettled();
    void whatWasWrittenWithoutAConnectionIsSentLater();
    void aMatchIsTalkedAboutBesideItAndAfterIt();
};

void TestChatLive::nothingIsLostWhileConnectionsBreak() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Desk desk(chat, ann);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSignedIn() && desk.messages(), patienceMs);
    ann.devices.clear();
    constexpr int rounds = 8;
    std::vector<std::uint32_t> asked;
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < 10; ++i)
            asked.push_back(bob.client().start(test::sendRequest(test::lobby(), "bob")));
        desk.write(QStringLiteral("ann %1").arg(round));
        const std::size_t seen = desk.shownIds().size();
        QTRY_VERIFY_WITH_TIMEOUT(desk.shownIds().size() > seen, patienceMs);
        const int losses = desk.losses();
        breakConnections(chat, ann.id);
        QTRY_VERIFY_WITH_TIMEOUT(desk.losses() > losses, patienceMs);
        desk.write(QStringLiteral("ann without a connection %1").arg(round));
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSignedIn(), patienceMs);
    }
    for (const std::uint32_t request : asked)
        QVERIFY(bob.client().answer<pong::wire::ChatSendRequest>(request));
    const auto all = static_cast<std::size_t>(rounds * 12);
    QTRY_COMPARE_WITH_TIMEOUT(storedIds(chat).size(), all, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.shownIds() == storedIds(chat), patienceMs);
    std::set<QString> texts;
    for (int row = 0; row < desk.messages()->rowCount(); ++row)
        texts.insert(desk.messages()->index(row, 0).data(client::chat::TextRole).toString());
    QCOMPARE(texts.size(), static_cast<std::size_t>(1 + 2 * rounds));
}

void TestChatLive::aDirectMessageIsSeenReadAndSettled() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Desk desk(chat, ann);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSignedIn() && desk.messages(), patienceMs);
    QVERIFY(bob.client().request(test::sendRequest(test::direct(ann.id), "are you there?")));
    client::BadgeButton* bell = desk.window().topBar()->bell();
    QTRY_COMPARE_WITH_TIMEOUT(bell->accessibleName(), QStringLiteral("Notifications, 1 new"), patienceMs);
    auto* tabs = desk.find<client::ChatTabs>("chatTabs");
    QTRY_COMPARE(tabs->count(), 2);
    QCOMPARE(tabs->tabText(1), QStringLiteral("bob"));
    QTRY_VERIFY(tabs->tabButton(1, QTabBar::RightSide));

    desk.chat().openDirect(bob.id, QStringLiteral("bob"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.shownIds().size(), 1U, patienceMs);
    // It was seen: the server knows, and the bell is quiet.
    QTRY_COMPARE_WITH_TIMEOUT(
        chat.database().number(QStringLiteral("SELECT count(*) FROM read_positions WHERE read_id > 0")), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(bell->accessibleName(), QStringLiteral("Notifications"), patienceMs);

    // While it is open, nothing new needs attention; and typing is shown.
    pong::wire::ChatTyping typing;
    typing.set_user_id(ann.id);
    bob.client().command(typing);
    auto* hint = desk.find<QLabel>("typingHint");
    QTRY_COMPARE_WITH_TIMEOUT(hint->text(), QStringLiteral("bob is typing…"), patienceMs);
    QVERIFY(bob.client().request(test::sendRequest(test::direct(ann.id), "again")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.shownIds().size(), 2U, patienceMs);
    QVERIFY(hint->text().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(
        chat.database().number(QStringLiteral("SELECT count(*) FROM notifications WHERE seen_at IS NULL")), 0,
        patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(bell->accessibleName(), QStringLiteral("Notifications"), patienceMs);
}

void TestChatLive::whatWasWrittenWithoutAConnectionIsSentLater() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    Desk desk(chat, ann);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSignedIn() && desk.messages(), patienceMs);
    breakConnections(chat, ann.id);
    QTRY_COMPARE_WITH_TIMEOUT(desk.losses(), 1, patienceMs);
    desk.write(QStringLiteral("one"));
    desk.write(QStringLiteral("two"));
    QCOMPARE(desk.messages()->rowCount(), 2);
    for (const char* text : {"one", "two"}) {
        const auto event = bob.client().take(pong::ServerBody::kChatReceived);
        QVERIFY(event);
        QCOMPARE(event->chat_received().message().text(), std::string(text));
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.shownIds() == storedIds(chat), patienceMs);
}

void TestChatLive::aMatchIsTalkedAboutBesideItAndAfterIt() {
    ChatServer chat;
    Person ann = chat.join("ann");
    Person bob = chat.join("bob");
    const test::PlayedMatch match(chat, "match");
    match.seenBy(ann);
    match.seenBy(bob);
    const pong::wire::Channel channel = test::channelOf(pong::wire::Channel::MATCH, match.id);
    const auto bobHears = [&bob](const std::string& text) {
        const auto event = bob.client().take(pong::ServerBody::kChatReceived);
        return event && event->chat_received().message().text() == text;
    };
    Desk desk(chat, ann);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isSignedIn() && desk.messages(), patienceMs);
    WatchedMatch driver;
    client::MatchPage* page = desk.window().matchPage();
    page->setDriver(&driver, {});
    desk.window().showPage(client::MainWindow::Page::Match);
    desk.chat().setMatch(match.id);
    QVERIFY(Desk::findIn<client::ChatPanel>(*page, "matchChatPanel")->isVisible());
    auto* field = Desk::findIn<QLineEdit>(*page, "chatField");
    QTRY_VERIFY_WITH_TIMEOUT(field->isEnabled(), patienceMs);

    QVERIFY(bob.client().request(test::sendRequest(channel, "well returned")));
    QVERIFY(bobHears("well returned"));
    const auto* view = Desk::findIn<client::ChatView>(*page, "chatView");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 1, patienceMs);
    QTest::keyClicks(field, QStringLiteral("indeed"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(bobHears("indeed"));
    match.end(bob);
    QTest::keyClicks(field, QStringLiteral("what a match"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(bobHears("what a match"));
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3, patienceMs);
    page->setDriver(nullptr, {});
}

QTEST_MAIN(TestChatLive)

#include "test_chat_live.moc"
