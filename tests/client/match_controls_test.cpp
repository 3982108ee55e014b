// The match page by its own keys and buttons, and the questions that the window asks.

#include "client/pages/countdown_card.h"
#include "client/pages/match_page.h"
#include "client/pages/trust_dialogs.h"
#include "tests/client/page_fixture.h"
#include "tests/client/samples.h"

#include <QSignalSpy>

using namespace client;
using Page = MainWindow::Page;
using Stage = MatchFrame::Stage;

class MatchControlsTest : public PageFixture {
    Q_OBJECT

 private Q_SLOTS:
    // --- match ----------------------------------------------------------------------------------------------------
    void keysOfTheMatchPage() {
        samples::StillDriver driver;
        driver.matchInfo.canPause = true;
        driver.matchInfo.leaveForfeits = false;
        m_window->matchPage()->setDriver(&driver, KeyBindings::twoPlayers());
        m_window->showPage(Page::Match);
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

    // --- sounds ---------------------------------------------------------------------------------------------------
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

QTEST_MAIN(MatchControlsTest)
#include "match_controls_test.moc"
