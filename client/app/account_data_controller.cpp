#include "client/app/account_data_controller.h"

#include "client/app/private_files.h"
#include "client/app/session_controller.h"
#include "client/pages/export_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/password_dialog.h"
#include "client/pages/profile_information.h"
#include "client/pages/profile_page.h"
#include "client/widgets/look.h"

#include <QDateTime>
#include <QLocale>
#include <QSaveFile>

namespace client {

AccountDataController::AccountDataController(MainWindow& window, const Look& look, Connection& connection,
                                             SessionController& session)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_session(session)
    , m_tasks(QStringLiteral("account data")) {
    ProfileInformation* page = m_window.profilePage()->information();
    connect(page, &ProfileInformation::exportRequested, this, &AccountDataController::askWhereToExport);
    connect(page, &ProfileInformation::deleteRequested, this, &AccountDataController::askToDelete);
}

void AccountDataController::askWhereToExport() {
    const QString name = QString::fromStdString(m_connection.me() ? m_connection.me()->username() : std::string());
    const auto start = [this](const QString& path) {
        auto* dialog = new ExportDialog(m_look, path, &m_window);
        dialog->open();
        m_tasks.run(exportTo(dialog, path));
    };
    askForFile(&m_window, tr("Save all my data"), QStringLiteral("pong-%1.json").arg(name), tr("JSON (*.json)"), start);
}

QCoro::Task<void> AccountDataController::exportTo(QPointer<ExportDialog> dialog, QString path) {
    QSaveFile file(path);
    if (!openPrivately(file)) {
        dialog->showError(file.errorString());
        co_return;
    }
    std::string cursor;
    do {
        pong::wire::ExportRequest body;
        body.set_cursor(cursor);
        auto request = m_connection.request(std::move(body));
        const auto reply = co_await request;
        // Closing the dialog gives the file up.
        if (!dialog || !dialog->isVisible())
            co_return;
        if (!reply.ok()) {
            dialog->showError(reply.failure().text());
            co_return;
        }
        const std::string& piece = reply->json();
        if (file.write(piece.data(), static_cast<qint64>(piece.size())) < 0) {
            dialog->showError(file.errorString());
            co_return;
        }
        dialog->setWritten(file.pos());
        cursor = reply->next_cursor();
    } while (!cursor.empty());
    if (file.commit())
        dialog->showDone();
    else
        dialog->showError(file.errorString());
}

void AccountDataController::askToDelete() {
    auto* dialog = new PasswordDialog(
        m_look, tr("Delete my account?"),
        tr("You are signed out everywhere now. Logging in within seven days keeps the account. After that your name, "
           "address, picture and devices are gone for good; others keep their matches and conversations, with a "
           "\"deleted player\" in your place."),
        tr("Delete my account"), "danger", &m_window);
    connect(dialog, &PasswordDialog::confirmed, this,
            [this, dialog](const QString& password) { m_tasks.run(deleteAccount(dialog, password)); });
    dialog->open();
}

QCoro::Task<void> AccountDataController::deleteAccount(QPointer<PasswordDialog> dialog, QString password) {
    pong::wire::AccountDeleteRequest body;
    body.set_password(password.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (dialog && !reply.ok())
        dialog->showError(reply.failure().text());
    if (!reply.ok())
        co_return;
    m_session.forgetKept();
    if (dialog)
        dialog->accept();
    const QDateTime due = QDateTime::fromMSecsSinceEpoch(reply->due_ms());
    m_window.showToast(MainWindow::Notice::Information, tr("Your account will be deleted"),
                       tr("On %1. Log in before then to keep it.").arg(QLocale().toString(due, QLocale::ShortFormat)));
}

}  // namespace client
