// A tournament through the real windows, against a real server with PostgreSQL: made, joined by others, talked about,
// started, called, played and won.

#include "client/match/online_driver.h"
#include "client/models/tournament_roles.h"
#include "client/pages/login_page.h"
#include "client/pages/match_page.h"
#include "client/pages/tournament_page.h"
#include "tests/client/client_driver.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

#include <QListView>
#include <QPushButton>
#include <QTabBar>

using namespace client;
namespace wire = pong::wire;
using Page = MainWindow::Page;

class TournamentJourneyTest : public QObject, protected ClientDriver {
    Q_OBJECT

    QString task() { return find<QLabel>(&window(), "tournamentTask")->text(); }
    QString taskText() { return find<QLabel>(&window(), "tournamentTaskText")->text(); }
    const TournamentView& shown() { return window().tournamentPage()->tournament(); }

    // Mara signs up elsewhere, and logs in here.
    void begin(test::TestServer& server) {
        QVERIFY(server.signUp(QStringLiteral("mara")));
        StartOptions options;
        options.server = ServerAddress::parse(server.url().toString());
        start(std::move(options));
        QTRY_VERIFY(connection().isUp());
        type(window().loginPage(), "usernameField", QStringLiteral("mara"));
        type(window().loginPage(), "passwordField", QStringLiteral("correct horse"));
        click(window().loginPage(), "logInButton");
        QTRY_COMPARE(window().page(), Page::Home);
    }
    void make(const QString& name) {
        click(&window(), "tournamentsTab");
        QTRY_VERIFY(find<QWidget>(&window(), "createFirstButton")->isVisible());
        click(&window(), "createFirstButton");
        type(&window(), "tournamentNameField", name);
        click(&window(), "makeTournamentButton");
        QTRY_COMPARE(window().page(), Page::Tournament);
        QTRY_COMPARE(shown().name, name);
    }
    template <typename Request>
    static Request about(qint64 tournament) {
        Request request;
        request.set_tournament_id(tournament);
        return request;
    }

 private Q_SLOTS:
    void fromItsMakingToItsChampion() {
        test::TestServer server;
        begin(server);
        make(QStringLiteral("Friday Cup"));
        const qint64 cup = shown().id;
        QVERIFY(!find<QPushButton>(&window(), "startTournamentButton")->isEnabled());

        test::TestPlayer kaito(server.signUp(QStringLiteral("kaito")));
        const auto noor = server.signUp(QStringLiteral("noor"));
        QVERIFY(kaito.client().request(about<wire::TournamentJoinRequest>(cup)));
        QVERIFY(noor->request(about<wire::TournamentJoinRequest>(cup)));
        QTRY_COMPARE(shown().players.size(), 3U);
        QVERIFY(noor->request(about<wire::TournamentLeaveRequest>(cup)));
        QTRY_COMPARE(shown().players.size(), 2U);

        wire::ChatSendRequest hello;
        hello.mutable_channel()->set_kind(wire::Channel::TOURNAMENT);
        hello.mutable_channel()->set_id(cup);
        hello.set_text("Good luck!");
        hello.set_client_id("0123456789abcdef");
        QVERIFY(kaito.client().request(hello));
        auto* tabs = find<QTabBar>(find<QWidget>(&window(), "chatDock"), "chatTabs");
        QTRY_COMPARE(tabs->accessibleTabName(1), QStringLiteral("Friday Cup, 1 unread"));

        click(&window(), "startTournamentButton");
        QTRY_COMPARE(task(), QStringLiteral("Your final against kaito is next"));
        QVERIFY(kaito.client().request(about<wire::TournamentReadyRequest>(cup)));
        QTRY_VERIFY(taskText().startsWith(QStringLiteral("kaito is ready and waits for you")));
        click(&window(), "readyButton");
        QTRY_COMPARE(window().page(), Page::Match);
        const auto found = kaito.found();
        QVERIFY(found);
        QCOMPARE(found->tournament_id(), cup);
        QVERIFY(kaito.join(found->match_id()));
        QVERIFY(kaito.started());
        wire::MatchLeave leave;
        leave.set_match_id(found->match_id());
        kaito.client().command(leave);

        auto* back = find<QPushButton>(&window(), "resultBackButton");
        QTRY_VERIFY_WITH_TIMEOUT(back->isVisible(), test::TestClient::patienceMs);
        QCOMPARE(back->text(), QStringLiteral("Back to the tournament"));
        back->click();
        QCOMPARE(window().page(), Page::Tournament);
        QTRY_COMPARE(task(), QStringLiteral("You have won the tournament"));
        QVERIFY(shown().matches.front().isForfeit);

        click(&window(), "tournamentBackButton");
        const auto* list = find<QListView>(&window(), "tournamentsView")->model();
        QTRY_COMPARE(list->rowCount(), 2);
        QCOMPARE(list->index(1, 0).data(tournaments::WinnerNameRole).toString(), QStringLiteral("mara"));
    }
};

QTEST_MAIN(TournamentJourneyTest)
#include "tournament_journey_test.moc"
