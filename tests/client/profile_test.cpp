// The own profile in the whole client, driven by its widgets against a server that the test plays: what is asked of it,
// what is shown of its answers, and what becomes of refusals.

#include "tests/client/profile_fixture.h"

using namespace client;
using namespace client::test;

class ProfileTest : public ProfileFixture {
    Q_OBJECT

 private Q_SLOTS:
    void showsTheAccountAndItsFigures() {
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("mara@office.example"));
        QTRY_VERIFY(isShown(QStringLiteral("212")));
        QVERIFY(isShown(QStringLiteral("62 %")));
        openTab(ProfilePage::Tab::Security);
        QTRY_COMPARE(find<QListView>("devicesView")->model()->rowCount(), 3);
    }

    void aRenamedPersonIsRenamedEverywhere() {
        type("profileUsernameField", "mara2");
        click("saveProfileButton");
        click("saveProfileButton");
        givePassword("wrong");
        QTRY_COMPARE(errorAt("confirmPasswordField"), QStringLiteral("This is not your password."));
        givePassword();
        QTRY_VERIFY(!isThere("confirmPasswordField"));
        QCOMPARE(find<QLabel>("profileName")->text(), QStringLiteral("mara2"));
        QCOMPARE(find<QAbstractButton>("playerMenuButton")->text(), QStringLiteral("mara2"));
        QVERIFY(!find("saveProfileButton")->isEnabled());
        QCOMPARE(received(ClientMessage::kChangeUsername), 2);
        QCOMPARE(received(ClientMessage::kChangeEmail), 0);
        QCOMPARE(keptToken(), QStringLiteral("good"));  // under the new name
    }

    void aTakenNameIsSaidAtItsField() {
        type("profileUsernameField", "kaito");
        type("profileEmailField", "new@office.example");
        click("saveProfileButton");
        givePassword();
        QTRY_COMPARE(errorAt("profileUsernameField"), QStringLiteral("This name is taken."));
        QCOMPARE(find<QLineEdit>("profileUsernameField")->text(), QStringLiteral("kaito"));
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("new@office.example"));
        QCOMPARE(received(ClientMessage::kChangeEmail), 0);
        // The name is put right, the address is refused: the name stays changed.
        type("profileUsernameField", "mara2");
        type("profileEmailField", "kaito@office.example");
        click("saveProfileButton");
        givePassword();
        QTRY_COMPARE(errorAt("profileEmailField"), QStringLiteral("This address is taken."));
        QCOMPARE(find<QLabel>("profileName")->text(), QStringLiteral("mara2"));
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("kaito@office.example"));
    }

    void aNewAddressIsConfirmedByItsCode() {
        type("profileEmailField", "new@office.example");
        click("saveProfileButton");
        givePassword();
        QTRY_VERIFY(isThere("emailCodeField"));
        QTRY_VERIFY(!isThere("confirmPasswordField"));
        type("emailCodeField", "111111");
        click("confirmEmailCodeButton");
        QTRY_COMPARE(errorAt("emailCodeField"), QStringLiteral("This code is not right."));
        type("emailCodeField", "123456");
        click("confirmEmailCodeButton");
        QTRY_COMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("new@office.example"));
        QVERIFY(!isThere("emailCodeField"));
    }

    void aNewAddressIsSentAnotherCodeOrGivenUp() {
        type("profileEmailField", "new@office.example");
        click("saveProfileButton");
        givePassword();
        QTRY_VERIFY(isThere("emailCodeField"));
        QTRY_VERIFY(!isThere("confirmPasswordField"));
        click("resendEmailButton");
        givePassword();
        QTRY_COMPARE(received(ClientMessage::kChangeEmail), 2);
        QTRY_VERIFY(!isThere("confirmPasswordField"));
        click("keepEmailButton");
        QTRY_VERIFY(!isThere("emailCodeField"));
        QCOMPARE(find<QLineEdit>("profileEmailField")->text(), QStringLiteral("mara@office.example"));
    }

    void aNewPasswordBringsANewTokenThatIsKept() {
        QCOMPARE(keptToken(), QStringLiteral("good"));
        openTab(ProfilePage::Tab::Security);
        type("currentPasswordField", "wrong");
        type("newPasswordField", "four square paddles");
        type("repeatPasswordField", "four square paddles");
        click("changePasswordButton");
        QTRY_COMPARE(errorAt("currentPasswordField"), QStringLiteral("This is not your password."));
        type("currentPasswordField", password);
        click("changePasswordButton");
        QTRY_VERIFY(isShown(QStringLiteral("Your password is changed")));
        QVERIFY(find<QLineEdit>("newPasswordField")->text().isEmpty());
        QCOMPARE(m_client->connection().token(), QStringLiteral("better"));
        QCOMPARE(keptToken(), QStringLiteral("better"));
    }

    void codesByAppAreTurnedOnAndOff() {
        openTab(ProfilePage::Tab::Security);
        click("setUpAppButton");
        givePassword();
        QTRY_VERIFY(isThere("appQrCode"));
        type("appCodeEntry", "111111");
        click("turnOnAppButton");
        QTRY_COMPARE(errorAt("appCodeEntry"), QStringLiteral("This code is not right."));
        type("appCodeEntry", "123456");
        click("turnOnAppButton");
        QTRY_VERIFY(isThere("recoveryCodesDialog"));
        click("copyCodesButton");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("k7qm-2xvd\nb3nh-w8ka\n"));
        click("saveCodesButton");
        const QString path = m_folder->filePath(QStringLiteral("codes.txt"));
        choose("saveFileDialog", path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("k7qm-2xvd\nb3nh-w8ka\n"));
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        click("codesDoneButton");
        QTRY_VERIFY(isThere("newRecoveryCodesButton"));
        QTRY_VERIFY(isShown(QStringLiteral("10 left")));

        click("newRecoveryCodesButton");
        givePassword();
        QTRY_VERIFY(isShown(QStringLiteral("z2ud-c9vm")));
        click("codesDoneButton");
        QTRY_VERIFY(!isThere("recoveryCodesDialog"));
        click("turnOffAppButton");
        givePassword();
        QTRY_VERIFY(isThere("setUpAppButton"));
        QTRY_VERIFY(!isThere("newRecoveryCodesButton"));
    }

    void codesByMailAreTurnedOn() {
        openTab(ProfilePage::Tab::Security);
        click("emailCodesSwitch");
        givePassword();
        QTRY_VERIFY(isThere("mailedCodeField"));
        QVERIFY(isShown(QStringLiteral("m***@o***.example")));
        click("resendCodeButton");
        QTRY_COMPARE(received(ClientMessage::kTwoFactorEmailStart), 2);
        type("mailedCodeField", "111111");
        click("confirmMailedCodeButton");
        QTRY_COMPARE(errorAt("mailedCodeField"), QStringLiteral("This code is not right."));
        type("mailedCodeField", "123456");
        click("confirmMailedCodeButton");
        QTRY_VERIFY(isThere("recoveryCodesDialog"));
        click("codesDoneButton");
        QTRY_VERIFY(find<QAbstractButton>("emailCodesSwitch")->isChecked());
    }

    void devicesAreRevokedOneByOneAndAllAtOnce() {
        openTab(ProfilePage::Tab::Security);
        auto* view = find<QListView>("devicesView");
        QTRY_COMPARE(view->model()->rowCount(), 3);
        QTRY_VERIFY(view->isVisible());
        view->setCurrentIndex(view->model()->index(2, 0));
        QTest::keyClick(view, Qt::Key_Delete);
        QTest::keyClick(view, Qt::Key_Delete);  // before the answer: once is enough
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QCOMPARE(received(ClientMessage::kDeviceRevoke), 1);
        click("signOutOthersButton");
        click("keepButton");
        QCOMPARE(received(ClientMessage::kDevicesRevokeOthers), 0);
        QTRY_VERIFY(!isThere("keepButton"));
        click("signOutOthersButton");
        click("confirmButton");
        QTRY_COMPARE(view->model()->rowCount(), 1);
        QTRY_VERIFY(!find("signOutOthersButton")->isEnabled());
    }

    void aPictureIsChosenCroppedAndSent() {
        QImage photo(1200, 900, QImage::Format_RGB32);
        photo.fill(Qt::darkGreen);
        const QString path = m_folder->filePath(QStringLiteral("photo.jpg"));
        QVERIFY(photo.save(path));
        click("cameraButton");
        choose("pictureFileDialog", path);
        QTRY_VERIFY(isThere("avatarCropDialog"));
        click("useCropButton");
        click("useCropButton");
        QTRY_VERIFY(!isThere("avatarCropDialog"));
        QCOMPARE(received(ClientMessage::kAvatarUpload), 1);
        QVERIFY(AvatarImage::decode(QByteArray::fromStdString(m_account->image)));
        const auto middle = [this](const char* name) {
            const QImage image = find(name)->grab().toImage();
            return image.pixelColor(image.width() / 2, image.height() / 2);
        };
        QVERIFY(qAbs(middle("profileAvatar").green() - QColor(Qt::darkGreen).green()) < 8);
        QCOMPARE(received(ClientMessage::kAvatar), 0);  // no need to fetch one's own
        click("cameraButton");
        find<QAction>("removePictureAction")->trigger();
        QTRY_COMPARE(received(ClientMessage::kAvatarRemove), 1);
        QApplication::activePopupWidget()->close();
    }

    void whatIsNoPictureIsSaidAndNotSent() {
        const QString path = m_folder->filePath(QStringLiteral("notes.png"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a picture") > 0);
        file.close();
        click("cameraButton");
        choose("pictureFileDialog", path);
        QTRY_VERIFY(isShown(QStringLiteral("This is not a picture")));
        QVERIFY(!isThere("avatarCropDialog"));
    }

    void allDataIsWrittenPieceByPieceOrNotAtAll() {
        const QString path = m_folder->filePath(QStringLiteral("data.json"));
        m_account->exportFails = true;
        click("exportButton");
        choose("saveFileDialog", path);
        QTRY_VERIFY(isShown(QStringLiteral("No file was written.")));
        QVERIFY(!QFile::exists(path));
        click("exportCloseButton");
        QTRY_VERIFY(!isThere("exportDialog"));
        m_account->exportFails = false;
        click("exportButton");
        choose("saveFileDialog", path);
        QTRY_VERIFY(isShown(QStringLiteral("Done.")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"username\":\"mara\"}"));
        QCOMPARE(received(ClientMessage::kExportData), 5);
        click("exportCloseButton");
    }

    void deletingAsksForThePasswordAndSaysWhen() {
        click("deleteAccountButton");
        givePassword("wrong");
        QTRY_COMPARE(errorAt("confirmPasswordField"), QStringLiteral("This is not your password."));
        givePassword();
        QTRY_VERIFY(isShown(QStringLiteral("Your account will be deleted")));
        QCOMPARE(window().page(), Page::Login);  // the reply is the end of the sign-in
        QVERIFY(keptToken().isEmpty());
        QVERIFY(find<QLineEdit>("profileEmailField")->text().isEmpty());
    }

    void aLostConnectionLosesNothingTyped() {
        type("profileEmailField", "new@office.example");
        m_server->stop();
        QTRY_COMPARE(m_client->connection().state(), ConnectionState::Reconnecting);
        click("saveProfileButton");
        givePassword();
        QTRY_VERIFY(!errorAt("confirmPasswordField").isEmpty());
        QVERIFY(m_server->listen());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->connection().state(), ConnectionState::SignedIn, 15'000);
        QCOMPARE(window().page(), Page::Profile);
        givePassword();
        QTRY_VERIFY(isThere("emailCodeField"));
    }

    void logOutLeadsToTheLoginPage() {
        click("profileLogOutButton");
        QTRY_COMPARE(window().page(), Page::Login);
        QCOMPARE(received(ClientMessage::kLogOut), 1);
    }
};

QTEST_MAIN(ProfileTest)
#include "profile_test.moc"
