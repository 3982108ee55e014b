// The pages of a signed-in player and the frame around them, by keys and clicks.

#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/local_options_page.h"
#include "client/pages/match_list.h"
#include "client/pages/match_texts.h"
#include "client/pages/top_bar.h"
#include "client/widgets/toast.h"
#include "tests/client/page_checks.h"
#include "tests/client/page_fixture.h"
#include "tests/client/samples.h"

#include <QFocusFrame>
#include <QListView>
#include <QSignalSpy>

using namespace client;
using Page = MainWindow::Page;

class PagesTest : public PageFixture {
    Q_OBJECT

    HomePage* home() { return m_window->homePage(); }
    HistoryPage* history() { return m_window->historyPage(); }

 private Q_SLOTS:
    // --- home -----------------------------------------------------------------------------------------------------
    void spacePlaysAndEscapeCancels() {
        m_window->showPage(Page::Home);
        QSignalSpy asked(home(), &HomePage::quickMatchRequested);
        QSignalSpy cancelled(home(), &HomePage::cancelSearchRequested);
        press(Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 0);
        press(Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        home()->setSearching(true, 3);
        press(Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!find("playButton")->isVisible());
        QVERIFY(!find("versusRandomTile")->isEnabled());
        press(Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
        click("cancelSearchButton");
        QCOMPARE(cancelled.size(), 2);
        home()->setSearching(false);
        QVERIFY(find("playButton")->isVisible());
    }

    void everyWayToPlayIsAsked() {
        m_window->showPage(Page::Home);
        QSignalSpy quick(home(), &HomePage::quickMatchRequested);
        QSignalSpy local(home(), &HomePage::localMatchRequested);
        click("playButton");
        click("versusRandomTile");
        QCOMPARE(quick.size(), 2);
        click("versusAiTile");
        click("twoPlayersTile");
        QCOMPARE(local.size(), 2);
        QCOMPARE(local[0][0].value<LocalMode>(), LocalMode::VersusAi);
        QCOMPARE(local[1][0].value<LocalMode>(), LocalMode::TwoPlayers);
    }

    void nobodyIsSearchedForWithoutTheServer() {
        m_window->showPage(Page::Home);
        QSignalSpy asked(home(), &HomePage::quickMatchRequested);
        home()->setOnline(false);
        press(Qt::Key_Space);
        QVERIFY(!find("playButton")->isEnabled());
        QVERIFY(find("versusAiTile")->isEnabled());
        QCOMPARE(asked.size(), 0);
    }

    void recentResultsAreAsManyAsFit() {
        const auto model = samples::history(12);
        home()->setRecentMatches(model.get());
        m_window->showPage(Page::Home);
        auto* view = find<QListView>("recentView");
        const int rowHeight = view->sizeHintForRow(0);
        QTRY_VERIFY(view->model()->rowCount() > 0);
        QCOMPARE(view->model()->rowCount(), view->height() / rowHeight);
        home()->setRecentMatches(nullptr);
        QVERIFY(!view->isVisible());
    }

    // --- history --------------------------------------------------------------------------------------------------
    void theSelectedMatchIsShown() {
        const auto model = samples::history(12);
        history()->setPlayer(samples::me());
        history()->setModel(model.get());
        history()->list()->setTotals(212, 131);
        m_window->showPage(Page::History);
        history()->list()->showRows();
        QVERIFY(isShown(QStringLiteral("212 matches, 131 won")));
        QVERIFY(isShown(QStringLiteral("Latest meetings with Theo")));
        QVERIFY(find<QListView>("historyView")->selectionModel()->isSelected(model->index(0, 0)));
        auto* view = find<QListView>("historyView");
        view->setFocus();
        press(Qt::Key_Down);
        QVERIFY(isShown(QStringLiteral("Latest meetings with Ines")));
        history()->setModel(samples::history(0).get());
    }

    void theFilterIsAsked() {
        m_window->showPage(Page::History);
        QSignalSpy asked(history()->list(), &MatchList::filterChanged);
        click("historyFilter2");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(history()->list()->filter(), history::Filter::Lost);
    }

    void emptyLoadingAndBrokenHistoriesSaySo() {
        const auto none = samples::history(0);
        history()->setModel(none.get());
        m_window->showPage(Page::History);
        history()->list()->showRows();
        QVERIFY(find<QWidget>("historyEmpty")->isVisible());
        QSignalSpy play(history()->list(), &MatchList::playRequested);
        click("playFirstButton");
        QCOMPARE(play.size(), 1);
        history()->list()->showError(QStringLiteral("Try again in a moment."));
        QVERIFY(find<QWidget>("historyError")->isVisible());
        QVERIFY(isShown(QStringLiteral("Try again in a moment.")));
        QSignalSpy retry(history()->list(), &MatchList::retryRequested);
        click("historyRetryButton");
        QCOMPARE(retry.size(), 1);
        history()->list()->showLoading();
        QTRY_VERIFY(!find<QWidget>("historyError")->isVisible());
    }

    void aNarrowWindowShowsListOrDetails() {
        const auto model = samples::history(3);
        history()->setModel(model.get());
        m_window->resize(960, 640);
        m_window->showPage(Page::History);
        history()->list()->showRows();
        QTRY_VERIFY(find<QWidget>("historyView")->isVisible());
        QVERIFY(!find<QWidget>("historyDetails")->isVisible());
        auto* view = find<QListView>("historyView");
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(model->index(1, 0)).center());
        QVERIFY(find<QWidget>("historyDetails")->isVisible());
        QVERIFY(!view->isVisible());
        click("historyBackButton");
        QVERIFY(view->isVisible());
        history()->setModel(samples::history(0).get());
    }

    // --- frame ----------------------------------------------------------------------------------------------------
    void theTopBarIsOnlyThereForWhoIsSignedIn() {
        QVERIFY(!m_window->topBar()->isVisible());
        m_window->showPage(Page::Home);
        QVERIFY(m_window->topBar()->isVisible());
        QVERIFY(find("homeTab")->isChecked());
        QSignalSpy asked(m_window->topBar(), &TopBar::tabRequested);
        click("historyTab");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<TopBar::Tab>(), TopBar::Tab::History);
        QVERIFY(find("homeTab")->isChecked());  // whoever navigates decides
        m_window->showPage(Page::History);
        QVERIFY(find("historyTab")->isChecked());
        m_window->showPage(Page::Match);
        QVERIFY(!m_window->topBar()->isVisible());
    }

    void logOutIsInTheMenu() {
        m_window->showPage(Page::Home);
        QSignalSpy asked(m_window->topBar(), &TopBar::logOutRequested);
        click("playerMenuButton");
        QTRY_VERIFY(QApplication::activePopupWidget());
        QWidget* menu = QApplication::activePopupWidget();
        QTest::keyClick(menu, Qt::Key_Up);  // the last entry
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(asked.size(), 1);
    }

    void theRingShowsForTheKeyboardOnly() {
        m_window->showPage(Page::Home);
        auto* ring = m_window->findChild<QFocusFrame*>();
        QVERIFY(ring && !ring->isVisible());
        press(Qt::Key_Tab);
        QTRY_VERIFY(ring->isVisible());
        QCOMPARE(ring->widget(), QApplication::focusWidget());
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(5, 400));
        QTRY_VERIFY(!ring->isVisible());
    }

    void toastsThatComeTogetherDoNotCoverEachOther() {
        m_window->showToast(MainWindow::Notice::Problem, QStringLiteral("One"), QStringLiteral("With a second line"));
        m_window->showToast(MainWindow::Notice::Done, QStringLiteral("Two"));
        QTRY_COMPARE(checks::moving(*m_window), QStringList());
        const auto toasts = m_window->findChildren<Toast*>();
        QCOMPARE(toasts.size(), 2);
        QVERIFY(!toasts[0]->geometry().intersects(toasts[1]->geometry()));
        for (const Toast* toast : toasts)
            QVERIFY(m_window->rect().contains(toast->geometry()));
    }

    void aClickOnAToastOpensWhatItIsAbout() {
        const auto clickOn = [this](const char* name) {
            auto* toast = m_window->findChild<Toast*>();
            QWidget* place = *name ? toast->findChild<QWidget*>(QString::fromLatin1(name)) : toast;
            QTest::mouseClick(place, Qt::LeftButton, {}, *name ? QPoint() : QPoint(60, 20));
            const bool isShown = toast->isVisible();
            Q_EMIT toast->closed();
            QCoreApplication::sendPostedEvents(toast, QEvent::DeferredDelete);
            return isShown;
        };
        int opened = 0;
        m_window->showToast(MainWindow::Notice::Done, QStringLiteral("Saved"));
        QVERIFY(clickOn(""));  // nothing is to be opened
        const auto open = [&opened] { ++opened; };
        m_window->showToast(MainWindow::Notice::Information, QStringLiteral("Kaito"), QStringLiteral("Hello"), open);
        QVERIFY(!clickOn("closeToastButton"));
        QCOMPARE(opened, 0);
        m_window->showToast(MainWindow::Notice::Information, QStringLiteral("Kaito"), QStringLiteral("Hello"), open);
        QVERIFY(!clickOn(""));
        QCOMPARE(opened, 1);
    }

    void atMostThreeToastsAndKeysReplace() {
        for (int i = 0; i < 5; ++i)
            m_window->showToast(MainWindow::Notice::Done, QString::number(i));
        QTRY_COMPARE(m_window->findChildren<Toast*>().size(), ToastLayer::mostToasts);
        m_window->showLastingToast(QStringLiteral("lost"), MainWindow::Notice::Problem, QStringLiteral("Lost"));
        m_window->showLastingToast(QStringLiteral("lost"), MainWindow::Notice::Problem, QStringLiteral("Still lost"));
        QTRY_COMPARE(m_window->findChildren<Toast*>().size(), ToastLayer::mostToasts);
        QVERIFY(isShown(QStringLiteral("Still lost")));
        m_window->dismissToast(QStringLiteral("lost"));
        QTRY_COMPARE(m_window->findChildren<Toast*>().size(), ToastLayer::mostToasts - 1);
    }

    // --- local options --------------------------------------------------------------------------------------------
    void optionsComeBackAsTheyWereSet() {
        LocalMatchOptions options{.mode = LocalMode::VersusAi, .aiLevel = 5, .rules = {}};
        options.rules.pointsToWin = 21;
        options.rules.paddleHeight = 64;
        m_window->localOptionsPage()->setOptions(options);
        m_window->showPage(Page::LocalOptions);
        QCOMPARE(m_window->localOptionsPage()->options(), options);
        click("ballSpeed550");
        QSignalSpy started(m_window->localOptionsPage(), &LocalOptionsPage::startRequested);
        press(Qt::Key_Return);
        QCOMPARE(started.size(), 1);
        const auto chosen = started[0][0].value<LocalMatchOptions>();
        QCOMPARE(chosen.rules.ballSpeed, 550);
        QCOMPARE(chosen.aiLevel, 5);
        QVERIFY(pong::isValid(chosen.rules));
    }

    // --- words ----------------------------------------------------------------------------------------------------
    void timesAreWrittenForPeople() {
        const QDateTime now(QDate(2026, 3, 20), QTime(18, 0));
        QCOMPARE(MatchTexts::played(now.addSecs(-1140), now), QStringLiteral("Today 17:41"));
        QCOMPARE(MatchTexts::played(now.addDays(-1), now), QStringLiteral("Yesterday 18:00"));
        QCOMPARE(MatchTexts::played(now.addDays(-4), now), QStringLiteral("Monday 18:00"));
        QCOMPARE(MatchTexts::played(now.addDays(-7), now), QStringLiteral("13 Mar"));
        QCOMPARE(MatchTexts::played(now.addYears(-1), now), QStringLiteral("20 Mar 2025"));
        QCOMPARE(MatchTexts::length(372'900), QStringLiteral("6:12"));
        QCOMPARE(MatchTexts::length(3'972'000), QStringLiteral("1:06:12"));
        QCOMPARE(MatchTexts::score(11, 8), QStringLiteral("11 – 8"));
    }
};

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QApplication application(argc, argv);
    PagesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "pages_test.moc"
