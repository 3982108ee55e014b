// The pages of tournaments with real widgets: where the bracket puts its parts, what a match says and does, what the
// bar below asks for, the list in its sections and pages, the participants in the dock, and the dialog for a new one.

#include "client/app/tournament_message.h"
#include "client/docks/participants_view.h"
#include "client/docks/people_dock.h"
#include "client/models/participants_model.h"
#include "client/models/tournaments_model.h"
#include "client/pages/bracket.h"
#include "client/pages/bracket_match.h"
#include "client/pages/bracket_view.h"
#include "client/pages/champion_slot.h"
#include "client/pages/create_tournament_dialog.h"
#include "client/pages/tournament_page.h"
#include "client/pages/tournament_row_delegate.h"
#include "client/pages/tournament_texts.h"
#include "client/pages/tournaments_page.h"
#include "client/widgets/field.h"
#include "tests/client/page_checks.h"
#include "tests/client/page_fixture.h"
#include "tests/client/tournament_samples.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>

using namespace client;
using samples::Tournament;
namespace wire = pong::wire;

namespace {

const QDateTime now(QDate(2026, 11, 28), QTime(19, 0));

TournamentView viewOf(const Tournament& tournament, qint64 me = 1) {
    return tournamentViewOf(tournament.state(), me, now);
}

}  // namespace

class TournamentPagesTest : public PageFixture {
    Q_OBJECT

    TournamentPage* page() { return m_window->tournamentPage(); }
    BracketMatch* match(int round, int number) {
        return find<BracketMatch>(qPrintable(QStringLiteral("bracketMatch-%1-%2").arg(round).arg(number)));
    }
    QString textOf(const char* label) { return find<QLabel>(label)->text(); }
    bool isVisible(const char* name) { return find<QWidget>(name)->isVisible(); }
    void show(const Tournament& tournament, qint64 me = 1) {
        page()->setClock([] { return now; });
        page()->showTournament(viewOf(tournament, me));
        m_window->showPage(MainWindow::Page::Tournament);
        QTRY_VERIFY(page()->isVisible());
    }
    // Remembers what was asked.
    static TournamentsModel::Source sourceOf(std::vector<wire::TournamentsRequest>& asked, int past) {
        return [&asked, past](wire::TournamentsRequest request) {
            asked.push_back(request);
            return samples::tournamentsPage(std::move(request), past, false);
        };
    }

 private Q_SLOTS:
    // --- the bracket
    // --------------------------------------------------------------------------------------------------

    void cardsNeverTouchAndLinesMeetThem_data() {
        QTest::addColumn<int>("rounds");
        for (int rounds = 1; rounds <= 5; ++rounds)
            QTest::addRow("%d rounds", rounds) << rounds;
    }
    void cardsNeverTouchAndLinesMeetThem() {
        QFETCH(int, rounds);
        const BracketLayout layout(rounds, {});
        const QRect all(QPoint(), layout.size());
        std::vector<QRect> places{layout.champion()};
        for (int round = 1; round <= rounds; ++round) {
            for (int number = 1; number <= 1 << (rounds - round); ++number) {
                const QRect card = layout.card(round, number);
                places.push_back(card.adjusted(0, 0, 0, 28));
                const QPolygon line = layout.connector(round, number);
                QCOMPARE(line.first(), QPoint(card.right() + 1, card.top() + card.height() / 2));
                const QRect next = round < rounds ? layout.card(round + 1, (number + 1) / 2) : layout.champion();
                QCOMPARE(line.last(), QPoint(next.left(), next.top() + next.height() / 2));
            }
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            QVERIFY(all.contains(places[i]));
            for (std::size_t j = i + 1; j < places.size(); ++j)
                QVERIFY(!places[i].intersects(places[j]));
        }
    }

    void aMatchSaysHowItStands() {
        show(samples::fridayCup());
        QCOMPARE(match(1, 1)->accessibleName(),
                 QStringLiteral("Quarter-final 1: Noor against Priya, 11 – 6, Noor won"));
        QCOMPARE(match(2, 1)->accessibleName(), QStringLiteral("Semi-final 1: Noor against Lena, live, 7 – 5"));
        QCOMPARE(match(2, 2)->accessibleName(), QStringLiteral("Semi-final 2: Mara against Kaito, called"));
        QCOMPARE(match(3, 1)->accessibleName(), QStringLiteral("Final: to be decided against to be decided"));
        show(samples::cupWithByes());
        QCOMPARE(match(1, 1)->accessibleName(), QStringLiteral("Quarter-final 1: Noor goes on without a match"));
        QCOMPARE(match(1, 2)->accessibleName(), QStringLiteral("Quarter-final 2: nobody came"));
    }

    void arrowsGoThroughTheBracketAndOnlyOneMatchIsATabStop() {
        show(samples::fridayCup());
        match(1, 3)->setFocus();
        const auto hasFocus = [this](int round, int number) { return match(round, number)->hasFocus(); };
        press(Qt::Key_Down);
        QVERIFY(hasFocus(1, 4));
        press(Qt::Key_Right);
        QVERIFY(hasFocus(2, 2));
        press(Qt::Key_Up);
        QVERIFY(hasFocus(2, 1));
        press(Qt::Key_Left);
        QVERIFY(hasFocus(1, 1));
        press(Qt::Key_Left);
        QVERIFY(hasFocus(1, 1));
        int tabStops = 0;
        for (const BracketMatch* each : page()->findChildren<BracketMatch*>())
            tabStops += each->focusPolicy() == Qt::StrongFocus ? 1 : 0;
        QCOMPARE(tabStops, 1);
        const QStringList unnamed = checks::unnamed(*page());
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    }

    void aLiveMatchIsWatchedByKeyAndByPointer() {
        show(samples::fridayCup());
        QSignalSpy watched(page(), &TournamentPage::watchRequested);
        match(2, 1)->setFocus();
        press(Qt::Key_Return);
        QTest::mouseClick(match(2, 1), Qt::LeftButton);
        click("watchTournamentButton");
        QCOMPARE(watched.size(), 3);
        for (const auto& each : watched)
            QCOMPARE(each[0].toLongLong(), 201);
    }

    void anotherMatchOffersItsPlayersAndTheOwnOneItsHistory() {
        show(samples::fridayCup());
        QSignalSpy players(page(), &TournamentPage::playerRequested);
        QSignalSpy history(page(), &TournamentPage::historyRequested);
        match(1, 3)->setFocus();
        press(Qt::Key_Return);
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("bracketMenu"));
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);  // nobody needs the own page here
        menu->findChild<QAction*>(QStringLiteral("bracketHistoryAction"))->trigger();
        menu->findChild<QAction*>(QStringLiteral("bracketPlayerAction-8"))->trigger();
        menu->close();
        QCOMPARE(history[0][0].toLongLong(), 103);
        QCOMPARE(players[0][0].toLongLong(), 8);
    }

    void theChampionComesToTheSlot() {
        show(samples::fridayCup());
        QCOMPARE(find<QWidget>("championSlot")->accessibleName(), QStringLiteral("Champion: Decided in the final"));
        show(samples::finishedCup());
        QCOMPARE(find<QWidget>("championSlot")->accessibleName(), QStringLiteral("Champion: Mara"));
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("You have won the tournament"));
        QVERIFY(!isVisible("leaveTournamentButton"));
        QCOMPARE(textOf("tournamentChip"), QStringLiteral("Finished"));
    }

    void aSmallWindowScrollsToTheOwnMatch() {
        m_window->resize(960, 640);
        show(samples::bigCup());
        const auto* area = find<QScrollArea>("bracketArea");
        QTRY_VERIFY(area->horizontalScrollBar()->maximum() > 0);
        const auto isInSight = [&](BracketMatch* each) {
            return area->viewport()->rect().contains(
                QRect(each->mapTo(area->viewport(), QPoint()), QSize(each->width(), 80)));
        };
        QTRY_VERIFY(isInSight(match(2, 1)));
        match(1, 16)->setFocus();
        QTRY_VERIFY(isInSight(match(1, 16)));
    }

    // --- what there is to do
    // ------------------------------------------------------------------------------------------

    void aCallCountsDownAndIsAnswered() {
        QDateTime clock = now;
        page()->setClock([&clock] { return clock; });
        Tournament cup = samples::fridayCup();
        page()->showTournament(viewOf(cup));
        m_window->showPage(MainWindow::Page::Tournament);
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("Your semi-final against Kaito is next"));
        QCOMPARE(textOf("tournamentTaskText"), QStringLiteral("2:31 left to say that you are ready."));
        clock = now.addSecs(90);
        QTRY_COMPARE(textOf("tournamentTaskText"), QStringLiteral("1:01 left to say that you are ready."));
        QSignalSpy ready(page(), &TournamentPage::readyRequested);
        click("readyButton");
        QCOMPARE(ready.size(), 1);
        cup.call(2, 2, 61'000, true, false);
        clock = now;
        page()->showTournament(viewOf(cup));
        QCOMPARE(textOf("tournamentTaskText"), QStringLiteral("You are ready. Kaito has 1:01 left."));
        QVERIFY(!isVisible("readyButton"));
        cup.call(2, 2, 0, true, false);
        page()->showTournament(viewOf(cup));
        QCOMPARE(textOf("tournamentTaskText"), QStringLiteral("It waits until both of you are free."));
    }

    void whatTheOthersSee() {
        show(samples::fridayCup(), 5);  // Theo, who is out
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("You are out in the quarter-finals"));
        QVERIFY(!isVisible("readyButton"));
        QVERIFY(!isVisible("leaveTournamentButton"));
        QVERIFY(!isVisible("cancelTournamentButton"));
        show(samples::fridayCup(), 77);  // who only looks
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("The tournament is under way"));
        show(samples::fridayCup(), 4);  // Lena, who plays and organises
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("You are playing against Noor"));
        QVERIFY(!isVisible("watchTournamentButton"));
        QVERIFY(isVisible("cancelTournamentButton"));
        QCOMPARE(textOf("tournamentFacts"), TournamentTexts::facts(viewOf(samples::fridayCup()), now));
    }

    void beforeTheStartItIsJoinedLeftAndStarted() {
        show(samples::openCup(5));
        QVERIFY(isVisible("joinTournamentButton"));
        QVERIFY(!isVisible("startTournamentButton"));
        QVERIFY(!isVisible("leaveTournamentButton"));
        QCOMPARE(find<QListView>("joinedView")->model()->rowCount(), 6);  // with the heading
        QSignalSpy joined(page(), &TournamentPage::joinRequested);
        click("joinTournamentButton");
        QCOMPARE(joined.size(), 1);
        show(samples::openCup(8));
        QVERIFY(!isVisible("joinTournamentButton"));
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("All places are taken"));
        show(samples::openCup(5), 3);  // Noor, who is in
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("You are in"));
        QVERIFY(isVisible("leaveTournamentButton"));
        show(samples::openCup(1), 2);  // Lena, alone
        QVERIFY(!find<QPushButton>("startTournamentButton")->isEnabled());
        show(samples::openCup(2), 2);
        QSignalSpy started(page(), &TournamentPage::startRequested);
        click("startTournamentButton");
        QCOMPARE(started.size(), 1);
    }

    void oneThatWasCancelledSaysSo() {
        Tournament cup = samples::openCup(5);
        cup.cancel();
        show(cup);
        QCOMPARE(textOf("tournamentTask"), QStringLiteral("This tournament was cancelled"));
        QVERIFY(!isVisible("joinTournamentButton"));
    }

    // --- participants
    // -------------------------------------------------------------------------------------------------

    void participantsAreGroupedByHowFarTheyCame() {
        ParticipantsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTournament(viewOf(samples::openCup(3)));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Joined · 3"));
        model.setTournament(viewOf(samples::fridayCup()));
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows << model.index(row).data().toString();
        QCOMPARE(rows.join(QLatin1String(", ")),
                 QStringLiteral("Still in · 4, Mara, Noor, Kaito, Lena, Out in round 1 · 4, Theo, Ines, Priya, Oskar"));
        QCOMPARE(model.index(1).data(participants::OpponentNameRole).toString(), QStringLiteral("Kaito"));
        QCOMPARE(model.index(2).data(participants::DoingRole).value<participants::Doing>(), participants::Doing::Plays);
        QCOMPARE(model.index(2).data(participants::OwnScoreRole).toInt(), 7);
        model.setTournament(viewOf(samples::finishedCup()));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Champion · 1"));
        model.setTournament({});
        QCOMPARE(model.rowCount(), 0);
    }

    void theyStandInTheDockWhileATournamentIsLookedAt() {
        auto* friends = new QPushButton(QStringLiteral("friends"));
        PeopleDock dock(*m_look, friends);
        dock.resize(304, 400);
        dock.show();
        QVERIFY(friends->isVisible());
        auto* tabs = dock.findChild<QTabBar*>(QStringLiteral("peopleTabs"));
        QVERIFY(!tabs->isVisible());
        ParticipantsModel model;
        model.setTournament(viewOf(samples::fridayCup()));
        dock.showParticipants(&model);
        auto* view = dock.findChild<ParticipantsView*>(QStringLiteral("participantsView"));
        QVERIFY(view->isVisible());
        QVERIFY(!friends->isVisible());
        QSignalSpy asked(&dock, &PeopleDock::playerRequested);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(model.index(3)).center());
        QCOMPARE(asked[0][0].toLongLong(), 3);
        tabs->setCurrentIndex(1);
        QVERIFY(friends->isVisible());
        dock.showParticipants(&model);  // the same again: what was chosen stays
        QVERIFY(friends->isVisible());
        dock.showParticipants(nullptr);
        QVERIFY(!tabs->isVisible());
    }

    // --- the list
    // -----------------------------------------------------------------------------------------------------

    void theListComesInSectionsAndPages() {
        std::vector<wire::TournamentsRequest> asked;
        TournamentsModel model(sourceOf(asked, 70));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
        QCOMPARE(model.state(), TournamentsModel::State::Ready);
        QStringList headings;
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row).data(tournaments::IsHeadingRole).toBool())
                headings << model.index(row).data().toString();
        QCOMPARE(headings.join(QLatin1String(", ")), QStringLiteral("Running, Open to join, Over"));
        QCOMPARE(model.rowCount(), 3 + 5 + 30);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        model.fetchMore({});
        QCOMPARE(model.rowCount(), 3 + 5 + 70);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(asked.back().before_id(), 941);
        model.load();  // what was fetched stays
        QCOMPARE(model.rowCount(), 3 + 5 + 70);
    }

    void whatBecomesOfOneIsSeenAtOnce() {
        std::vector<wire::TournamentsRequest> asked;
        TournamentsModel model(sourceOf(asked, 2));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
        QCOMPARE(model.index(1).data(tournaments::IdRole).toLongLong(), Tournament::id);
        const QPersistentModelIndex lunch = model.index(4);
        QCOMPARE(lunch.data(tournaments::NameRole).toString(), QStringLiteral("Lunch break"));
        model.note(samples::finishedCup().state().info(), true);
        QCOMPARE(model.index(1).data(tournaments::IdRole).toLongLong(), 8);
        QCOMPARE(lunch.data(tournaments::NameRole).toString(), QStringLiteral("Lunch break"));
        QCOMPARE(model.index(7).data(tournaments::WinnerNameRole).toString(), QStringLiteral("Mara"));
        Tournament cancelled = samples::openCup(5);
        cancelled.cancel();
        cancelled.state().mutable_info()->set_id(9);
        model.note(cancelled.state().info(), false);
        QVERIFY(!lunch.isValid());
    }

    void aListThatDoesNotComeIsAskedForAgain() {
        bool fails = true;
        const auto source = [&fails](wire::TournamentsRequest request) {
            return samples::tournamentsPage(std::move(request), 0, fails);
        };
        TournamentsModel model(source);
        TournamentsPage* list = m_window->tournamentsPage();
        list->setModel(&model);
        m_window->showPage(MainWindow::Page::Tournaments);
        model.load();
        QVERIFY(isVisible("tournamentsError"));
        QSignalSpy again(list, &TournamentsPage::retryRequested);
        click("tournamentsRetryButton");
        QCOMPARE(again.size(), 1);
        fails = false;
        model.load();
        QVERIFY(isVisible("tournamentsEmpty"));
        QVERIFY(!isVisible("createTournamentButton"));
        QSignalSpy asked(list, &TournamentsPage::createRequested);
        click("createFirstButton");
        QCOMPARE(asked.size(), 1);
        list->setModel(new TournamentsModel(source, list));
    }

    void aRowOpensAndItsButtonJoins() {
        std::vector<wire::TournamentsRequest> asked;
        auto* model = new TournamentsModel(sourceOf(asked, 3), m_window->tournamentsPage());
        TournamentsPage* list = m_window->tournamentsPage();
        list->setModel(model);
        m_window->showPage(MainWindow::Page::Tournaments);
        model->load();
        auto* view = find<QListView>("tournamentsView");
        QTRY_VERIFY(view->isVisible());
        QSignalSpy opened(list, &TournamentsPage::openRequested);
        QSignalSpy joined(list, &TournamentsPage::joinRequested);
        const auto* rows = qobject_cast<TournamentRowDelegate*>(view->itemDelegate());
        const QModelIndex lunch = model->index(4);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          rows->joinButton(view->visualRect(lunch), lunch).center());
        QCOMPARE(joined.size(), 1);
        QCOMPARE(joined[0][0].toLongLong(), 9);
        QCOMPARE(opened.size(), 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(lunch).topLeft() + QPoint(90, 20));
        QCOMPARE(opened.size(), 1);
        QVERIFY(rows->joinButton(view->visualRect(model->index(5)), model->index(5)).isEmpty());  // is in it
        QVERIFY(rows->joinButton(view->visualRect(model->index(6)), model->index(6)).isEmpty());  // full
        view->setCurrentIndex(model->index(1));
        view->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(opened.last()[0].toLongLong(), Tournament::id);
    }

    void aNewOneHasANameASizeAndPoints() {
        auto* dialog = new CreateTournamentDialog(*m_look, m_window.get());
        dialog->open();
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("tournamentNameField"));
        auto* field = qobject_cast<Field*>(name->parentWidget());
        QSignalSpy made(dialog, &CreateTournamentDialog::createRequested);
        QTest::keyClicks(name, QStringLiteral("   "));
        click("makeTournamentButton");
        QCOMPARE(field->error(), QStringLiteral("Give it a name."));
        name->setText(QString(41, QLatin1Char('x')));
        click("makeTournamentButton");
        QCOMPARE(field->error(), QStringLiteral("At most 40 characters."));
        QCOMPARE(made.size(), 0);
        name->setText(QStringLiteral("  Friday \n Cup "));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(made.size(), 1);
        QCOMPARE(made[0], QVariantList({QStringLiteral("Friday Cup"), 8, 11}));
        dialog->reject();
    }
};

QTEST_MAIN(TournamentPagesTest)
#include "tournament_pages_test.moc"
