#include "tests/client/profile_screenshots.h"

#include "client/models/devices_model.h"
#include "client/pages/app_codes_card.h"
#include "client/pages/avatar_crop_dialog.h"
#include "client/pages/code_dialog.h"
#include "client/pages/devices_section.h"
#include "client/pages/email_confirmation.h"
#include "client/pages/export_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/password_card.h"
#include "client/pages/password_dialog.h"
#include "client/pages/player_figures.h"
#include "client/pages/profile_information.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_security.h"
#include "client/pages/profile_side.h"
#include "client/pages/recovery_codes_dialog.h"
#include "client/widgets/avatar_pictures.h"
#include "client/widgets/confirm_dialog.h"
#include "client/widgets/look.h"

#include <QLineEdit>
#include <QLinearGradient>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QtTest>

using namespace client;

namespace {

using Save = std::function<void(const QString& name)>;

QString n(const char* text) {
    return QString::fromLatin1(text);
}

ProfileInfo profile() {
    ProfileInfo info;
    info.username = n("Mara");
    info.email = n("mara.lindqvist@example.org");
    info.emailConfirmed = true;
    info.joined = QDateTime(QDate(2025, 3, 4), QTime(12, 0));
    return info;
}

pong::wire::DevicesReply devices(int count) {
    pong::wire::DevicesReply reply;
    const char* const names[] = {"Debian GNU/Linux 12 (bookworm), mara-laptop", "Windows 11, den", "Fedora 39, attic"};
    for (int i = 0; i < count; ++i) {
        pong::wire::Device* device = reply.add_devices();
        device->set_id(i + 1);
        device->set_kind(i % 4 == 2 ? pong::wire::DEVICE_TRUSTED : pong::wire::DEVICE_SESSION);
        device->set_name(names[i % 3]);
        device->set_address(i % 5 == 4 ? "2001:db8:85a3::8a2e:370:7334" : "192.168.1." + std::to_string(31 + i));
        device->set_last_seen_ms(QDateTime::currentMSecsSinceEpoch() - i * 5'000'000LL);
        device->set_current(i == 0);
        device->set_online(i == 0);
    }
    return reply;
}

QList<RatingCurve::Point> ratings() {
    QList<RatingCurve::Point> points;
    const QDateTime now = QDateTime::currentDateTime();
    for (int day = 88; day >= 0; day -= 4)
        points.append({now.addDays(-day), 1524 - day * 3 / 2 + (day % 3) * 9});
    return points;
}

// Something with parts that can be told from each other.
QImage photo(QSize size) {
    QImage image(size, QImage::Format_RGB32);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor(70, 120, 190));
    sky.setColorAt(1, QColor(230, 190, 140));
    QPainter painter(&image);
    painter.fillRect(image.rect(), sky);
    painter.setBrush(QColor(60, 50, 60));
    painter.drawEllipse(QPointF(size.width() * 0.55, size.height() * 0.6), size.height() * 0.22, size.height() * 0.3);
    return image;
}

void type(QWidget* page, const char* name, const char* text) {
    auto* edit = page->findChild<QLineEdit*>(n(name));
    edit->clear();
    QTest::keyClicks(edit, n(text));
}

template <typename Dialog>
void saveDialog(Dialog* dialog, const Save& save, const char* name) {
    dialog->open();
    save(n(name));
    dialog->accept();
}

void information(MainWindow& window, const Save& save) {
    ProfilePage* page = window.profilePage();
    ProfileInformation* tab = page->information();
    save(n("07-profile-information"));
    ProfileInfo info = profile();
    info.pendingEmail = n("mara@new-address.example.org");
    page->setProfile(info);
    save(n("07-profile-pending-email"));
    tab->confirmation()->showResult(n("This code is not right, or no longer good."));
    save(n("07-profile-pending-email-error"));
    info.pendingEmail.clear();
    info.emailConfirmed = false;
    page->setProfile(info);
    tab->confirmation()->showResult({}, n("Sent to m***@e***.org."));
    save(n("07-profile-unconfirmed-email"));
    page->setProfile(profile());
    type(tab, "profileUsernameField", "theo");
    type(tab, "profileEmailField", "mara.lindqvist@example");
    tab->showError(n("username"), n("This name is taken."));
    window.setFocus();
    save(n("07-profile-errors"));
    tab->reset();
    page->setProfile(profile());
    page->showError(n("The server is busy. Try again in a moment."));
    save(n("07-profile-not-loaded"));
    page->setProfile(profile());
}

void security(MainWindow& window, const Save& save) {
    ProfilePage* page = window.profilePage();
    ProfileSecurity* tab = page->security();
    DevicesModel model;
    model.setDevices(devices(3));
    tab->devices()->setModel(&model);
    page->showTab(ProfilePage::Tab::Security);
    save(n("07-security-loading"));
    tab->devices()->showRows();
    save(n("07-security-off"));
    tab->appCodes()->showSetUp(n("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"),
                               n("otpauth://totp/Pong%20%28Office%20LAN%29:Mara?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                                 "&issuer=Pong%20%28Office%20LAN%29&algorithm=SHA1&digits=6&period=30"));
    type(tab, "appCodeEntry", "83620");
    save(n("07-security-setting-up"));
    tab->appCodes()->showError(n("This code is not right, or no longer good."));
    tab->password()->showError(n("password"), n("This is not your password."));
    tab->password()->showError({}, n("There is no connection to the server. Try again."));
    type(tab, "newPasswordField", "four square paddles");
    save(n("07-security-errors"));
    ProfileInfo info = profile();
    info.codesByApp = info.codesByEmail = true;
    info.recoveryCodesLeft = 8;
    page->setProfile(info);
    tab->password()->reset();
    save(n("07-security-on"));
    page->setMailAvailable(false);
    page->setProfile(profile());
    model.setDevices(devices(50));
    save(n("07-security-without-mail-50-devices"));
    QScrollBar* bar = tab->findChild<QScrollArea*>()->verticalScrollBar();
    bar->setValue(bar->maximum());
    save(n("07-security-50-devices"));
    bar->setValue(0);
    tab->devices()->showError(n("The server is busy. Try again in a moment."));
    bar->setValue(bar->maximum());
    save(n("07-security-devices-error"));
    bar->setValue(0);
    page->setMailAvailable(true);
    DevicesModel none;
    tab->devices()->setModel(&none);
}

void dialogs(MainWindow& window, const Look& look, const Save& save) {
    auto* password = new PasswordDialog(look, n("Delete my account?"),
                                        n("You are signed out everywhere now. Logging in within seven days keeps the "
                                          "account. After that your name, address, picture and devices are gone for "
                                          "good; others keep their matches and conversations, with a \"deleted "
                                          "player\" in your place."),
                                        n("Delete my account"), "danger", &window);
    password->open();
    password->showError(n("This is not your password."));
    save(n("07-dialog-delete-account"));
    password->reject();
    saveDialog(new ConfirmDialog(look, n("Sign out all others?"), n("Every other computer has to log in again."),
                                 n("Cancel"), n("Sign out all others"), &window),
               save, "07-dialog-sign-out-others");
    auto* codes = new RecoveryCodesDialog(
        look,
        QStringList{n("k7qm-2xvd-9rtp"), n("b3nh-w8ka-5yjc"), n("t6fz-e4gs-7upm"), n("h9cx-q2rd-8vkn"),
                    n("m5wy-j7bt-3zfa"), n("p8ge-n6sh-4qxk"), n("z2ud-c9vm-6rjw"), n("y4ta-f3kp-2hbg"),
                    n("s7xn-d5ez-9cmq"), n("v6jr-u8wf-3tyk")},
        &window);
    codes->showNote(n("Saved as /home/mara/Documents/pong-recovery-codes.txt"), true);
    saveDialog(codes, save, "07-dialog-recovery-codes");
    auto* code = new CodeDialog(look, n("Turn on codes by email"),
                                n("Enter the six digits that were sent to m***@e***.org."), n("Turn on"), &window);
    code->noteSent(std::chrono::seconds(42));
    saveDialog(code, save, "07-dialog-mailed-code");
    auto* crop = new AvatarCropDialog(look, photo({1600, 1024}), &window);
    crop->open();
    crop->showError(n("The server is busy. Try again in a moment."));
    save(n("07-dialog-crop"));
    crop->accept();
    auto* exported = new ExportDialog(look, n("/home/mara/Documents/pong-Mara.json"), &window);
    exported->setWritten(1'412'000);
    saveDialog(exported, save, "07-dialog-export");
}

}  // namespace

void picturesOfProfile(MainWindow& window, const Look& look, const Save& save) {
    ProfilePage* page = window.profilePage();
    page->setMailAvailable(true);
    page->setProfile(profile());
    page->side()->figures()->setFigures({212, 131, 3486, 14, 3, 1524});
    page->side()->figures()->setRatings(ratings(), QDateTime::currentDateTime());
    window.showPage(MainWindow::Page::Profile);
    information(window, save);
    security(window, save);
    dialogs(window, look, save);
    page->showTab(ProfilePage::Tab::Information);
    ProfileInfo named = profile();
    named.username = n("a_very_long_username");
    named.avatarUrl = n("a photo");
    look.avatars().add(named.avatarUrl, photo({256, 256}));
    page->setProfile(named);
    save(n("07-profile-picture"));
    page->reset();
}
