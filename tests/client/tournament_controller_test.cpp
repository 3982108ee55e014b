// Tournaments in the whole client, driven through its windows, against a server that the test plays: what is asked
// when, what events make of the page, calls and their toasts, the conversation, and the way back from a match.

#include "client/app/tournament_controller.h"

#include "client/app/play_controller.h"
#include "client/fake_server.h"
#include "client/models/chat_channels_model.h"
#include "client/models/history_roles.h"
#include "client/pages/login_page.h"
#include "client/pages/match_page.h"
#include "client/pages/tournament_page.h"
#include "shared/protocol/rules_message.h"
#include "tests/client/client_driver.h"
#include "tests/client/tournament_samples.h"

#include <QListView>
#include <QPushButton>
#include <QTabBar>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using samples::Tournament;
namespace wire = pong::wire;
using Page = MainWindow::Page;

class TournamentControllerTest : public QObject, protected ClientDriver {
    Q_OBJECT

    std::unique_ptr<FakeServer> m_server;
    Tournament m_cup = samples::fridayCup();  // what the server would say
    std::optional<ServerMessage> m_next;      // instead of the usual answer to a change
    int m_calls = 0;

    std::size_t count(ClientMessage::BodyCase body) const {
        const auto& all = m_server->received;
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [body](const ClientMessage& message) { return message.body_case() == body; }));
    }
    std::optional<ServerMessage> answer(const ClientMessage& message) {
        ServerMessage reply;
        if (message.has_log_in())
            return FakeServer::loggedIn("good");
        if (message.has_log_out()) {
            reply.mutable_logged_out();
            return reply;
        }
        if (message.has_tournaments()) {
            *reply.mutable_tournaments() =
                message.tournaments().over() ? wire::TournamentsReply() : samples::currentTournaments();
            return reply;
        }
        const bool isAbout = message.has_tournament_page() || message.has_tournament_join() ||
                             message.has_tournament_leave() || message.has_tournament_ready() ||
                             message.has_tournament_cancel() || message.has_tournament_create();
        if (m_next && (isAbout || message.has_tournament_start()) && !message.has_tournament_page())
            return std::exchange(m_next, std::nullopt);
        if (isAbout) {
            *reply.mutable_tournament_state() = m_cup.state();
        } else if (message.has_tournament_start()) {
            *reply.mutable_tournament_start()->mutable_state() = m_cup.state();
            reply.mutable_tournament_start()->add_left_out()->set_username("Sam");
        } else if (message.has_player_profile()) {
            reply.mutable_player_profile()->mutable_player()->set_user_id(message.player_profile().user_id());
            reply.mutable_player_profile()->mutable_against_me()->set_games_played(9);
            reply.mutable_player_profile()->mutable_against_me()->set_games_won(4);
            reply.mutable_player_profile()->mutable_against_me()->set_games_lost(5);
        } else if (message.has_history_page()) {
            for (const std::int64_t id : {300, 103, 50})
                reply.mutable_history_page()->add_rows()->set_match_id(id);
        } else if (message.has_chat_channels()) {
            reply.mutable_chat_channels()->add_channels()->mutable_channel()->set_kind(wire::Channel::LOBBY);
        } else {
            return FakeServer::usual(message);
        }
        return reply;
    }
    void tell() {
        ServerMessage event;
        *event.mutable_tournament_state() = m_cup.state();
        m_server->send(event);
    }
    void callMara() {
        ++m_calls;
        ServerMessage event;
        wire::Notification& notification = *event.mutable_notification_received()->mutable_notification();
        notification.set_id(m_calls);
        event.mutable_notification_received()->set_unseen(static_cast<std::uint32_t>(m_calls));
        notification.set_kind(wire::NOTIFICATION_TOURNAMENT_CALL);
        notification.set_subject_id(Tournament::id);
        notification.set_text("Friday Office Cup");
        m_server->send(event);
    }
    void findMatch() {
        ServerMessage event;
        wire::MatchFound& found = *event.mutable_match_found();
        found.set_match_id(202);
        found.mutable_left()->set_user_id(1);
        found.mutable_left()->set_username("Mara");
        found.mutable_right()->set_user_id(3);
        found.mutable_right()->set_username("Kaito");
        *found.mutable_rules() = pong::rulesMessage(pong::Rules());
        found.set_mode(wire::MODE_TOURNAMENT);
        found.set_tournament_id(Tournament::id);
        m_server->send(event);
    }
    void endMatch() {
        ServerMessage event;
        wire::MatchEnded& ended = *event.mutable_match_ended();
        ended.set_match_id(202);
        ended.set_reason(wire::END_FORFEIT);
        ended.set_score_left(3);
        ended.set_stored(true);
        m_server->send(event);
    }
    QString task() { return find<QLabel>(&window(), "tournamentTask")->text(); }
    QPushButton* toastButton() { return window().findChild<QPushButton*>(QStringLiteral("openTournamentButton")); }
    QStringList conversations() {
        QStringList titles;
        const auto* tabs = find<QTabBar>(find<QWidget>(&window(), "chatDock"), "chatTabs");
        for (int tab = 0; tab < tabs->count(); ++tab)
            titles << tabs->tabText(tab);
        return titles;
    }

    void signIn() {
        StartOptions options;
        options.server = ServerAddress::parse(m_server->address());
        start(std::move(options));
        type(window().loginPage(), "usernameField", QStringLiteral("mara"));
        type(window().loginPage(), "passwordField", QStringLiteral("correct horse"));
        click(window().loginPage(), "logInButton");
        QTRY_COMPARE(window().page(), Page::Home);
    }
    void openCup() {
        signIn();
        click(&window(), "tournamentsTab");
        auto* view = find<QListView>(&window(), "tournamentsView");
        QTRY_VERIFY(view->model()->rowCount() > 1);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(1, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(window().page(), Page::Tournament);
        QTRY_COMPARE(window().tournamentPage()->tournament().id, Tournament::id);
    }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) { return answer(message); };
        QVERIFY(m_server->listen());
        m_cup = samples::fridayCup();
        m_next.reset();
        m_calls = 0;
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
    }

    void thePageFollowsTheServerWhileItIsLookedAt() {
        openCup();
        QTRY_VERIFY(isShown(QStringLiteral("You have met 9 times: 4 won, 5 lost.")));
        m_cup.finish(2, 1, 11, 8);
        tell();
        QTRY_COMPARE(find<QAbstractButton>(&window(), "bracketMatch-3-1")->accessibleName(),
                     QStringLiteral("Final: Noor against to be decided"));
        QCOMPARE(count(ClientMessage::kTournamentPage), 1U);
        click(&window(), "homeTab");
        QTRY_COMPARE(count(ClientMessage::kTournamentPageLeft), 1U);
        QVERIFY(!find<QWidget>(&window(), "participantsView")->isVisible());
    }

    void aLostConnectionAsksForThePageAgain() {
        openCup();
        m_cup.finish(2, 1, 11, 8);
        m_server->cutOff();
        QTRY_COMPARE(count(ClientMessage::kTournamentPage), 2U);
        QTRY_COMPARE(window().tournamentPage()->tournament().match(3, 1)->places[0].player, 1);
    }

    void oneThatIsGoneSaysSo() {
        signIn();
        m_server->answer = [this](const ClientMessage& message) {
            return message.has_tournament_page()
                       ? FakeServer::refusal(wire::REFUSAL_NOT_FOUND, "There is no such tournament.")
                       : answer(message);
        };
        callMara();
        QTRY_VERIFY(toastButton());
        toastButton()->click();
        QTRY_VERIFY(isShown(QStringLiteral("There is no such tournament.")));
    }

    void readyIsSentAndShown() {
        openCup();
        Tournament ready = m_cup;
        ready.call(2, 2, 100'000, true, false);
        m_cup = ready;
        click(&window(), "readyButton");
        QTRY_VERIFY(isShown(QStringLiteral("You are ready. Kaito has")));
        QCOMPARE(count(ClientMessage::kTournamentReady), 1U);
    }

    void givingUpAndCancellingAreAskedFirst() {
        *m_cup.state().mutable_info()->mutable_organiser() = m_cup.state().participants(0).player();
        openCup();
        click(&window(), "leaveTournamentButton");
        QTest::keyClick(find<QPushButton>(&window(), "keepButton"), Qt::Key_Return);  // the safe one is the default
        QTRY_VERIFY(!window().findChild<QPushButton*>(QStringLiteral("keepButton")));
        QCOMPARE(count(ClientMessage::kTournamentLeave), 0U);
        click(&window(), "leaveTournamentButton");
        click(&window(), "confirmButton");
        QTRY_COMPARE(count(ClientMessage::kTournamentLeave), 1U);
        QTRY_VERIFY(!window().findChild<QPushButton*>(QStringLiteral("confirmButton")));
        click(&window(), "cancelTournamentButton");
        m_next = FakeServer::refusal(wire::REFUSAL_CONFLICT, "It is over already.");
        click(&window(), "confirmButton");
        QTRY_VERIFY(isShown(QStringLiteral("It is over already.")));
        QCOMPARE(count(ClientMessage::kTournamentCancel), 1U);
    }

    void joiningBringsItsConversationAndLeavingTakesItAway() {
        m_cup = samples::openCup(5);
        openCup();
        QTRY_COMPARE(conversations(), QStringList({QStringLiteral("Lobby")}));
        Tournament joined = m_cup;
        wire::TournamentParticipant& mara = *joined.state().add_participants();
        mara.set_status(wire::TournamentParticipant::JOINED);
        mara.mutable_player()->set_user_id(1);
        mara.mutable_player()->set_username("Mara");
        const Tournament before = std::exchange(m_cup, joined);
        click(&window(), "joinTournamentButton");
        QTRY_COMPARE(task(), QStringLiteral("You are in"));
        QCOMPARE(conversations(), QStringList({QStringLiteral("Lobby"), QStringLiteral("Friday Office Cup")}));
        m_cup = before;
        click(&window(), "leaveTournamentButton");  // nothing is lost by it
        QTRY_COMPARE(count(ClientMessage::kTournamentLeave), 1U);
        QTRY_COMPARE(conversations(), QStringList({QStringLiteral("Lobby")}));
    }

    void theOwnMatchIsShownInTheHistory() {
        openCup();
        find<QAbstractButton>(&window(), "bracketMatch-1-3")->click();
        find<QAction>(&window(), "bracketHistoryAction")->trigger();
        QCOMPARE(window().page(), Page::History);
        const auto* view = find<QListView>(&window(), "historyView");
        QTRY_COMPARE(view->currentIndex().data(history::MatchIdRole).toLongLong(), 103);
    }

    void startingSaysWhoWasLeftOut() {
        m_cup = samples::openCup(5);
        *m_cup.state().mutable_info()->mutable_organiser() = m_cup.state().participants(0).player();
        m_cup.state().mutable_info()->mutable_organiser()->set_user_id(1);
        openCup();
        m_cup = samples::fridayCup();
        click(&window(), "startTournamentButton");
        QTRY_VERIFY(isShown(QStringLiteral("Started without Sam")));
        QCOMPARE(task(), QStringLiteral("Your semi-final against Kaito is next"));
    }

    void aNewOneIsMadeAndShown() {
        m_cup = samples::openCup(1);
        signIn();
        click(&window(), "tournamentsTab");
        QTRY_VERIFY(find<QWidget>(&window(), "createTournamentButton")->isVisible());
        click(&window(), "createTournamentButton");
        type(&window(), "tournamentNameField", QStringLiteral("Friday Office Cup"));
        m_next = FakeServer::refusal(wire::REFUSAL_CONFLICT, "You organise another one.");
        click(&window(), "makeTournamentButton");
        QTRY_VERIFY(isShown(QStringLiteral("You organise another one.")));
        click(&window(), "makeTournamentButton");
        QTRY_COMPARE(window().page(), Page::Tournament);
        QTRY_VERIFY(!window().findChild<QWidget*>(QStringLiteral("createTournamentDialog")));
        QCOMPARE(count(ClientMessage::kTournamentCreate), 2U);
    }

    void aCallIsToldWhereThePageIsNotSeenAndEndsWithTheCall() {
        signIn();
        callMara();
        QTRY_VERIFY(toastButton() && toastButton()->isVisible());
        m_cup.finish(2, 2, 11, 0, true);  // too late
        tell();
        QTRY_VERIFY(!toastButton());
        m_cup = samples::fridayCup();
        tell();
        callMara();
        QTRY_VERIFY(toastButton() && toastButton()->isVisible());
        toastButton()->click();
        QTRY_COMPARE(window().page(), Page::Tournament);
        QTRY_COMPARE(task(), QStringLiteral("Your semi-final against Kaito is next"));
        QTRY_VERIFY(!toastButton());
        callMara();
        QTRY_COMPARE(find<QAbstractButton>(&window(), "bellButton")->accessibleName(),
                     QStringLiteral("Notifications, 3 new"));
        QVERIFY(!toastButton());  // the page says it
    }

    void aMatchLeadsBackToItsTournament() {
        openCup();
        findMatch();
        QTRY_COMPARE(window().page(), Page::Match);
        callMara();  // of a later round, say: nobody is taken out of his match
        QTRY_VERIFY(isShown(QStringLiteral("Your tournament match is ready")));
        QVERIFY(!toastButton());
        endMatch();
        auto* back = find<QPushButton>(&window(), "resultBackButton");
        QTRY_VERIFY(back->isVisible());
        QCOMPARE(back->text(), QStringLiteral("Back to the tournament"));
        QVERIFY(!find<QPushButton>(&window(), "rematchButton")->isVisible());
        m_cup.finish(2, 2, 11, 9);
        back->click();
        QCOMPARE(window().page(), Page::Tournament);
        QTRY_COMPARE(task(), QStringLiteral("You are in the final"));
        QCOMPARE(count(ClientMessage::kTournamentPage), 2U);
    }

    void loggingOutForgetsIt() {
        openCup();
        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
        QCOMPARE(window().tournamentPage()->tournament().id, 0);
        QCOMPARE(find<QListView>(&window(), "tournamentsView")->model()->rowCount(), 0);
    }
};

QTEST_MAIN(TournamentControllerTest)
#include "tournament_controller_test.moc"
