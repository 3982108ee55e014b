// The pages of a signed-in player, the match page and the dialogs, by keys and clicks.

#include "client/pages/countdown_card.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/local_options_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"
#include "client/pages/match_texts.h"
#include "client/pages/top_bar.h"
#include "client/pages/trust_dialogs.h"
#include "client/widgets/look.h"
#include "client/widgets/sound_effects.h"
#include "client/widgets/toast.h"
#include "tests/client/samples.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFocusFrame>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTimeZone>
#include <QWindow>
#include <QtTest>

using namespace client;
using Page = MainWindow::Page;
using Stage = MatchFrame::Stage;

class PagesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Look> m_look;
    SoundEffects m_sounds;
    std::unique_ptr<MainWindow> m_window;

    void press(Qt::Key key) { QTest::keyClick(m_window->windowHandle(), key); }
    template <typename T = QAbstractButton>
    T* find(const char* name) {
        T* found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    HomePage* home() { return m_window->homePage(); }
    HistoryPage* history() { return m_window->historyPage(); }
    bool isShown(const QString& text) {
        const auto labels = m_window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }

 private Q_SLOTS:
    void init() {
        m_sounds.setOn(false);
        m_look = std::make_unique<Look>(*qApp);
        m_window = std::make_unique<MainWindow>(*m_look, m_sounds);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_look.reset();
    }

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
        QTest::qWait(20);
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
        history()->setTotals(212, 131);
        m_window->showPage(Page::History);
        history()->showRows();
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
        QSignalSpy asked(history(), &HistoryPage::filterChanged);
        click("historyFilter2");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(history()->filter(), history::Filter::Lost);
    }

    void emptyLoadingAndBrokenHistoriesSaySo() {
        const auto none = samples::history(0);
        history()->setModel(none.get());
        m_window->showPage(Page::History);
        history()->showRows();
        QVERIFY(find<QWidget>("historyEmpty")->isVisible());
        QSignalSpy play(history(), &HistoryPage::playRequested);
        click("playFirstButton");
        QCOMPARE(play.size(), 1);
        history()->showError(QStringLiteral("Try again in a moment."));
        QVERIFY(find<QWidget>("historyError")->isVisible());
        QVERIFY(isShown(QStringLiteral("Try again in a moment.")));
        QSignalSpy retry(history(), &HistoryPage::retryRequested);
        click("retryButton");
        QCOMPARE(retry.size(), 1);
        history()->showLoading();
        QTRY_VERIFY(!find<QWidget>("historyError")->isVisible());
    }

    void aNarrowWindowShowsListOrDetails() {
        const auto model = samples::history(3);
        history()->setModel(model.get());
        m_window->resize(960, 640);
        m_window->showPage(Page::History);
        history()->showRows();
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
        QTest::keyClick(menu, Qt::Key_Down);
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

    // --- match ----------------------------------------------------------------------------------------------------
    void keysOfTheMatchPage() {
        samples::StillDriver driver;
        driver.matchInfo.canPause = true;
        driver.matchInfo.leaveForfeits = false;
        m_window->matchPage()->setDriver(&driver, KeyBindings::twoPlayers());
        m_window->showPage(Page::Match);
        QTest::qWait(40);
        press(Qt::Key_P);
        QCOMPARE(driver.pauses, 1);
        press(Qt::Key_Escape);
        QCOMPARE(driver.pauses, 2);
        driver.shown.stage = Stage::Paused;
        QTRY_VERIFY(find("resumeButton")->isVisible());
        QCOMPARE(QApplication::focusWidget(), find("resumeButton"));
        press(Qt::Key_P);
        QCOMPARE(driver.resumes, 1);
        QSignalSpy sound(m_window->matchPage(), &MatchPage::soundChanged);
        press(Qt::Key_M);
        QCOMPARE(sound.size(), 1);
        QCOMPARE(m_sounds.isOn(), true);
        QSignalSpy full(m_window->matchPage(), &MatchPage::fullScreenRequested);
        press(Qt::Key_F11);
        QCOMPARE(full.size(), 1);
        click("pauseLeaveButton");
        QCOMPARE(driver.leaves, 1);
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void leavingThatForfeitsIsAsked() {
        samples::StillDriver driver;
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        click("leaveMatchButton");
        QTRY_VERIFY(QApplication::activeModalWidget());
        QCOMPARE(QApplication::activeModalWidget()->focusWidget()->objectName(), QStringLiteral("stayButton"));
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QCOMPARE(driver.leaves, 0);
        press(Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget());
        auto* leave =
            QApplication::activeModalWidget()->findChild<QAbstractButton*>(QStringLiteral("confirmLeaveButton"));
        QTest::mouseClick(leave, Qt::LeftButton);
        QCOMPARE(driver.leaves, 1);
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void theQuestionGoesWhenTheMatchEnds() {
        samples::StillDriver driver;
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        click("leaveMatchButton");
        QTRY_VERIFY(QApplication::activeModalWidget());
        Q_EMIT driver.finished();
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QCOMPARE(driver.leaves, 0);
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void theResultOffersARematchWhereThereIsOne() {
        samples::StillDriver driver;
        driver.matchInfo.canRematch = true;
        driver.shown.stage = Stage::Over;
        driver.matchResult = MatchResult{.winner = pong::Side::Right, .score = {9, 11}};
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        QTRY_VERIFY(find("rematchButton")->isVisible());
        QVERIFY(isShown(QStringLiteral("You lost")));
        click("rematchButton");
        QCOMPARE(driver.rematches, 1);
        click("resultBackButton");
        QCOMPARE(driver.leaves, 1);
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void aForfeitSaysWhoLeft() {
        samples::StillDriver driver;
        driver.shown.stage = Stage::Over;
        driver.matchResult =
            MatchResult{.reason = MatchResult::Reason::Forfeit, .winner = pong::Side::Left, .score = {3, 4}};
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        QTRY_VERIFY(isShown(QStringLiteral("Kaito left the match.")));
        QVERIFY(isShown(QStringLiteral("You won")));
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void theCountdownCountsThreeTwoOne() {
        QCOMPARE(CountdownCard::figure(2100), 3);
        QCOMPARE(CountdownCard::figure(1401), 3);
        QCOMPARE(CountdownCard::figure(1400), 2);
        QCOMPARE(CountdownCard::figure(700), 1);
        QCOMPARE(CountdownCard::figure(0), 1);
        QCOMPARE(CountdownCard::figure(9000), 3);
    }

    // --- dialogs --------------------------------------------------------------------------------------------------
    void keepingAwayIsTheDefaultForAChangedCertificate() {
        for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Return}) {
            auto* dialog = new ChangedCertificateDialog(*m_look, QStringLiteral("Office"), QStringLiteral("aa"),
                                                        QStringLiteral("bb"), m_window.get());
            QSignalSpy answered(dialog, &ChangedCertificateDialog::answered);
            dialog->open();
            QTRY_VERIFY(dialog->isVisible());
            QTest::keyClick(dialog, key);
            QTRY_COMPARE(answered.size(), 1);
            QCOMPARE(answered[0][0].toBool(), false);
        }
        auto* dialog = new ChangedCertificateDialog(*m_look, QStringLiteral("Office"), QStringLiteral("aa"),
                                                    QStringLiteral("bb"), m_window.get());
        QSignalSpy answered(dialog, &ChangedCertificateDialog::answered);
        dialog->open();
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("acceptCertificateButton")),
                          Qt::LeftButton);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].toBool(), true);
    }

    void aFirstContactShowsTheFingerprintInPairs() {
        auto* dialog =
            new FirstContactDialog(*m_look, QStringLiteral("Office"), QStringLiteral("0a1b2c"), m_window.get());
        QSignalSpy answered(dialog, &FirstContactDialog::answered);
        dialog->open();
        QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("fingerprint"))->text(), QStringLiteral("0A 1B 2C"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].toBool(), false);
    }

    // --- words and sounds -------------------------------------------------------------------------------------------
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

    void soundsAreHarmlessWithoutADevice() {
        SoundEffects sounds;
        for (const auto kind : {MatchEffect::Kind::WallHit, MatchEffect::Kind::LeftPaddleHit,
                                MatchEffect::Kind::RightScored, MatchEffect::Kind::Over})
            sounds.play(MatchEffect{1, kind});
        sounds.setOn(false);
        sounds.play(SoundEffects::Blip::Point);
        QVERIFY(!sounds.isOn());
    }
};

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QApplication application(argc, argv);
    PagesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "pages_test.moc"
