// Log in and sign-up as a person fills them in: keys go to the window, and errors stand where they belong.

#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/sign_up_page.h"
#include "client/pages/sign_up_rules.h"
#include "client/widgets/field.h"
#include "client/widgets/look.h"
#include "client/widgets/password_strength.h"
#include "client/widgets/sound_effects.h"
#include "tests/client/samples.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QWindow>
#include <QtTest>

using namespace client;
using Page = MainWindow::Page;

class FormsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Look> m_look;
    SoundEffects m_sounds;
    std::unique_ptr<MainWindow> m_window;

    void type(const QString& text) {
        for (const QChar letter : text)
            QTest::keyClick(m_window->windowHandle(), letter.toLatin1());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_window->windowHandle(), key, modifiers);
    }
    static QString focusName() {
        const QWidget* focused = QApplication::focusWidget();
        return focused ? focused->objectName() : QString();
    }
    template <typename T = QWidget>
    T* in(QWidget* page, const char* name) {
        T* found = page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    // The field around the line edit of this name.
    Field* field(QWidget* page, const char* name) {
        return qobject_cast<Field*>(in<QLineEdit>(page, name)->parentWidget());
    }
    LoginPage* login() { return m_window->loginPage(); }
    SignUpPage* signUp() { return m_window->signUpPage(); }

 private Q_SLOTS:
    void init() {
        m_sounds.setOn(false);
        m_look = std::make_unique<Look>(*qApp);
        m_window = std::make_unique<MainWindow>(*m_look, m_sounds);
        login()->setServers(samples::servers(), samples::servers().front().address);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_look.reset();
    }

    void logInByKeyboardAlone() {
        QSignalSpy asked(login(), &LoginPage::logInRequested);
        QCOMPARE(focusName(), QStringLiteral("usernameField"));
        type(QStringLiteral("mara"));
        press(Qt::Key_Tab);
        QCOMPARE(focusName(), QStringLiteral("passwordField"));
        type(QStringLiteral("ten squares"));
        press(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("mara"));
        QCOMPARE(asked[0][1].toString(), QStringLiteral("ten squares"));
        QCOMPARE(asked[0][2].toBool(), true);
    }

    void tabGoesThroughTheLoginPageInReadingOrder() {
        QStringList order;
        for (int i = 0; i < 13; ++i) {
            order << focusName();
            press(Qt::Key_Tab);
        }
        const QStringList expected{QStringLiteral("usernameField"),    QStringLiteral("passwordField"),
                                   QStringLiteral("passwordFieldEye"), QStringLiteral("forgottenPasswordButton"),
                                   QStringLiteral("stayCheckBox"),     QStringLiteral("logInButton"),
                                   QStringLiteral("signUpButton"),     QStringLiteral("serverRow0"),
                                   QStringLiteral("addAddressButton"), QStringLiteral("playTogetherButton"),
                                   QStringLiteral("aiLevel3"),         QStringLiteral("playAiButton"),
                                   QStringLiteral("usernameField")};
        QCOMPARE(order, expected);
    }

    void anEmptyLogInIsRefusedAtTheField() {
        QSignalSpy asked(login(), &LoginPage::logInRequested);
        press(Qt::Key_Return);
        QVERIFY(field(login(), "usernameField")->hasError());
        type(QStringLiteral("m"));
        QVERIFY(!field(login(), "usernameField")->hasError());
        press(Qt::Key_Return);
        QVERIFY(field(login(), "passwordField")->hasError());
        QCOMPARE(focusName(), QStringLiteral("passwordField"));
        QCOMPARE(asked.size(), 0);
    }

    void theServersAnswerStandsAtItsField() {
        login()->showError(QStringLiteral("password"), QStringLiteral("Username or password is wrong."));
        QCOMPARE(field(login(), "passwordField")->error(), QStringLiteral("Username or password is wrong."));
        QCOMPARE(in<QLineEdit>(login(), "passwordField")->property("state").toString(), QStringLiteral("error"));
        QCOMPARE(in<QLineEdit>(login(), "passwordField")->accessibleDescription(),
                 QStringLiteral("Username or password is wrong."));
        login()->showError({}, QStringLiteral("The server is full."));
        QCOMPARE(in<QLabel>(login(), "logInError")->text(), QStringLiteral("The server is full."));
        login()->reset();
        QVERIFY(!field(login(), "passwordField")->hasError());
        QVERIFY(in<QLabel>(login(), "logInError")->text().isEmpty());
    }

    void aBusyFormRests() {
        const int width = in<QAbstractButton>(login(), "logInButton")->width();
        login()->setBusy(true);
        QVERIFY(!in<QWidget>(login(), "logInButton")->isEnabled());
        QVERIFY(!in<QWidget>(login(), "usernameField")->isEnabled());
        QCoreApplication::processEvents();
        QCOMPARE(in<QWidget>(login(), "logInButton")->width(), width);
        login()->setBusy(false);
        QVERIFY(in<QWidget>(login(), "logInButton")->isEnabled());
        QCOMPARE(in<QAbstractButton>(login(), "logInButton")->text(), QStringLiteral("Log in"));
    }

    void aPasswordCanBeShown() {
        auto* edit = in<QLineEdit>(login(), "passwordField");
        auto* eye = in<QToolButton>(login(), "passwordFieldEye");
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QTest::mouseClick(eye, Qt::LeftButton);
        QCOMPARE(edit->echoMode(), QLineEdit::Normal);
        QVERIFY(eye->accessibleName().startsWith(QStringLiteral("Hide")));
        QTest::mouseClick(eye, Qt::LeftButton);
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
    }

    void aServerIsChosenByMouseAndByKey() {
        QSignalSpy chosen(login(), &LoginPage::serverChosen);
        QTest::mouseClick(in<QAbstractButton>(login(), "serverRow1"), Qt::LeftButton);
        QCOMPARE(chosen.takeFirst()[0].toString(), QStringLiteral("pong.example.org:1972"));
        in<QWidget>(login(), "serverRow1")->setFocus();
        press(Qt::Key_Down);
        QTRY_COMPARE(chosen.size(), 1);
        QCOMPARE(chosen.takeFirst()[0].toString(), QStringLiteral("192.168.1.73:1972"));
    }

    void anAddressIsAdded() {
        QSignalSpy added(login(), &LoginPage::serverAdded);
        QTest::mouseClick(in<QAbstractButton>(login(), "addAddressButton"), Qt::LeftButton);
        QCOMPARE(focusName(), QStringLiteral("addressField"));
        press(Qt::Key_Return);
        QVERIFY(field(login(), "addressField")->hasError());
        type(QStringLiteral("example.org"));
        press(Qt::Key_Return);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added[0][0].toString(), QStringLiteral("example.org"));
        QVERIFY(!in<QWidget>(login(), "addressField")->isVisible());
        login()->showError(QStringLiteral("address"), QStringLiteral("There is no such host."));
        QVERIFY(in<QWidget>(login(), "addressField")->isVisible());
        QCOMPARE(field(login(), "addressField")->error(), QStringLiteral("There is no such host."));
    }

    void localPlayNeedsNoAccount() {
        QSignalSpy asked(login(), &LoginPage::localMatchRequested);
        QTest::mouseClick(in<QAbstractButton>(login(), "aiLevel5"), Qt::LeftButton);
        QTest::mouseClick(in<QAbstractButton>(login(), "playAiButton"), Qt::LeftButton);
        QTest::mouseClick(in<QAbstractButton>(login(), "playTogetherButton"), Qt::LeftButton);
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked[0][0].value<LocalMode>(), LocalMode::VersusAi);
        QCOMPARE(asked[0][1].toInt(), 5);
        QCOMPARE(asked[1][0].value<LocalMode>(), LocalMode::TwoPlayers);
    }

    void signUpByKeyboardAlone() {
        m_window->showPage(Page::SignUp);
        QSignalSpy asked(signUp(), &SignUpPage::signUpRequested);
        QCOMPARE(focusName(), QStringLiteral("usernameField"));
        type(QStringLiteral("mara"));
        press(Qt::Key_Tab);
        type(QStringLiteral("mara@example.org"));
        press(Qt::Key_Tab);
        type(QStringLiteral("ten squares"));
        press(Qt::Key_Tab);
        QCOMPARE(focusName(), QStringLiteral("passwordFieldEye"));
        press(Qt::Key_Tab);
        type(QStringLiteral("ten squares"));
        press(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("mara"));
        QCOMPARE(asked[0][1].toString(), QStringLiteral("mara@example.org"));
        QCOMPARE(asked[0][2].toString(), QStringLiteral("ten squares"));
    }

    void aWrongFieldIsToldWhenItIsLeft() {
        m_window->showPage(Page::SignUp);
        type(QStringLiteral("m"));
        QVERIFY(!field(signUp(), "usernameField")->hasError());
        press(Qt::Key_Tab);
        QVERIFY(field(signUp(), "usernameField")->hasError());
        press(Qt::Key_Backtab, Qt::ShiftModifier);
        type(QStringLiteral("a"));
        QVERIFY(!field(signUp(), "usernameField")->hasError());
    }

    void whatFurtherLettersCannotMakeGoodIsToldAtOnce() {
        m_window->showPage(Page::SignUp);
        type(QStringLiteral("m!"));
        QVERIFY(field(signUp(), "usernameField")->hasError());
        press(Qt::Key_Backspace);
        QVERIFY(!field(signUp(), "usernameField")->hasError());
    }

    void passwordsThatDifferAreToldWhileTyping() {
        m_window->showPage(Page::SignUp);
        in<QLineEdit>(signUp(), "passwordField")->setText(QStringLiteral("ten squares"));
        in<QLineEdit>(signUp(), "confirmField")->setFocus();
        type(QStringLiteral("ten squar"));
        QVERIFY(!field(signUp(), "confirmField")->hasError());
        type(QStringLiteral("xx"));
        QVERIFY(field(signUp(), "confirmField")->hasError());
        press(Qt::Key_Backspace);
        press(Qt::Key_Backspace);
        type(QStringLiteral("es"));
        QVERIFY(!field(signUp(), "confirmField")->hasError());
    }

    void nothingIsSentWhileSomethingIsWrong() {
        m_window->showPage(Page::SignUp);
        QSignalSpy asked(signUp(), &SignUpPage::signUpRequested);
        in<QLineEdit>(signUp(), "usernameField")->setText(QStringLiteral("mara"));
        in<QLineEdit>(signUp(), "emailField")->setText(QStringLiteral("mara@example"));
        QTest::mouseClick(in<QAbstractButton>(signUp(), "createAccountButton"), Qt::LeftButton);
        QCOMPARE(asked.size(), 0);
        QCOMPARE(focusName(), QStringLiteral("emailField"));
        QVERIFY(field(signUp(), "emailField")->hasError());
        QVERIFY(field(signUp(), "passwordField")->hasError());
    }

    void theServersRefusalNamesTheField() {
        m_window->showPage(Page::SignUp);
        signUp()->showError(QStringLiteral("username"), QStringLiteral("Already taken."));
        QCOMPARE(field(signUp(), "usernameField")->error(), QStringLiteral("Already taken."));
        QCOMPARE(focusName(), QStringLiteral("usernameField"));
        signUp()->showError({}, QStringLiteral("Try again in a moment."));
        QCOMPARE(in<QLabel>(signUp(), "createAccountButtonError")->text(), QStringLiteral("Try again in a moment."));
        signUp()->reset();
        QVERIFY(in<QLabel>(signUp(), "createAccountButtonError")->text().isEmpty());
        QVERIFY(!field(signUp(), "usernameField")->hasError());
    }

    void escapeGoesBack() {
        m_window->showPage(Page::SignUp);
        QSignalSpy back(signUp(), &SignUpPage::backRequested);
        press(Qt::Key_Escape);
        QCOMPARE(back.size(), 1);
    }

    void rulesOfAnAccount() {
        QVERIFY(SignUpRules::username(QStringLiteral("Mara_9-x")).isEmpty());
        for (const char* wrong : {"", "ab", "with space", "dot.ted", "abcdefghijklmnopqrstu"})
            QVERIFY2(!SignUpRules::username(QString::fromLatin1(wrong)).isEmpty(), wrong);
        QVERIFY(SignUpRules::email(QStringLiteral(" mara@example.org ")).isEmpty());
        for (const char* wrong :
             {"", "mara", "mara@", "@example.org", "mara@example", "a b@example.org", "mara@example."})
            QVERIFY2(!SignUpRules::email(QString::fromLatin1(wrong)).isEmpty(), wrong);
        QVERIFY(!SignUpRules::password(QStringLiteral("nine char")).isEmpty());
        QVERIFY(SignUpRules::password(QStringLiteral("ten chars!")).isEmpty());
        QVERIFY(!SignUpRules::password(QStringLiteral("Password1234")).isEmpty());
        QVERIFY(
            !SignUpRules::password(QStringLiteral("mara_from_room_3"), QStringLiteral("Mara_from_Room_3")).isEmpty());
        QVERIFY(!SignUpRules::confirmation(QStringLiteral("a"), QStringLiteral("b")).isEmpty());
    }

    void strengthGrowsWithLengthAndVariety() {
        QCOMPARE(passwordStrength(QString()), 0);
        QCOMPARE(passwordStrength(QStringLiteral("Sh0rt!")), 1);
        QCOMPARE(passwordStrength(QStringLiteral("aaaaaaaaaaaaaaaaaaaa")), 1);
        QCOMPARE(passwordStrength(QStringLiteral("P@ssword123")), 1);
        QVERIFY(passwordStrength(QStringLiteral("tensquares")) < passwordStrength(QStringLiteral("ten Squares 1972")));
        QCOMPARE(passwordStrength(QStringLiteral("four Square paddles, 1972")), 4);
    }
};

QTEST_MAIN(FormsTest)
#include "forms_test.moc"
