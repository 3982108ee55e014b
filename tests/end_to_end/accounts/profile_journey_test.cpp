// The own profile through the real windows, against a real server with PostgreSQL and a real mail server: another name,
// another address, a picture, a second factor set up from the screen, sessions, all data, and the end of the account.

#include "client/pages/login_page.h"
#include "client/pages/profile_page.h"
#include "client/pages/two_factor_page.h"
#include "client/widgets/field.h"
#include "tests/client/client_driver.h"
#include "tests/server/accounts/account_fixture.h"

#include <QFileDialog>
#include <QJsonDocument>
#include <QListView>
#include <QProcess>
#include <QUrlQuery>

using namespace client;
using test::AccountFixture;
using test::SmtpServer;
using Page = MainWindow::Page;

class ProfileJourneyTest : public QObject, protected ClientDriver {
    Q_OBJECT

    const QString m_password = QString::fromLatin1(AccountFixture::password);

    QWidget* page() { return window().profilePage(); }
    bool isThere(const char* name) {
        const auto* widget = window().findChild<QWidget*>(QString::fromLatin1(name));
        return widget && widget->isVisible();
    }
    QString textOf(const char* name) { return find<QLineEdit>(page(), name)->text(); }

    void logIn(const QString& name, const QString& password) {
        type(window().loginPage(), "usernameField", name);
        type(window().loginPage(), "passwordField", password);
        click(window().loginPage(), "logInButton");
    }
    // Mara signs up elsewhere, and logs in here.
    void begin(AccountFixture& accounts) {
        auto elsewhere = accounts.signUp(QStringLiteral("mara"));
        QVERIFY(elsewhere);
        StartOptions options;
        options.server = ServerAddress::parse(accounts.server().url().toString());
        start(std::move(options));
        QTRY_VERIFY(connection().isUp());
        logIn(QStringLiteral("mara"), m_password);
        QTRY_COMPARE(connection().state(), ConnectionState::SignedIn);
        QTRY_VERIFY(window().page() != Page::Login);
        window().showPage(Page::Profile);
        QTRY_VERIFY(find<QLineEdit>(page(), "profileUsernameField")->isEnabled());
    }
    void givePassword(const QString& password) {
        QTRY_VERIFY(isThere("confirmPasswordField"));
        type(&window(), "confirmPasswordField", password);
        click(&window(), "confirmPasswordButton");
        QTRY_VERIFY(!isThere("confirmPasswordField"));
    }
    void choose(const char* dialogName, const QString& path) {
        QTRY_VERIFY(window().findChild<QFileDialog*>(QString::fromLatin1(dialogName)));
        auto* dialog = find<QFileDialog>(&window(), dialogName);
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    static QString outputOf(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    // What a telephone would do: read the secret off the screen, and make six digits of it.
    QString secretOffTheScreen() {
        const QString file = m_folder->filePath(QStringLiteral("screen.png"));
        window().grab().save(file);
        const QString uri =
            outputOf(QStringLiteral("zbarimg"), {QStringLiteral("--quiet"), QStringLiteral("--raw"), file});
        return QUrlQuery(QUrl(uri)).queryItemValue(QStringLiteral("secret"));
    }
    QString codeOf(const QString& secret, const AccountFixture& accounts) {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(accounts.nowSeconds, Qt::UTC);
        return outputOf(QStringLiteral("oathtool"),
                        {QStringLiteral("--base32"), QStringLiteral("--totp"), QStringLiteral("--now"),
                         now.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"), secret});
    }

 private Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_client.reset(); }

    void nameAddressAndPicture() {
        SmtpServer mails;
        AccountFixture accounts(&mails);
        begin(accounts);
        const auto count = [&accounts](const char* where) {
            return accounts.database().number(QStringLiteral("SELECT count(*) FROM users WHERE ") +
                                              QLatin1String(where));
        };

        type(page(), "profileUsernameField", QStringLiteral("mara2"));
        type(page(), "profileEmailField", QStringLiteral("mara2@example.org"));
        click(page(), "saveProfileButton");
        givePassword(m_password);
        QTRY_VERIFY(isThere("emailCodeField"));
        QCOMPARE(count("username = 'mara2'"), 1);
        QCOMPARE(count("email = 'mara2@example.org'"), 0);
        QString code;
        while (code.isEmpty()) {  // the old address is told too
            const auto mail = mails.take();
            QVERIFY(mail);
            code = AccountFixture::codeIn(mail);
        }
        type(page(), "emailCodeField", code);
        click(page(), "confirmEmailCodeButton");
        QTRY_COMPARE(textOf("profileEmailField"), QStringLiteral("mara2@example.org"));
        QCOMPARE(count("email = 'mara2@example.org' AND email_verified_at IS NOT NULL"), 1);

        QImage photo(900, 1400, QImage::Format_RGB32);
        photo.fill(Qt::darkGreen);
        const QString path = m_folder->filePath(QStringLiteral("photo.webp"));
        QVERIFY(photo.save(path));
        click(page(), "cameraButton");
        choose("pictureFileDialog", path);
        QTRY_VERIFY(isThere("avatarCropDialog"));
        click(&window(), "useCropButton");
        QTRY_VERIFY(!isThere("avatarCropDialog"));
        QCOMPARE(count("avatar_url IS NOT NULL"), 1);

        // In a program that has never seen it.
        m_folder = std::make_unique<QTemporaryDir>();
        StartOptions options;
        options.server = ServerAddress::parse(accounts.server().url().toString());
        start(std::move(options));
        QTRY_VERIFY(connection().isUp());
        logIn(QStringLiteral("mara2"), m_password);
        QTRY_COMPARE(window().page(), Page::Home);
        const auto isGreen = [this] {
            const QImage image = find<QWidget>(&window(), "playerMenuButton")->grab().toImage();
            return qAbs(image.pixelColor(24, image.height() / 2).green() - QColor(Qt::darkGreen).green()) < 8;
        };
        QTRY_VERIFY(isGreen());
    }

    void aSecondFactorOffTheScreen() {
        AccountFixture accounts(nullptr);
        begin(accounts);
        window().profilePage()->showTab(ProfilePage::Tab::Security);
        QVERIFY(!find<QWidget>(page(), "emailCodesSwitch")->isEnabled());  // this server has no mail
        click(page(), "setUpAppButton");
        givePassword(m_password);
        QTRY_VERIFY(isThere("appQrCode"));
        QString secret;
        QTRY_VERIFY(!(secret = secretOffTheScreen()).isEmpty());
        const QString code = codeOf(secret, accounts);
        type(page(), "appCodeEntry", QString::fromStdString(AccountFixture::otherThan(code.toStdString())));
        click(page(), "turnOnAppButton");
        auto* field = qobject_cast<Field*>(find<QWidget>(page(), "appCodeEntry")->parentWidget());
        QTRY_VERIFY(field->hasError());
        type(page(), "appCodeEntry", code);
        click(page(), "turnOnAppButton");
        QTRY_VERIFY(isThere("recoveryCodesDialog"));
        click(&window(), "codesDoneButton");
        QTRY_VERIFY(isShown(QStringLiteral("10 left")));

        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
        logIn(QStringLiteral("mara"), m_password);
        QTRY_COMPARE(window().page(), Page::TwoFactor);
        accounts.nowSeconds += 30;  // no code is good twice
        type(window().twoFactorPage(), "codeField", codeOf(secret, accounts));
        click(window().twoFactorPage(), "confirmCodeButton");
        QTRY_COMPARE(window().page(), Page::Home);
        window().showPage(Page::Profile);
        window().profilePage()->showTab(ProfilePage::Tab::Security);
        QTRY_VERIFY(isThere("turnOffAppButton"));
        click(page(), "turnOffAppButton");
        givePassword(m_password);
        QTRY_VERIFY(isThere("setUpAppButton"));
    }

    void sessionsAndANewPassword() {
        AccountFixture accounts(nullptr);
        begin(accounts);
        window().profilePage()->showTab(ProfilePage::Tab::Security);
        auto elsewhere = accounts.connect();
        QVERIFY(elsewhere->request(accounts.logIn("mara")));
        window().showPage(Page::Home);
        window().showPage(Page::Profile);
        auto* view = find<QListView>(page(), "devicesView");
        QTRY_COMPARE(view->model()->rowCount(), 3);  // signed up, here, and elsewhere
        view->setCurrentIndex(view->model()->index(1, 0));
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        click(page(), "signOutOthersButton");
        click(&window(), "confirmButton");
        QTRY_COMPARE(view->model()->rowCount(), 1);

        type(page(), "currentPasswordField", m_password);
        type(page(), "newPasswordField", QStringLiteral("four square paddles"));
        type(page(), "repeatPasswordField", QStringLiteral("four square paddles"));
        click(page(), "changePasswordButton");
        QTRY_VERIFY(isShown(QStringLiteral("Your password is changed")));
        logOut();
        QTRY_COMPARE(window().page(), Page::Login);
        logIn(QStringLiteral("mara"), QStringLiteral("four square paddles"));
        QTRY_COMPARE(window().page(), Page::Home);
    }

    void allDataAndTheEnd() {
        AccountFixture accounts(nullptr);
        begin(accounts);
        const QString path = m_folder->filePath(QStringLiteral("data.json"));
        click(page(), "exportButton");
        choose("saveFileDialog", path);
        QTRY_VERIFY(isShown(QStringLiteral("Done.")));
        click(&window(), "exportCloseButton");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError error;
        QJsonDocument::fromJson(file.readAll(), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);

        click(page(), "deleteAccountButton");
        givePassword(m_password);
        QTRY_COMPARE(window().page(), Page::Login);
        QVERIFY(isShown(QStringLiteral("Your account will be deleted")));
        logIn(QStringLiteral("mara"), m_password);  // within the grace: it is kept
        QTRY_COMPARE(window().page(), Page::Home);
        QCOMPARE(accounts.database().number(QStringLiteral("SELECT count(*) FROM users WHERE deletion_due_at IS NULL "
                                                           "AND username = 'mara'")),
                 1);
    }
};

QTEST_MAIN(ProfileJourneyTest)
#include "profile_journey_test.moc"
