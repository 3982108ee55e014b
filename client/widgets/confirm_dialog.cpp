#include "client/widgets/confirm_dialog.h"

#include <QPushButton>

namespace client {

ConfirmDialog::ConfirmDialog(const Look& look, const QString& title, const QString& text, const QString& keep,
                             const QString& confirm, QWidget* window)
    : DialogCard(look, title, text, window) {
    QPushButton* safe = addButton(keep, "secondary", QStringLiteral("keepButton"));
    QPushButton* act = addButton(confirm, "danger", QStringLiteral("confirmButton"));
    safe->setDefault(true);
    safe->setFocus();
    connect(safe, &QPushButton::clicked, this, &QDialog::reject);
    connect(act, &QPushButton::clicked, this, &QDialog::accept);
}

}  // namespace client
