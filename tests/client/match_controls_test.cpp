// The match page by its own keys and buttons, and the questions that the window asks.

#include "client/docks/chat_panel.h"
#include "client/models/chat_channels_model.h"
#include "client/pages/countdown_card.h"
#include "client/pages/match_page.h"
#include "client/pages/trust_dialogs.h"
#include "tests/client/fake_chat.h"
#include "tests/client/page_fixture.h"
#include "tests/client/samples.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace client;
using Page = MainWindow::Page;
using Stage = MatchFrame::Stage;

class MatchControlsTest : public PageFixture {
    Q_OBJECT

    FakeChat m_chat;
    ChatChannelsModel m_channels;
    std::unique_ptr<ChatModel> m_conversation;

    // A match with this conversation beside it, steered by this person or watched.
    ChatPanel* showMatchWithChat(samples::StillDriver& driver, bool steers) {
        const auto channel = channelOf(pong::wire::Channel::MATCH, 7);
        m_channels.clear();
        m_channels.add(channel, {});
        m_conversation = std::make_unique<ChatModel>(channel, FakeChat::me(), m_chat.source());
        m_conversation->load();
        auto* panel = new ChatPanel(*m_look, ChatPanel::Place::BesideMatch);
        panel->setChannels(&m_channels);
        QCoreApplication::processEvents();  // its tab is chosen
        panel->setConversation(m_conversation.get());
        driver.matchInfo.hasChat = true;
        driver.matchInfo.steered = {steers, false};
        m_window->matchPage()->setChat(panel);
        m_window->matchPage()->setDriver(&driver, KeyBindings::onePlayer());
        m_window->showPage(Page::Match);
        return panel;
    }
    void type(const QString& text) {
        for (const QChar letter : text)
            QTest::keyClick(m_window->windowHandle(), letter.toLatin1());
    }

 private Q_SLOTS:
    // --- chat -----------------------------------------------------------------------------------------------------
    void enterWritesAndEscapeGivesTheKeysBack() {
        samples::StillDriver driver;
        ChatPanel* panel = showMatchWithChat(driver, true);
        QVERIFY(panel->isHidden());
        press(Qt::Key_Return);
        QVERIFY(panel->isVisible());
        auto* field = find<QLineEdit>("chatField");
        QCOMPARE(QApplication::focusWidget(), field);
        type(QStringLiteral("pm"));  // keys of the page, otherwise
        QCOMPARE(field->text(), QStringLiteral("pm"));
        QCOMPARE(driver.pauses, 0);
        press(Qt::Key_Escape);
        QVERIFY(panel->isHidden());
        QCOMPARE(QApplication::focusWidget(), m_window->matchPage());
        QVERIFY(!QApplication::activeModalWidget());  // nobody asked to leave
        QCOMPARE(field->text(), QStringLiteral("pm"));
        // Who steers is back at the game once it is sent.
        QSignalSpy sent(panel, &ChatPanel::sendRequested);
        press(Qt::Key_Enter);
        press(Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent[0][0].toString(), QStringLiteral("pm"));
        QVERIFY(panel->isHidden());
        // Opened by its button it stays, also while he writes.
        click("matchChatButton");
        QVERIFY(panel->isVisible());
        QCOMPARE(QApplication::focusWidget(), m_window->matchPage());
        press(Qt::Key_Return);
        press(Qt::Key_Escape);
        QVERIFY(panel->isVisible());
        QCOMPARE(QApplication::focusWidget(), m_window->matchPage());
        click("closeMatchChatButton");
        QVERIFY(panel->isHidden());
        m_window->matchPage()->setDriver(nullptr, {});
    }

    void whoWatchesHasTheChatOpen() {
        samples::StillDriver driver;
        ChatPanel* panel = showMatchWithChat(driver, false);
        QVERIFY(panel->isVisible());
        QCOMPARE(QApplication::focusWidget(), m_window->matchPage());
        press(Qt::Key_Return);
        type(QStringLiteral("well"));
        press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), find<QLineEdit>("chatField"));
        press(Qt::Key_Escape);
        QVERIFY(panel->isVisible());
        QCOMPARE(driver.leaves, 0);
        m_window->matchPage()->setDriver(nullptr, {});
        QVERIFY(panel->isHidden());
    }

    void whatWasWrittenIsSeenWhileTheChatIsClosed() {
        samples::StillDriver driver;
        showMatchWithChat(driver, true);
        MatchPage* page = m_window->matchPage();
        page->setUnread(3);
        page->showPreview(QStringLiteral("Kaito"), QStringLiteral("good luck"));
        QVERIFY(isShown(QStringLiteral("Kaito: good luck")));
        QCOMPARE(find("matchChatButton")->accessibleName(), QStringLiteral("Match chat, 3 new"));
        click("matchChatButton");
        QVERIFY(!isShown(QStringLiteral("Kaito: good luck")));
        QCOMPARE(find("matchChatButton")->accessibleName(), QStringLiteral("Match chat"));
        page->showPreview(QStringLiteral("Kaito"), QStringLiteral("you there?"));
        QVERIFY(!isShown(QStringLiteral("Kaito: you there?")));
        page->setDriver(nullptr, {});
    }

    void aMatchWithoutAServerHasNoChat() {
        samples::StillDriver online;
        ChatPanel* panel = showMatchWithChat(online, true);
        samples::StillDriver driver;
        m_window->matchPage()->setDriver(&driver, KeyBindings::twoPlayers());
        press(Qt::Key_Return);
        QVERIFY(panel->isHidden());
        QVERIFY(!find("matchChatButton")->isVisible());
        m_window->matchPage()->setDriver(nullptr, {});
    }

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
