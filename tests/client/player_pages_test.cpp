// Other players: their page, matches to watch, invitations and what becomes of them.

#include "client/app/invitation_controller.h"
#include "client/models/live_matches_model.h"
#include "client/net/trust.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/live_dialog.h"
#include "client/pages/match_list.h"
#include "client/pages/match_page.h"
#include "client/pages/match_texts.h"
#include "client/pages/player_page.h"
#include "client/widgets/toast.h"
#include "tests/client/fake_server.h"
#include "tests/client/page_fixture.h"
#include "tests/client/samples.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace client;
using namespace client::test;
using Page = MainWindow::Page;
using Tie = PlayerView::Tie;
using Ended = pong::wire::InvitationEnded;

class PlayerPagesTest : public PageFixture {
    Q_OBJECT

    PlayerPage* page() { return m_window->playerPage(); }
    void showPlayer(Tie tie) {
        PlayerView view = samples::player();
        view.tie = tie;
        m_window->showPage(Page::Player);
        page()->showPlayer(view);
    }
    QStringList menuActions() {
        click("playerMoreButton");
        QStringList names;
        if (!QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; }))
            return names;
        const auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        for (const QAction* action : menu->actions())
            names.append(action->objectName());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        return names;
    }

 private Q_SLOTS:
    // --- another player -------------------------------------------------------------------------------------------
    void aPlayerIsShown() {
        const auto model = samples::history(12);
        page()->matches()->setModel(model.get());
        showPlayer(Tie::Friend);
        page()->matches()->showRows();
        QVERIFY(isShown(QStringLiteral("Kaito")));
        QVERIFY(isShown(QStringLiteral("In a match")));
        QVERIFY(isShown(QStringLiteral("Joined March 2025")));
        QVERIFY(isShown(QStringLiteral("62 %")));
        QVERIFY(isShown(QStringLiteral("131 won")));
        QVERIFY(isShown(QStringLiteral("81 lost")));
        QVERIFY(isShown(QStringLiteral("You 7")));
        QVERIFY(isShown(QStringLiteral("4 Kaito")));
        QVERIFY(find<QListView>("playerMatchesView")->isVisible());
        QSignalSpy other(page(), &PlayerPage::playerRequested);
        Q_EMIT find<QListView>("playerMatchesView")->activated(model->index(1, 0));
        QCOMPARE(other.size(), 1);
        QCOMPARE(other[0][0].toLongLong(), 101);
        page()->matches()->setModel(samples::history(0).get());
    }

    void whatCanBeDoneDependsOnTheTie() {
        showPlayer(Tie::Friend);
        QVERIFY(find("playerInviteButton")->isVisible() && find("playerMessageButton")->isVisible());
        QVERIFY(!find("playerFriendButton")->isVisible());
        QCOMPARE(menuActions(), QStringList({QStringLiteral("playerWatchAction"), QStringLiteral("playerRemoveAction"),
                                             QStringLiteral("playerBlockAction")}));
        showPlayer(Tie::None);
        QCOMPARE(find("playerFriendButton")->text(), QStringLiteral("Add friend"));
        QSignalSpy added(page(), &PlayerPage::addFriendRequested);
        click("playerFriendButton");
        QCOMPARE(added.size(), 1);
        QVERIFY(!menuActions().contains(QStringLiteral("playerRemoveAction")));
        showPlayer(Tie::RequestOut);
        QSignalSpy removed(page(), &PlayerPage::removeFriendRequested);
        click("playerFriendButton");
        QCOMPARE(removed.size(), 1);
        showPlayer(Tie::RequestIn);
        QCOMPARE(find("playerFriendButton")->text(), QStringLiteral("Accept request"));
        click("playerFriendButton");
        QCOMPARE(added.size(), 2);
        showPlayer(Tie::Blocked);
        QVERIFY(!find("playerInviteButton")->isVisible() && !find("playerMoreButton")->isVisible());
        QSignalSpy blocked(page(), &PlayerPage::blockRequested);
        click("playerFriendButton");
        QCOMPARE(blocked[0][1].toBool(), false);
        showPlayer(Tie::Self);
        QVERIFY(!find("playerInviteButton")->isVisible() && !find("playerFriendButton")->isVisible());
        QVERIFY(!find<QWidget>("headToHead")->isVisible());
    }

    void nothingIsAskedForWithoutTheServer() {
        showPlayer(Tie::Friend);
        page()->setOnline(false);
        QVERIFY(!find("playerInviteButton")->isEnabled());
        page()->setOnline(true);
        QVERIFY(find("playerInviteButton")->isEnabled());
    }

    void aFailureIsSaid() {
        m_window->showPage(Page::Player);
        page()->showError(QStringLiteral("There is no such player"));
        QVERIFY(isShown(QStringLiteral("There is no such player")));
        QSignalSpy again(page(), &PlayerPage::retryRequested);
        click("playerRetryButton");
        QCOMPARE(again.size(), 1);
    }

    void theCurveTellsTheMonth() {
        m_window->showPage(Page::Player);
        const QDateTime now(QDate(2025, 11, 20), QTime(12, 0));
        page()->setRatings(samples::ratings(now), now);
        // The own profile has these too.
        const auto* change = page()->findChild<QLabel*>(QStringLiteral("ratingChange"));
        QVERIFY(change->isVisible());
        QCOMPARE(change->text(), QStringLiteral("+58 this month"));
        QVERIFY(page()
                    ->findChild<QWidget*>(QStringLiteral("ratingCurve"))
                    ->accessibleName()
                    .contains(QStringLiteral("1547")));
        page()->setRatings({{now, 1500}}, now);
        QVERIFY(!change->isVisible());
        page()->setRatings({}, now);
        QVERIFY(!m_window->grab().isNull());
    }

    void changesHaveTheirSign() {
        QCOMPARE(MatchTexts::ratingChange(9), QStringLiteral("+9"));
        QCOMPARE(MatchTexts::ratingChange(-8), QString::fromUtf8("\u22128"));
        QVERIFY(MatchTexts::ratingChange(0).isEmpty());
    }

    void historyAndHomeLeadThere() {
        const auto model = samples::history(3);
        m_window->historyPage()->setModel(model.get());
        m_window->showPage(Page::History);
        m_window->historyPage()->list()->showRows();
        QSignalSpy fromHistory(m_window->historyPage(), &HistoryPage::playerRequested);
        click("opponentProfileButton");
        QCOMPARE(fromHistory[0][0].toLongLong(), 100);
        m_window->homePage()->setRecentMatches(model.get());
        m_window->showPage(Page::Home);
        QSignalSpy fromHome(m_window->homePage(), &HomePage::playerRequested);
        auto* recent = find<QListView>("recentView");
        QTRY_VERIFY(recent->model()->rowCount() > 0);
        Q_EMIT recent->activated(recent->model()->index(0, 0));
        QCOMPARE(fromHome[0][0].toLongLong(), 100);
        m_window->homePage()->setRecentMatches(nullptr);
        m_window->historyPage()->setModel(samples::history(0).get());
    }

    // --- live now -------------------------------------------------------------------------------------------------
    void liveMatchesAreWatched() {
        LiveMatchesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_window->homePage()->setLiveMatches(&model);
        m_window->showPage(Page::Home);
        QVERIFY(isShown(QStringLiteral("Nobody plays right now")));
        model.setMatches(samples::liveMatches());
        auto* view = find<QListView>("liveView");
        QVERIFY(view->isVisible());
        QCOMPARE(find<QLabel>("liveCount")->text(), QStringLiteral("■ 5 matches"));
        QSignalSpy watched(m_window->homePage(), &HomePage::watchRequested);
        const QRect row = view->visualRect(model.index(1));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, row.center());  // beside the button
        QCOMPARE(watched.size(), 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 40, row.center().y()));
        QCOMPARE(watched.size(), 1);
        QCOMPARE(watched[0][0].toLongLong(), 102);
        pong::wire::LiveMatchesReply fewer = samples::liveMatches();
        fewer.mutable_matches()->DeleteSubrange(1, 4);
        fewer.set_count(1);
        model.setMatches(fewer);
        QCOMPARE(model.rowCount(), 1);
        model.clear();
        QVERIFY(!view->isVisible());
        m_window->homePage()->setLiveMatches(nullptr);
    }

    void allLiveMatchesAreInADialog() {
        LiveMatchesModel model;
        m_window->homePage()->setLiveMatches(&model);
        m_window->showPage(Page::Home);
        QVERIFY(!find("allLiveButton")->isVisible());
        pong::wire::LiveMatchesReply matches = samples::liveMatches();
        matches.set_count(12);
        model.setMatches(matches);
        QSignalSpy asked(m_window->homePage(), &HomePage::allLiveRequested);
        click("allLiveButton");
        QCOMPARE(asked.size(), 1);
        auto* dialog = new LiveDialog(*m_look, &model, m_window.get());
        QSignalSpy watched(dialog, &LiveDialog::watchRequested);
        dialog->open();
        auto* view = dialog->findChild<QListView*>(QStringLiteral("allLiveView"));
        QTRY_VERIFY(view->isVisible());
        const auto* note = dialog->findChild<QLabel*>(QStringLiteral("liveNote"));
        QCOMPARE(note->text(), QStringLiteral("And 7 more matches."));
        model.clear();
        QCOMPARE(note->text(), QStringLiteral("Nobody plays right now."));
        model.setMatches(samples::liveMatches());
        QVERIFY(!note->isVisible());
        view->setCurrentIndex(model.index(1));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(watched.size(), 1);
        QCOMPARE(watched[0][0].toLongLong(), 102);
        m_window->homePage()->setLiveMatches(nullptr);
    }

    void theTileSaysWhoIsFree() {
        m_window->showPage(Page::Home);
        QSignalSpy asked(m_window->homePage(), &HomePage::versusFriendRequested);
        m_window->homePage()->setFreeFriends(2);
        QCOMPARE(find("versusFriendTile")->accessibleDescription(), QStringLiteral("2 friends are free"));
        click("versusFriendTile");
        QCOMPARE(asked.size(), 1);
    }

    void spectatorsAreCounted() {
        samples::StillDriver driver;
        driver.matchInfo.spectators = 3;
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        QCOMPARE(find<QLabel>("spectatorCount")->text(), QStringLiteral("3 spectators"));
        m_window->matchPage()->setDriver(nullptr, {});
    }

    // --- invitations ----------------------------------------------------------------------------------------------
    void invitations_data() {
        QTest::addColumn<bool>("mine");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("said");
        QTest::newRow("declined") << true << int(Ended::DECLINED) << "kaito declined";
        QTest::newRow("not answered") << true << int(Ended::EXPIRED) << "kaito did not answer";
        QTest::newRow("gone") << true << int(Ended::UNAVAILABLE) << "No match with kaito";
        QTest::newRow("taken back") << false << int(Ended::CANCELLED) << "kaito took the invitation back";
        QTest::newRow("over") << false << int(Ended::EXPIRED) << "The invitation of kaito has ended";
    }

    void invitations() {
        QFETCH(bool, mine);
        QFETCH(int, reason);
        QFETCH(QString, said);
        QTemporaryDir folder;
        FakeServer server;
        QVERIFY(server.listen());
        Trust trust(folder.path());
        Connection connection(trust, QStringLiteral("test"));
        InvitationController controller(*m_window, connection);
        server.answer = [](const pong::wire::ClientMessage& message) -> std::optional<FakeServer::Wire> {
            FakeServer::Wire reply;
            if (message.has_invite())
                reply.mutable_invite();
            else if (message.has_invitation_answer())
                reply.mutable_invitation_answer();
            else if (message.has_invitation_cancel())
                reply.mutable_invitation_cancel();
            else
                return FakeServer::usual(message);
            return reply;
        };
        connection.open(*ServerAddress::parse(server.address()), QStringLiteral("good"));
        QTRY_COMPARE(connection.state(), ConnectionState::SignedIn);

        controller.invite(7);
        QTRY_VERIFY(server.received.back().has_invite());
        QCOMPARE(server.received.back().invite().user_id(), 7);

        FakeServer::Wire event;
        auto* invitation = event.mutable_invitation_received()->mutable_invitation();
        invitation->set_id(31);
        invitation->mutable_from()->set_user_id(mine ? 1 : 7);
        invitation->mutable_from()->set_username(mine ? "mara" : "kaito");
        invitation->mutable_to()->set_user_id(mine ? 7 : 1);
        invitation->mutable_to()->set_username(mine ? "kaito" : "mara");
        const pong::wire::Invitation kept = *invitation;
        server.send(event);
        const char* button = mine ? "cancelInvitationButton" : "acceptInvitationButton";
        QTRY_VERIFY(m_window->findChild<QPushButton*>(QString::fromLatin1(button)));
        QVERIFY(isShown(mine ? QStringLiteral("Waiting for kaito") : QStringLiteral("kaito invites you to play")));

        FakeServer::Wire end;
        *end.mutable_invitation_ended()->mutable_invitation() = kept;
        end.mutable_invitation_ended()->set_reason(Ended::Reason(reason));
        server.send(end);
        QTRY_VERIFY(isShown(said));
        QTRY_VERIFY(!m_window->findChild<QPushButton*>(QString::fromLatin1(button)));

        server.send(event);
        QTRY_VERIFY(m_window->findChild<QPushButton*>(QString::fromLatin1(button)));
        click(button);
        QTRY_VERIFY(mine ? server.received.back().has_invitation_cancel()
                         : server.received.back().has_invitation_answer());
        if (mine) {
            QCOMPARE(server.received.back().invitation_cancel().invitation_id(), 31);
        } else {
            QCOMPARE(server.received.back().invitation_answer().invitation_id(), 31);
            QVERIFY(server.received.back().invitation_answer().accept());
        }
        connection.close();
    }
};

QTEST_MAIN(PlayerPagesTest)
#include "player_pages_test.moc"
