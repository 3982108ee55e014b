#pragma once

// The whole client on its profile page, signed in at a server that the test plays with an account of its own. Main
// thread only.

#include "client/app/application.h"
#include "client/app/avatar_image.h"
#include "client/fake_server.h"
#include "client/net/connection.h"
#include "client/net/keyring.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/profile_page.h"
#include "client/widgets/field.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QTemporaryDir>
#include <QtTest>

namespace client::test {

using pong::wire::ClientMessage;
using pong::wire::ServerMessage;
using Page = MainWindow::Page;

inline const char* const password = "correct horse";

// An account as the server would have it.
struct Account {
    pong::wire::Profile profile;
    pong::wire::DevicesReply devices;
    std::string image;
    std::vector<std::string> pieces{"{\"username\":", "\"mara\"", "}"};
    bool exportFails = false;

    Account() {
        profile.set_user_id(1);
        profile.set_username("mara");
        profile.set_email("mara@office.example");
        profile.set_email_confirmed(true);
        for (int id = 1; id <= 3; ++id) {
            pong::wire::Device* device = devices.add_devices();
            device->set_kind(pong::wire::DEVICE_SESSION);
            device->set_id(id);
            device->set_name("Debian, desk " + std::to_string(id));
            device->set_current(id == 1);
        }
    }

    static ServerMessage wrongPassword() {
        return FakeServer::refusal(pong::wire::REFUSAL_WRONG_CREDENTIALS, "This is not your password.", "password");
    }
    ServerMessage shown() const {
        ServerMessage reply;
        *reply.mutable_profile() = profile;
        return reply;
    }

    std::optional<ServerMessage> answer(const ClientMessage& message) {
        if (auto reply = answerIdentity(message))
            return reply;
        if (auto reply = answerSecurity(message))
            return reply;
        if (auto reply = answerRest(message))
            return reply;
        return FakeServer::usual(message);
    }

    std::optional<ServerMessage> answerIdentity(const ClientMessage& message) {
        if (message.has_profile())
            return shown();
        if (message.has_change_username()) {
            if (message.change_username().password() != password)
                return wrongPassword();
            if (message.change_username().username() == "kaito")
                return FakeServer::refusal(pong::wire::REFUSAL_TAKEN, "This name is taken.", "username");
            profile.set_username(message.change_username().username());
            return shown();
        }
        if (message.has_change_email()) {
            if (message.change_email().password() != password)
                return wrongPassword();
            if (message.change_email().email() == "kaito@office.example")
                return FakeServer::refusal(pong::wire::REFUSAL_TAKEN, "This address is taken.", "email");
            profile.set_pending_email(message.change_email().email());
            return shown();
        }
        if (message.has_change_email_confirm()) {
            if (message.change_email_confirm().code() != "123456")
                return FakeServer::refusal(pong::wire::REFUSAL_INVALID_FIELD, "This code is not right.", "code");
            profile.set_email(profile.pending_email());
            profile.clear_pending_email();
            return shown();
        }
        if (message.has_change_email_cancel()) {
            profile.clear_pending_email();
            return shown();
        }
        if (message.has_avatar_upload()) {
            image = message.avatar_upload().image();
            profile.set_avatar_url("mara/2");
            return shown();
        }
        if (message.has_avatar_remove()) {
            profile.clear_avatar_url();
            return shown();
        }
        return std::nullopt;
    }

    std::optional<ServerMessage> answerSecurity(const ClientMessage& message) {
        ServerMessage reply;
        if (message.has_change_password()) {
            if (message.change_password().password() != password)
                return wrongPassword();
            reply.mutable_change_password()->set_token("better");
        } else if (message.has_two_factor_app_start()) {
            if (message.two_factor_app_start().password() != password)
                return wrongPassword();
            reply.mutable_two_factor_app_start()->set_secret("JBSW Y3DP EHPK 3PXP");
            reply.mutable_two_factor_app_start()->set_uri("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP");
        } else if (message.has_two_factor_email_start()) {
            reply.mutable_code_sent()->set_masked_email("m***@o***.example");
        } else if (message.has_two_factor_confirm()) {
            if (message.two_factor_confirm().code() != "123456")
                return FakeServer::refusal(pong::wire::REFUSAL_INVALID_FIELD, "This code is not right.", "code");
            profile.add_two_factor(message.two_factor_confirm().method());
            profile.set_recovery_codes_left(10);
            reply.mutable_two_factor_on()->add_recovery_codes("k7qm-2xvd");
            reply.mutable_two_factor_on()->add_recovery_codes("b3nh-w8ka");
        } else if (message.has_two_factor_off()) {
            if (message.two_factor_off().password() != password)
                return wrongPassword();
            profile.clear_two_factor();
            reply.mutable_two_factor_off();
        } else if (message.has_recovery_codes()) {
            reply.mutable_recovery_codes()->add_recovery_codes("z2ud-c9vm");
        } else {
            return std::nullopt;
        }
        return reply;
    }

    std::optional<ServerMessage> answerRest(const ClientMessage& message) {
        ServerMessage reply;
        if (message.has_devices()) {
            *reply.mutable_devices() = devices;
        } else if (message.has_device_revoke()) {
            const auto gone = std::find_if(devices.devices().begin(), devices.devices().end(), [&](const auto& device) {
                return device.id() == message.device_revoke().id();
            });
            devices.mutable_devices()->erase(gone);
            *reply.mutable_devices() = devices;
        } else if (message.has_devices_revoke_others()) {
            devices.mutable_devices()->DeleteSubrange(1, devices.devices_size() - 1);
            *reply.mutable_devices() = devices;
        } else if (message.has_player_profile()) {
            reply.mutable_player_profile()->mutable_player()->set_user_id(1);
            reply.mutable_player_profile()->mutable_figures()->set_games_played(212);
            reply.mutable_player_profile()->mutable_figures()->set_games_won(131);
        } else if (message.has_export_data()) {
            const std::size_t piece =
                message.export_data().cursor().empty() ? 0 : std::stoul(message.export_data().cursor());
            if (exportFails && piece == 1)
                return FakeServer::refusal(pong::wire::REFUSAL_UNAVAILABLE, "Try again in a moment.");
            reply.mutable_export_data()->set_json(pieces[piece]);
            if (piece + 1 < pieces.size())
                reply.mutable_export_data()->set_next_cursor(std::to_string(piece + 1));
        } else if (message.has_account_delete()) {
            if (message.account_delete().password() != password)
                return wrongPassword();
            reply.mutable_account_delete()->set_due_ms(1'800'000'000'000);
        } else if (message.has_log_in()) {
            return FakeServer::loggedIn("good");
        } else if (message.has_log_out()) {
            reply.mutable_logged_out();
        } else if (message.has_history_page()) {
            reply.mutable_history_page();
        } else if (message.has_hello()) {
            reply = *FakeServer::usual(message);
            reply.mutable_welcome()->set_has_mail(true);
        } else {
            return std::nullopt;
        }
        return reply;
    }
};

class ProfileFixture : public QObject {
    Q_OBJECT

 protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Account> m_account;
    std::unique_ptr<Application> m_client;

    MainWindow& window() { return m_client->window(); }
    template <typename Widget = QWidget>
    Widget* find(const char* name) {
        return window().findChild<Widget*>(QString::fromLatin1(name));
    }
    bool isThere(const char* name) {
        const auto* widget = find(name);
        return widget && widget->isVisible();
    }
    void click(const char* name) { find<QAbstractButton>(name)->click(); }
    void type(const char* name, const char* text) {
        auto* edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromLatin1(text));
    }
    QString errorAt(const char* name) { return qobject_cast<Field*>(find(name)->parentWidget())->error(); }
    bool isShown(const QString& part) {
        const auto labels = window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&part](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
    }
    void givePassword(const char* given = password) {
        QTRY_VERIFY(isThere("confirmPasswordField"));
        type("confirmPasswordField", given);
        click("confirmPasswordButton");
    }
    auto received(ClientMessage::BodyCase body) const {
        return std::count_if(m_server->received.begin(), m_server->received.end(),
                             [body](const ClientMessage& message) { return message.body_case() == body; });
    }
    void choose(const char* dialogName, const QString& path) {
        QTRY_VERIFY(find<QFileDialog>(dialogName));
        auto* dialog = find<QFileDialog>(dialogName);
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!find<QFileDialog>(dialogName));
    }
    QString keptToken() const {
        const QDir tokens(m_folder->filePath(QStringLiteral("tokens")));
        const QStringList files = tokens.entryList(QDir::Files);
        QFile file(tokens.filePath(files.value(0)));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
    }
    void logIn() {
        LoginPage* page = window().loginPage();
        page->findChild<QAbstractButton*>(QStringLiteral("stayCheckBox"))->setChecked(true);
        page->findChild<QLineEdit*>(QStringLiteral("usernameField"))->setText(QStringLiteral("mara"));
        page->findChild<QLineEdit*>(QStringLiteral("passwordField"))->setText(QString::fromLatin1(password));
        page->findChild<QAbstractButton*>(QStringLiteral("logInButton"))->click();
    }
    void openTab(ProfilePage::Tab tab) {
        window().profilePage()->showTab(tab);
        QTRY_VERIFY(find<QLineEdit>("profileUsernameField")->isEnabled());  // the profile is here
    }

 protected Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_account = std::make_unique<Account>();
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const ClientMessage& message) { return m_account->answer(message); };
        QVERIFY(m_server->listen());
        StartOptions options;
        options.dataDir = m_folder->path();
        options.server = ServerAddress::parse(m_server->address());
        m_client = std::make_unique<Application>(*qApp, options, nullptr);
        m_client->start();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        logIn();
        QTRY_COMPARE(window().page(), Page::Home);
        click("profileTab");
        QCOMPARE(window().page(), Page::Profile);
        QTRY_VERIFY(find<QLineEdit>("profileUsernameField")->isEnabled());
    }
    void cleanup() {
        m_client.reset();
        m_server.reset();
        m_folder.reset();
    }
};

}  // namespace client::test
