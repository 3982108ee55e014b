// The parts of the own profile by keys and clicks: what they ask for, what they show, and that nothing typed is lost.

#include "client/models/devices_model.h"
#include "client/pages/app_codes_card.h"
#include "client/pages/avatar_crop_dialog.h"
#include "client/pages/device_row_delegate.h"
#include "client/pages/devices_section.h"
#include "client/pages/email_confirmation.h"
#include "client/pages/password_card.h"
#include "client/pages/password_dialog.h"
#include "client/pages/profile_information.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_security.h"
#include "client/pages/profile_side.h"
#include "client/pages/recovery_codes_dialog.h"
#include "client/pages/top_bar.h"
#include "client/widgets/crop_view.h"
#include "client/widgets/field.h"
#include "client/widgets/qr_code.h"
#include "client/widgets/switch.h"
#include "tests/client/page_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>

using namespace client;
using Page = MainWindow::Page;

namespace {

pong::wire::DevicesReply deviceList(std::initializer_list<int> ids) {
    pong::wire::DevicesReply reply;
    for (const int id : ids) {
        pong::wire::Device* device = reply.add_devices();
        device->set_kind(pong::wire::DEVICE_SESSION);
        device->set_id(id);
        device->set_name("Debian, desk " + std::to_string(id));
        device->set_current(id == 1);
    }
    return reply;
}

ProfileInfo mara() {
    ProfileInfo info;
    info.username = QStringLiteral("mara");
    info.email = QStringLiteral("mara@office.example");
    info.emailConfirmed = true;
    return info;
}

}  // namespace

class ProfilePagesTest : public PageFixture {
    Q_OBJECT

    QTemporaryDir m_folder;

    ProfilePage* page() { return m_window->profilePage(); }
    ProfileInformation* information() { return page()->information(); }
    ProfileSecurity* security() { return page()->security(); }

    void show(ProfilePage::Tab tab = ProfilePage::Tab::Information) {
        page()->setMailAvailable(true);
        page()->setProfile(mara());
        page()->showTab(tab);
        m_window->showPage(Page::Profile);
    }
    void type(const char* name, const QString& text) {
        auto* edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        if (text.isEmpty())
            QTest::keyClick(edit, Qt::Key_Delete);
    }
    // What a scanner reads off the window as it is on the screen, with everything around.
    QString scanned() {
        const QString file = m_folder.filePath(QStringLiteral("window.png"));
        m_window->grab().save(file);
        QProcess scanner;
        scanner.start(QStringLiteral("zbarimg"), {QStringLiteral("--quiet"), QStringLiteral("--raw"), file});
        scanner.waitForFinished();
        return QString::fromUtf8(scanner.readAllStandardOutput()).trimmed();
    }
    Field* fieldOf(const char* name) { return qobject_cast<Field*>(find<QLineEdit>(name)->parentWidget()); }

 private Q_SLOTS:
    // --- the frame ------------------------------------------------------------------------------------------------
    void theTabAndTheMenuLeadHere() {
        m_window->showPage(Page::Home);
        QSignalSpy asked(m_window->topBar(), &TopBar::tabRequested);
        click("profileTab");
        click("playerMenuButton");
        find<QAction>("profileAction")->trigger();
        QCOMPARE(asked.size(), 2);
        for (const auto& request : asked)
            QCOMPARE(request[0].value<TopBar::Tab>(), TopBar::Tab::Profile);
        QApplication::activePopupWidget()->close();
    }

    void theSideColumnIsNarrowerInASmallWindow() {
        show();
        QTRY_COMPARE(page()->side()->width(), 336);
        m_window->resize(960, 640);
        QTRY_COMPARE(page()->side()->width(), 280);
    }

    void theCameraAsksOrOffersToRemove() {
        show();
        QSignalSpy choose(page()->side(), &ProfileSide::pictureRequested);
        QSignalSpy remove(page()->side(), &ProfileSide::pictureRemoveRequested);
        click("cameraButton");
        QCOMPARE(choose.size(), 1);
        ProfileInfo info = mara();
        info.avatarUrl = QStringLiteral("mara/1");
        page()->setProfile(info);
        click("cameraButton");
        find<QAction>("removePictureAction")->trigger();
        QCOMPARE(remove.size(), 1);
        QApplication::activePopupWidget()->close();
    }

    // --- my information -------------------------------------------------------------------------------------------
    void onlyWhatDiffersIsSaved() {
        show();
        QSignalSpy saved(information(), &ProfileInformation::saveRequested);
        QVERIFY(!find("saveProfileButton")->isEnabled());
        type("profileUsernameField", QStringLiteral("mara2"));
        QVERIFY(find("saveProfileButton")->isEnabled());
        click("saveProfileButton");
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved[0], (QVariantList{QStringLiteral("mara2"), QString()}));
        type("profileEmailField", QStringLiteral("new@office.example"));
        QTest::keyClick(find<QLineEdit>("profileEmailField"), Qt::Key_Return);
        QCOMPARE(saved[1], (QVariantList{QStringLiteral("mara2"), QStringLiteral("new@office.example")}));
        click("discardButton");
        QCOMPARE(find<QLineEdit>("profileUsernameField")->text(), QStringLiteral("mara"));
        QVERIFY(!find("saveProfileButton")->isEnabled());
    }

    void whatIsWrongIsSaidAtTheFieldAndNotSaved() {
        show();
        QSignalSpy saved(information(), &ProfileInformation::saveRequested);
        type("profileUsernameField", QStringLiteral("m a"));
        QTest::keyClick(find<QLineEdit>("profileUsernameField"), Qt::Key_Return);
        QVERIFY(fieldOf("profileUsernameField")->hasError());
        type("profileEmailField", QStringLiteral("mara@example"));
        QTest::keyClick(find<QLineEdit>("profileEmailField"), Qt::Key_Return);
        QVERIFY(fieldOf("profileEmailField")->hasError());
        QVERIFY(isShown(QStringLiteral("2 fields need your attention")));
        QVERIFY(!find("saveProfileButton")->isEnabled());
        QCOMPARE(saved.size(), 0);
        type("profileUsernameField", QStringLiteral("mara3"));
        QVERIFY(isShown(QStringLiteral("1 field needs your attention")));
    }

    void whatWasTypedOutlivesANewProfileAndARefusal() {
        show();
        type("profileEmailField", QStringLiteral("new@office.example"));
        ProfileInfo info = mara();
        info.username = QStringLiteral("renamed");
        page()->setProfile(info);
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("new@office.example"));
        QCOMPARE(find<QLineEdit>("profileUsernameField")->text(), QStringLiteral("renamed"));
        information()->showError(QStringLiteral("email"), QStringLiteral("This address is taken."));
        QCOMPARE(fieldOf("profileEmailField")->error(), QStringLiteral("This address is taken."));
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("new@office.example"));
        information()->showError({}, QStringLiteral("Try again in a moment."));
        QVERIFY(isShown(QStringLiteral("Try again in a moment.")));
        page()->reset();
        QVERIFY(find<QLineEdit>("profileEmailField")->text().isEmpty());
    }

    void anAddressThatWaitsIsConfirmedHere() {
        show();
        QVERIFY(!find<QWidget>("emailConfirmation")->isVisible());
        type("profileEmailField", QStringLiteral("new@office.example"));
        ProfileInfo info = mara();
        info.pendingEmail = QStringLiteral("new@office.example");
        page()->setProfile(info);
        QVERIFY(find<QWidget>("emailConfirmation")->isVisible());
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("mara@office.example"));
        QSignalSpy entered(information()->confirmation(), &EmailConfirmation::codeEntered);
        QSignalSpy cancelled(information()->confirmation(), &EmailConfirmation::cancelRequested);
        type("emailCodeField", QStringLiteral("123"));
        click("confirmEmailCodeButton");
        QVERIFY(fieldOf("emailCodeField")->hasError());
        QCOMPARE(entered.size(), 0);
        type("emailCodeField", QStringLiteral("123456"));
        click("confirmEmailCodeButton");
        click("confirmEmailCodeButton");
        QCOMPARE(entered.size(), 1);
        information()->confirmation()->showResult(QStringLiteral("Not right."));
        QCOMPARE(find<QLineEdit>("emailCodeField")->text(), QStringLiteral("123456"));
        click("keepEmailButton");
        QCOMPARE(cancelled.size(), 1);
        page()->setMailAvailable(false);
        QVERIFY(!find<QWidget>("emailConfirmation")->isVisible());
    }

    // --- security -------------------------------------------------------------------------------------------------
    void thePasswordIsCheckedBeforeItIsAskedFor() {
        show(ProfilePage::Tab::Security);
        QSignalSpy asked(security()->password(), &PasswordCard::changeRequested);
        click("changePasswordButton");
        QVERIFY(fieldOf("currentPasswordField")->hasError());
        type("currentPasswordField", QStringLiteral("correct horse"));
        type("newPasswordField", QStringLiteral("four square paddles"));
        type("repeatPasswordField", QStringLiteral("four square paddle"));
        click("changePasswordButton");
        QVERIFY(fieldOf("repeatPasswordField")->hasError());
        QCOMPARE(asked.size(), 0);
        type("repeatPasswordField", QStringLiteral("four square paddles"));
        QTest::mouseDClick(find("changePasswordButton"), Qt::LeftButton);
        click("changePasswordButton");
        QCOMPARE(asked.size(), 1);
        security()->password()->showError(QStringLiteral("password"), QStringLiteral("This is not your password."));
        QCOMPARE(fieldOf("currentPasswordField")->error(), QStringLiteral("This is not your password."));
        QCOMPARE(find<QLineEdit>("newPasswordField")->text(), QStringLiteral("four square paddles"));
        security()->password()->reset();
        QVERIFY(find<QLineEdit>("newPasswordField")->text().isEmpty());
    }

    void theQrCodeIsWhatAScannerReads() {
        show(ProfilePage::Tab::Security);
        const QString uri = QStringLiteral(
            "otpauth://totp/Pong%20%28Office%20LAN%29:a_very_long_username?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
            "&issuer=Pong%20%28Office%20LAN%29&algorithm=SHA1&digits=6&period=30");
        for (const char* theme : {"dark", "light", "high-contrast"}) {
            m_look->setTheme(*Theme::byName(QString::fromLatin1(theme)));
            security()->appCodes()->showSetUp(QStringLiteral("JBSW Y3DP"), uri);
            QTRY_COMPARE(scanned(), uri);
        }
    }

    void codesByAppGoThroughTheirStates() {
        show(ProfilePage::Tab::Security);
        AppCodesCard* card = security()->appCodes();
        QSignalSpy setUp(card, &AppCodesCard::setUpRequested);
        QSignalSpy entered(card, &AppCodesCard::codeEntered);
        QSignalSpy off(card, &AppCodesCard::turnOffRequested);
        click("setUpAppButton");
        QCOMPARE(setUp.size(), 1);
        card->showSetUp(QStringLiteral("JBSW Y3DP EHPK 3PXP"),
                        QStringLiteral("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"));
        QVERIFY(isShown(QStringLiteral("JBSW Y3DP\nEHPK 3PXP")));
        click("copyAppKeyButton");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("JBSWY3DPEHPK3PXP"));
        type("appCodeEntry", QStringLiteral("836 204"));
        page()->setProfile(mara());  // fetched anew meanwhile: setting up goes on
        QTest::keyClick(find<QLineEdit>("appCodeEntry"), Qt::Key_Return);
        click("turnOnAppButton");
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered[0][0].toString(), QStringLiteral("836204"));
        card->showError(QStringLiteral("Not right."));
        QCOMPARE(fieldOf("appCodeEntry")->error(), QStringLiteral("Not right."));
        card->setOn(true);
        QVERIFY(!find("turnOnAppButton")->isVisible());
        QVERIFY(!isShown(QStringLiteral("JBSW Y3DP\nEHPK 3PXP")));
        click("turnOffAppButton");
        QCOMPARE(off.size(), 1);
        card->setOn(false);
        QVERIFY(find("setUpAppButton")->isVisible());
    }

    void theSwitchShowsWhatIsUntilItChanges() {
        show(ProfilePage::Tab::Security);
        QSignalSpy asked(security(), &ProfileSecurity::emailCodesRequested);
        auto* toggle = find("emailCodesSwitch");
        QVERIFY(!toggle->isChecked());
        QTest::keyClick(toggle, Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked[0][0].toBool());
        QVERIFY(!toggle->isChecked());
        QVERIFY(!find("newRecoveryCodesButton")->isVisible());
        ProfileInfo info = mara();
        info.codesByEmail = true;
        info.recoveryCodesLeft = 1;
        page()->setProfile(info);
        QVERIFY(toggle->isChecked());
        QVERIFY(find("newRecoveryCodesButton")->isVisible());
        QVERIFY(isShown(QStringLiteral("1 left")));
        click("emailCodesSwitch");
        QVERIFY(!asked[1][0].toBool());
    }

    void withoutMailCodesByMailAreNotOffered() {
        show(ProfilePage::Tab::Security);
        page()->setMailAvailable(false);
        QVERIFY(!find("emailCodesSwitch")->isEnabled());
        QVERIFY(isShown(QStringLiteral("This server sends no mail. Ask whoever runs it to set that up.")));
        ProfileInfo info = mara();
        info.codesByEmail = true;  // the server had mail once: they can be turned off
        page()->setProfile(info);
        QVERIFY(find("emailCodesSwitch")->isEnabled());
    }

    // --- sessions -------------------------------------------------------------------------------------------------
    void theDevicesModelKeepsItsPromises() {
        DevicesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setDevices(deviceList({1, 2, 3, 4}));
        QCOMPARE(resets.size(), 1);
        model.setDevices(deviceList({1, 3, 4}));
        QCOMPARE(resets.size(), 1);  // the others keep their places
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.index(1).data(devices::IdRole).toInt(), 3);
        model.setDevices(deviceList({1, 4, 5}));
        QCOMPARE(model.index(2).data(devices::IdRole).toInt(), 5);
        pong::wire::DevicesReply unnamed = deviceList({1});
        unnamed.mutable_devices(0)->clear_name();
        model.setDevices(unnamed);
        QVERIFY(!model.index(0).data().toString().isEmpty());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aSessionIsRevokedByClickAndByKey() {
        show(ProfilePage::Tab::Security);
        DevicesModel model;
        model.setDevices(deviceList({1, 2, 3}));
        DevicesSection* section = security()->devices();
        section->setModel(&model);
        section->showRows();
        auto* view = find<QListView>("devicesView");
        auto* rows = qobject_cast<DeviceRowDelegate*>(view->itemDelegate());
        QSignalSpy revoked(section, &DevicesSection::revokeRequested);
        const auto clickButton = [&](int row) {
            const QRect place = rows->buttonRect(view->visualRect(model.index(row)));
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place.center());
        };
        QTRY_VERIFY(view->visualRect(model.index(2)).isValid());
        clickButton(0);  // the current one has no button
        QCOMPARE(revoked.size(), 0);
        clickButton(2);
        QCOMPARE(revoked.size(), 1);
        QCOMPARE(revoked[0][0].toModelIndex().row(), 2);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(model.index(1)).center());
        QCOMPARE(revoked.size(), 1);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(revoked.size(), 2);
        QCOMPARE(revoked[1][0].toModelIndex().row(), 1);
        view->setCurrentIndex(model.index(0));
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(revoked.size(), 2);
        section->setModel(new DevicesModel(section));
    }

    void fiftyDevicesFitAndNobodyElseIsNobodyToSignOut() {
        show(ProfilePage::Tab::Security);
        DevicesModel model;
        DevicesSection* section = security()->devices();
        section->setModel(&model);
        pong::wire::DevicesReply many;
        for (int i = 0; i < 50; ++i)
            *many.add_devices() = deviceList({i + 1}).devices(0);
        model.setDevices(many);
        section->showRows();
        QVERIFY(find<QListView>("devicesView")->height() < 600);
        QVERIFY(find("signOutOthersButton")->isEnabled());
        model.setDevices(deviceList({1}));
        QVERIFY(!find("signOutOthersButton")->isEnabled());
        model.clear();
        QVERIFY(!find("signOutOthersButton")->isEnabled());
        section->setModel(new DevicesModel(section));
    }

    // --- dialogs --------------------------------------------------------------------------------------------------
    void thePasswordDialogWaitsForItsAnswer() {
        auto* dialog = new PasswordDialog(*m_look, QStringLiteral("Title"), QStringLiteral("Text"),
                                          QStringLiteral("Do it"), "primary", m_window.get());
        QPointer<PasswordDialog> open(dialog);
        QSignalSpy confirmed(dialog, &PasswordDialog::confirmed);
        dialog->open();
        click("confirmPasswordButton");
        QCOMPARE(confirmed.size(), 0);
        QTest::keyClicks(find<QLineEdit>("confirmPasswordField"), QStringLiteral("correct horse"));
        QTest::keyClick(find<QLineEdit>("confirmPasswordField"), Qt::Key_Return);
        click("confirmPasswordButton");
        QCOMPARE(confirmed.size(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);  // busy: it cannot be left
        QVERIFY(dialog->isVisible());
        dialog->showError(QStringLiteral("This is not your password."));
        QCOMPARE(find<QLineEdit>("confirmPasswordField")->text(), QStringLiteral("correct horse"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!open);
    }

    void recoveryCodesAreCopiedAndSavedAsLines() {
        auto* dialog = new RecoveryCodesDialog(*m_look, {QStringLiteral("one"), QStringLiteral("two")}, m_window.get());
        QSignalSpy copied(dialog, &RecoveryCodesDialog::copyRequested);
        QSignalSpy saved(dialog, &RecoveryCodesDialog::saveRequested);
        dialog->open();
        click("copyCodesButton");
        click("saveCodesButton");
        QCOMPARE(copied[0][0].toString(), QStringLiteral("one\ntwo\n"));
        QCOMPARE(saved[0][0].toString(), QStringLiteral("one\ntwo\n"));
        click("codesDoneButton");
    }

    // --- cropping -------------------------------------------------------------------------------------------------
    void theCropNeverLeavesThePicture() {
        CropView view(*m_look, QImage(800, 400, QImage::Format_RGB32), QStringLiteral("cropView"));
        view.show();
        const QRectF all(0, 0, 800, 400);
        QCOMPARE(view.square(), QRectF(200, 0, 400, 400));
        for (int i = 0; i < 100; ++i)
            QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.square(), QRectF(0, 0, 400, 400));
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoom() > 0);
        QVERIFY(all.contains(view.square()));
        QSignalSpy zoomed(&view, &CropView::zoomChanged);
        QWheelEvent wheel({100, 100}, view.mapToGlobal(QPointF(100, 100)), {}, {0, 1200}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
        QVERIFY(zoomed.size() == 1);
        const QRectF before = view.square();
        QTest::mousePress(&view, Qt::LeftButton, {}, {100, 100});
        QMouseEvent drag(QEvent::MouseMove, QPointF(60, 80), view.mapToGlobal(QPointF(60, 80)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &drag);
        QVERIFY(view.square().left() > before.left());  // the picture follows the hand
        QVERIFY(all.contains(view.square()));
        view.setZoom(7);
        QCOMPARE(view.zoom(), 1.0);
        QVERIFY(all.contains(view.square()));
        QCOMPARE(view.cropped().width(), view.cropped().height());
    }

    void oddPicturesAreCroppedToo() {
        for (const QSize size : {QSize(1, 1), QSize(2, 900), QSize(900, 3)}) {
            QImage image(size, QImage::Format_RGB32);
            image.fill(Qt::red);
            CropView view(*m_look, image, QStringLiteral("cropView"));
            view.setZoom(1);
            view.grab();
            QVERIFY(!view.cropped().isNull());
            QCOMPARE(view.cropped().pixelColor(0, 0), QColor(Qt::red));
        }
    }
};

QTEST_MAIN(ProfilePagesTest)
#include "profile_pages_test.moc"
