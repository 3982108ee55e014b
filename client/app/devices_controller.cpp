#include "client/app/devices_controller.h"

#include "client/app/session_controller.h"
#include "client/pages/devices_section.h"
#include "client/pages/main_window.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_security.h"
#include "client/widgets/confirm_dialog.h"
#include "client/widgets/look.h"

namespace client {

using Notice = MainWindow::Notice;
using Page = MainWindow::Page;

DevicesController::DevicesController(MainWindow& window, const Look& look, Connection& connection,
                                     SessionController& session)
    : m_window(window), m_look(look), m_connection(connection), m_tasks(QStringLiteral("devices")) {
    section().setModel(&m_model);
    connectPages(session);
}

DevicesSection& DevicesController::section() const {
    return *m_window.profilePage()->security()->devices();
}

void DevicesController::connectPages(SessionController& session) {
    connect(&section(), &DevicesSection::retryRequested, this, &DevicesController::refresh);
    connect(&section(), &DevicesSection::revokeRequested, this, [this](const QModelIndex& device) {
        const auto kind = device.data(devices::KindRole).value<devices::Kind>();
        m_tasks.run(revoke(kind, device.data(devices::IdRole).toLongLong(), device.data(devices::NameRole).toString()));
    });
    connect(&section(), &DevicesSection::signOutOthersRequested, this, &DevicesController::askToSignOutOthers);
    connect(&m_window, &MainWindow::pageChanged, this, [this](Page shown) {
        if (shown == Page::Profile)
            refresh();
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        m_model.clear();
        section().showLoading();
    });
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn && m_window.page() == Page::Profile)
            refresh();
    });
}

void DevicesController::refresh() {
    m_tasks.run(load());
}

QCoro::Task<void> DevicesController::load() {
    if (m_model.rowCount() == 0)
        section().showLoading();
    pong::wire::DevicesRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok()) {
        m_model.setDevices(reply.value());
        section().showRows();
    } else if (m_model.rowCount() == 0) {
        section().showError(reply.failure().text());
    }
}

QCoro::Task<void> DevicesController::revoke(devices::Kind kind, qint64 id, QString name) {
    const std::pair<int, qint64> key(static_cast<int>(kind), id);
    if (m_revoking.contains(key))
        co_return;
    m_revoking.insert(key);
    pong::wire::DeviceRevokeRequest body;
    body.set_kind(kind == devices::Kind::Trusted ? pong::wire::DEVICE_TRUSTED : pong::wire::DEVICE_SESSION);
    body.set_id(id);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    m_revoking.remove(key);
    if (!reply.ok()) {
        m_window.showToast(Notice::Problem, tr("This could not be revoked"), reply.failure().text());
        if (reply.failure().code() == pong::wire::REFUSAL_NOT_FOUND)
            refresh();  // gone by itself
        co_return;
    }
    m_model.setDevices(reply.value());
    m_window.showToast(Notice::Done,
                       kind == devices::Kind::Trusted ? tr("Codes are asked for there again") : tr("Signed out there"),
                       name);
}

void DevicesController::askToSignOutOthers() {
    auto* dialog = new ConfirmDialog(
        m_look, tr("Sign out all others?"),
        tr("Every other computer has to log in again, and those that are trusted are asked for codes."), tr("Cancel"),
        tr("Sign out all others"), &m_window);
    connect(dialog, &QDialog::accepted, this, [this] { m_tasks.run(signOutOthers()); });
    dialog->open();
}

QCoro::Task<void> DevicesController::signOutOthers() {
    section().setBusy(true);
    pong::wire::DevicesRevokeOthersRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        m_model.setDevices(reply.value());
    section().setBusy(false);
    if (reply.ok())
        m_window.showToast(Notice::Done, tr("All others are signed out"));
    else
        m_window.showToast(Notice::Problem, tr("Others could not be signed out"), reply.failure().text());
}

}  // namespace client
