// The pages before being signed in, and the boxes for a code, as a person fills them in: keys go to the window, and
// errors stand where they belong.

#include "client/pages/confirm_email_page.h"
#include "client/pages/forgotten_password_page.h"
#include "client/pages/login_page.h"
#include "client/pages/new_password_page.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/two_factor_page.h"
#include "client/widgets/code_entry.h"
#include "client/widgets/countdown.h"
#include "client/widgets/field.h"
#include "tests/client/page_fixture.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace client;
using namespace std::chrono_literals;
using Page = MainWindow::Page;
using Way = TwoFactorPage::Way;

class AuthPagesTest : public PageFixture {
    Q_OBJECT

    void type(const QString& text) {
        for (const QChar letter : text)
            QTest::keyClick(m_window->windowHandle(), letter.toLatin1());
    }
    void paste(const QString& text) {
        QApplication::clipboard()->setText(text);
        QTest::keyClick(m_window->windowHandle(), Qt::Key_V, Qt::ControlModifier);
    }

    TwoFactorPage* twoFactor() { return m_window->twoFactorPage(); }
    ForgottenPasswordPage* forgotten() { return m_window->forgottenPasswordPage(); }
    NewPasswordPage* newPassword() { return m_window->newPasswordPage(); }
    ConfirmEmailPage* confirmEmail() { return m_window->confirmEmailPage(); }

    template <typename T = QWidget>
    T* on(QWidget* page, const char* name) {
        T* found = page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    QLineEdit* edit(QWidget* page, const char* name) { return on<QLineEdit>(page, name); }
    QString errorAt(QWidget* page, const char* name) {
        return qobject_cast<Field*>(edit(page, name)->parentWidget())->error();
    }
    QString errorOf(QWidget* page, const char* button) {
        return on<QLabel>(page, (QByteArray(button) + "Error").constData())->text();
    }
    static QString focusName() {
        const QWidget* focused = QApplication::focusWidget();
        return focused ? focused->objectName() : QString();
    }
    void click(QWidget* page, const char* name) { QTest::mouseClick(on(page, name), Qt::LeftButton); }

    // A code entry in its field over the window.
    CodeEntry* showCodeEntry(CodeEntry::Boxes boxes = CodeEntry::Boxes::Tall) {
        auto* entry = new CodeEntry(*m_look, QStringLiteral("entry"), boxes);
        auto* field = new Field(*m_look, QString(), entry, m_window.get());
        field->setGeometry(0, 0, 400, 100);
        field->show();
        entry->setFocus();
        return entry;
    }

 private Q_SLOTS:
    // --- the boxes ------------------------------------------------------------------------------------------------
    void aCodeIsTypedDigitByDigit() {
        CodeEntry* entry = showCodeEntry();
        QSignalSpy edited(entry, &CodeEntry::codeEdited);
        type(QStringLiteral("4x0 7"));
        QCOMPARE(entry->text(), QStringLiteral("407"));
        QVERIFY(!entry->isComplete());
        type(QStringLiteral("195"));
        QVERIFY(entry->isComplete());
        QCOMPARE(edited.last()[0].toString(), QStringLiteral("407195"));
        type(QStringLiteral("3"));
        QCOMPARE(entry->text(), QStringLiteral("407195"));
        press(Qt::Key_Backspace);
        QCOMPARE(entry->text(), QStringLiteral("40719"));
    }

    void aPastedCodeFillsAllBoxes_data() {
        QTest::addColumn<QString>("pasted");
        QTest::newRow("plain") << QStringLiteral("407195");
        QTest::newRow("spaces") << QStringLiteral(" 407 195\n");
        QTest::newRow("dash") << QStringLiteral("407-195");
        QTest::newRow("words") << QStringLiteral("Your code: 407195.");
        QTest::newRow("other digits") << QStringLiteral("٤٠٧١٩٥");
    }
    void aPastedCodeFillsAllBoxes() {
        QFETCH(QString, pasted);
        CodeEntry* entry = showCodeEntry();
        paste(pasted);
        QCOMPARE(entry->text(), QStringLiteral("407195"));
    }

    void aBoxThatIsClickedIsReplaced() {
        CodeEntry* entry = showCodeEntry();
        paste(QStringLiteral("407195"));
        QTest::mouseClick(entry, Qt::LeftButton, {}, QPoint(70, 20));
        type(QStringLiteral("8"));
        QCOMPARE(entry->text(), QStringLiteral("487195"));
        QTest::mouseDClick(entry, Qt::LeftButton, {}, QPoint(70, 20));
        type(QStringLiteral("1"));
        QCOMPARE(entry->text(), QStringLiteral("1"));
    }

    void theBoxesShowWhereOneIsAndWhatIsWrong() {
        CodeEntry* entry = showCodeEntry();
        auto* field = qobject_cast<Field*>(entry->parentWidget());
        const Theme& theme = m_look->theme();
        const auto edgeOf = [entry](int x) { return entry->grab().toImage().pixelColor(x, 28); };
        QCOMPARE(edgeOf(0), theme.focus);
        QCOMPARE(edgeOf(60), theme.lineStrong);
        field->setError(QStringLiteral("This code is wrong."));
        QCOMPARE(edgeOf(0), theme.danger);
        QCOMPARE(edgeOf(60), theme.danger);
        QCOMPARE(entry->accessibleDescription(), QStringLiteral("This code is wrong."));
        QVERIFY(!entry->accessibleName().isEmpty());
        QCOMPARE(showCodeEntry(CodeEntry::Boxes::Square)->height(), 48);
        QCOMPARE(entry->size(), QSize(366, 56));
    }

    // --- time that passes -----------------------------------------------------------------------------------------
    void aCountdownTellsEverySecond() {
        Countdown countdown;
        QSignalSpy ticked(&countdown, &Countdown::ticked);
        QSignalSpy finished(&countdown, &Countdown::finished);
        countdown.start(61s);
        QCOMPARE(ticked.takeFirst()[0].toString(), QStringLiteral("1:01"));
        countdown.start(1100ms);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(ticked.first()[0].toString(), QStringLiteral("0:02"));
        QCOMPARE(ticked.last()[0].toString(), QStringLiteral("0:01"));
        QVERIFY(!countdown.isRunning());
        countdown.start(0ms);
        QCOMPARE(finished.size(), 2);
    }

    void tooManyTriesAreWaitedFor() {
        LoginPage* login = m_window->loginPage();
        QSignalSpy asked(login, &LoginPage::logInRequested);
        edit(login, "usernameField")->setText(QStringLiteral("mara"));
        edit(login, "passwordField")->setText(QStringLiteral("wrong"));
        login->showWait(30s);
        QCOMPARE(errorOf(login, "logIn"), QStringLiteral("Too many tries. Try again in 0:30."));
        QVERIFY(!on(login, "logInButton")->isEnabled());
        edit(login, "passwordField")->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(asked.size(), 0);
        // What was refused was this account's try, not every account's.
        edit(login, "usernameField")->setFocus();
        type(QStringLiteral("2"));
        QVERIFY(on(login, "logInButton")->isEnabled());
        QVERIFY(errorOf(login, "logIn").isEmpty());
        login->showWait(50ms);
        QTRY_VERIFY(on(login, "logInButton")->isEnabled());
        QVERIFY(errorOf(login, "logIn").isEmpty());
    }

    // --- the second factor ----------------------------------------------------------------------------------------
    void theAppIsAskedFirst() {
        QSignalSpy entered(twoFactor(), &TwoFactorPage::codeEntered);
        QSignalSpy wanted(twoFactor(), &TwoFactorPage::codeWanted);
        m_window->showPage(Page::TwoFactor);
        twoFactor()->begin({Way::App, Way::Email, Way::Recovery}, QStringLiteral("Office LAN"),
                           QStringLiteral("m***@e***.org"));
        QCOMPARE(focusName(), QStringLiteral("codeField"));
        QVERIFY(!on(twoFactor(), "useAppButton")->isVisible());
        QVERIFY(!on(twoFactor(), "resendButton")->isVisible());
        type(QStringLiteral("40719"));
        press(Qt::Key_Return);
        QVERIFY(!errorAt(twoFactor(), "codeField").isEmpty());
        type(QStringLiteral("5"));
        QVERIFY(errorAt(twoFactor(), "codeField").isEmpty());
        click(twoFactor(), "trustCheckBox");
        click(twoFactor(), "confirmCodeButton");
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].value<Way>(), Way::App);
        QCOMPARE(entered[0][1].toString(), QStringLiteral("407195"));
        QCOMPARE(entered[0][2].toBool(), true);
        QCOMPARE(wanted.size(), 0);
    }

    void aMailIsAskedForOnce() {
        QSignalSpy wanted(twoFactor(), &TwoFactorPage::codeWanted);
        m_window->showPage(Page::TwoFactor);
        twoFactor()->begin({Way::App, Way::Email}, QStringLiteral("Office LAN"), QStringLiteral("m***@e***.org"));
        click(twoFactor(), "useEmailButton");
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!on(twoFactor(), "resendButton")->isEnabled());
        twoFactor()->noteCodeSent(QStringLiteral("m***@e***.org"), 28s);
        QVERIFY(isShown(QStringLiteral("Type the six digits that we sent to m***@e***.org.")));
        QCOMPARE(on<QAbstractButton>(twoFactor(), "resendButton")->text(), QStringLiteral("Send again in 0:28"));
        click(twoFactor(), "useAppButton");
        click(twoFactor(), "useEmailButton");
        QCOMPARE(wanted.size(), 1);
        twoFactor()->noteCodeNotSent(20ms);
        QTRY_VERIFY(on(twoFactor(), "resendButton")->isEnabled());
        click(twoFactor(), "resendButton");
        QCOMPARE(wanted.size(), 2);
        // Another log in is another mail.
        twoFactor()->begin({Way::Email}, QStringLiteral("Office LAN"), QStringLiteral("k***@e***.org"));
        QCOMPARE(wanted.size(), 3);
        QVERIFY(!on(twoFactor(), "useAppButton")->isVisible());
        QVERIFY(!on(twoFactor(), "useRecoveryButton")->isVisible());
    }

    void aRecoveryCodeIsALineOfText() {
        QSignalSpy entered(twoFactor(), &TwoFactorPage::codeEntered);
        m_window->showPage(Page::TwoFactor);
        twoFactor()->begin({Way::App, Way::Recovery}, QStringLiteral("Office LAN"), {});
        click(twoFactor(), "useRecoveryButton");
        QCOMPARE(focusName(), QStringLiteral("recoveryField"));
        QVERIFY(!edit(twoFactor(), "codeField")->isVisible());
        press(Qt::Key_Return);
        QVERIFY(!errorAt(twoFactor(), "recoveryField").isEmpty());
        type(QStringLiteral("k7qf2-9mxwb "));
        press(Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].value<Way>(), Way::Recovery);
        QCOMPARE(entered[0][1].toString(), QStringLiteral("k7qf2-9mxwb"));
        twoFactor()->showError(QStringLiteral("recovery"), QStringLiteral("This code is wrong."));
        QCOMPARE(errorAt(twoFactor(), "recoveryField"), QStringLiteral("This code is wrong."));
    }

    void aWrongCodeIsTypedAnew() {
        m_window->showPage(Page::TwoFactor);
        twoFactor()->begin({Way::App}, QStringLiteral("Office LAN"), {});
        paste(QStringLiteral("407195"));
        twoFactor()->showError(QStringLiteral("code"), QStringLiteral("This code is wrong."));
        QCOMPARE(errorAt(twoFactor(), "codeField"), QStringLiteral("This code is wrong."));
        QCOMPARE(focusName(), QStringLiteral("codeField"));
        type(QStringLiteral("1"));
        QCOMPARE(edit(twoFactor(), "codeField")->text(), QStringLiteral("1"));
        twoFactor()->showWait(30s);
        QVERIFY(errorOf(twoFactor(), "confirmCodeButton").contains(QStringLiteral("0:30")));
        QVERIFY(!on(twoFactor(), "confirmCodeButton")->isEnabled());
        QSignalSpy back(twoFactor(), &AuthPage::backRequested);
        press(Qt::Key_Escape);
        QCOMPARE(back.size(), 1);
    }

    // --- an address of one's own ----------------------------------------------------------------------------------
    void anAddressIsConfirmedOrLeftForLater() {
        QSignalSpy entered(confirmEmail(), &ConfirmEmailPage::codeEntered);
        QSignalSpy later(confirmEmail(), &AuthPage::backRequested);
        QSignalSpy wanted(confirmEmail(), &ConfirmEmailPage::codeWanted);
        m_window->showPage(Page::ConfirmEmail);
        confirmEmail()->begin(QStringLiteral("mara@example.org"));
        QVERIFY(isShown(QStringLiteral("Type the six digits that we sent to mara@example.org.")));
        QCOMPARE(focusName(), QStringLiteral("codeField"));
        press(Qt::Key_Return);
        QVERIFY(!errorAt(confirmEmail(), "codeField").isEmpty());
        paste(QStringLiteral("407 195"));
        press(Qt::Key_Return);
        QCOMPARE(entered[0][0].toString(), QStringLiteral("407195"));
        click(confirmEmail(), "resendButton");
        QCOMPARE(wanted.size(), 1);
        click(confirmEmail(), "confirmEmailButtonBack");
        QCOMPARE(later.size(), 1);
    }

    // --- a forgotten password -------------------------------------------------------------------------------------
    void aCodeIsAskedForByMail() {
        QSignalSpy wanted(forgotten(), &ForgottenPasswordPage::codeWanted);
        forgotten()->setServer(QStringLiteral("Office LAN"), true, {});
        m_window->showPage(Page::ForgottenPassword);
        QCOMPARE(focusName(), QStringLiteral("emailField"));
        type(QStringLiteral("mara@"));
        press(Qt::Key_Return);
        QVERIFY(!errorAt(forgotten(), "emailField").isEmpty());
        type(QStringLiteral("example.org"));
        press(Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("mara@example.org"));
        QSignalSpy haveCode(forgotten(), &ForgottenPasswordPage::haveCode);
        click(forgotten(), "haveCodeButton");
        QCOMPARE(haveCode.size(), 1);
    }

    void withoutMailThePageSaysWhomToAsk() {
        QSignalSpy wanted(forgotten(), &ForgottenPasswordPage::codeWanted);
        QSignalSpy haveCode(forgotten(), &ForgottenPasswordPage::haveCode);
        forgotten()->setServer(QStringLiteral("Office LAN"), false, QStringLiteral("Theo in room 3"));
        m_window->showPage(Page::ForgottenPassword);
        QVERIFY(
            isShown(QStringLiteral("Office LAN sends no email. Ask Theo in room 3 for a code, and enter it here.")));
        QVERIFY(!edit(forgotten(), "emailField")->isVisible());
        QCOMPARE(on<QAbstractButton>(forgotten(), "sendCodeButton")->text(), QStringLiteral("Enter a code"));
        click(forgotten(), "sendCodeButton");
        QCOMPARE(haveCode.size(), 1);
        QCOMPARE(wanted.size(), 0);
    }

    void aLinkFillsInAccountAndCode() {
        QSignalSpy chosen(newPassword(), &NewPasswordPage::passwordChosen);
        newPassword()->setServerName(QStringLiteral("Office LAN"));
        newPassword()->begin(QStringLiteral("mara@example.org"), QStringLiteral("K7QF2-9MXWB"));
        m_window->showPage(Page::NewPassword);
        QVERIFY(isShown(QStringLiteral("For mara@example.org on Office LAN. This ends other sessions.")));
        QVERIFY(!edit(newPassword(), "accountField")->isVisible());
        QVERIFY(!on(newPassword(), "resendButton")->isVisible());
        QCOMPARE(focusName(), QStringLiteral("passwordField"));
        type(QStringLiteral("password1234"));
        press(Qt::Key_Return);
        QVERIFY(errorAt(newPassword(), "passwordField").contains(QStringLiteral("most used")));
        edit(newPassword(), "passwordField")->setText(QStringLiteral("four square paddles"));
        edit(newPassword(), "confirmField")->setText(QStringLiteral("four square paddle"));
        press(Qt::Key_Return);
        QCOMPARE(errorAt(newPassword(), "confirmField"), QStringLiteral("The two passwords differ."));
        QCOMPARE(chosen.size(), 0);
        type(QStringLiteral("s"));
        edit(newPassword(), "confirmField")->setText(QStringLiteral("four square paddles"));
        press(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("mara@example.org"));
        QCOMPARE(chosen[0][1].toString(), QStringLiteral("K7QF2-9MXWB"));
        QCOMPARE(chosen[0][2].toString(), QStringLiteral("four square paddles"));
    }

    void aCodeOfTheHostIsTypedWithTheAccount() {
        QSignalSpy chosen(newPassword(), &NewPasswordPage::passwordChosen);
        newPassword()->begin({}, {});
        m_window->showPage(Page::NewPassword);
        QCOMPARE(focusName(), QStringLiteral("accountField"));
        press(Qt::Key_Return);
        for (const char* field : {"accountField", "codeField", "passwordField"})
            QVERIFY2(!errorAt(newPassword(), field).isEmpty(), field);
        type(QStringLiteral("mara"));
        press(Qt::Key_Tab);
        type(QStringLiteral("K7QF29MXWB"));
        for (const char* field : {"passwordField", "confirmField"})
            edit(newPassword(), field)->setText(QStringLiteral("four square paddles"));
        press(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        newPassword()->showError(QStringLiteral("code"), QStringLiteral("This code is wrong."));
        QCOMPARE(errorAt(newPassword(), "codeField"), QStringLiteral("This code is wrong."));
        QCOMPARE(focusName(), QStringLiteral("codeField"));
    }

    void theAnswerToARequestIsTheSameForAll() {
        QSignalSpy wanted(newPassword(), &NewPasswordPage::codeWanted);
        newPassword()->begin(QStringLiteral("mara@example.org"), {});
        newPassword()->noteCodeAsked(30min, 20ms);
        m_window->showPage(Page::NewPassword);
        QVERIFY(isShown(
            QStringLiteral("If mara@example.org has an account, a code is on its way. It is good for 30 minutes.")));
        QTRY_VERIFY(on(newPassword(), "resendButton")->isEnabled());
        click(newPassword(), "resendButton");
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("mara@example.org"));
    }

    // --- low windows ----------------------------------------------------------------------------------------------
    void everyCardFitsASmallWindow() {
        newPassword()->begin(QStringLiteral("mara@example.org"), {});
        twoFactor()->begin({Way::App, Way::Email, Way::Recovery}, QStringLiteral("Office LAN"), {});
        m_window->resize(960, 640);
        for (const auto& [page, button] : {std::pair{Page::TwoFactor, "confirmCodeButtonBack"},
                                           std::pair{Page::ConfirmEmail, "confirmEmailButtonBack"},
                                           std::pair{Page::ForgottenPassword, "sendCodeButtonBack"},
                                           std::pair{Page::NewPassword, "savePasswordButtonBack"}}) {
            m_window->showPage(page);
            const auto* back = find<QWidget>(button);
            const auto bottom = [this, back] { return back->mapTo(m_window.get(), QPoint(0, back->height())).y(); };
            QTRY_VERIFY2(bottom() > 0 && bottom() < m_window->height(), button);
        }
    }
};

QTEST_MAIN(AuthPagesTest)
#include "auth_pages_test.moc"
