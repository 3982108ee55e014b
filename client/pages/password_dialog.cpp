#include "client/pages/password_dialog.h"

#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>

namespace client {

PasswordDialog::PasswordDialog(const Look& look, const QString& title, const QString& text, const QString& button,
                               const char* kind, QWidget* window)
    : DialogCard(look, title, text, window)
    , m_password(new Field(look, tr("Your password"), QStringLiteral("confirmPasswordField"), Field::Kind::Password))
    , m_confirm(new BusyButton(look, button, kind, QStringLiteral("confirmPasswordButton"))) {
    setObjectName(QStringLiteral("passwordDialog"));
    m_password->edit()->setMaxLength(pong::accounts::longestPassword);
    content()->addWidget(m_password);
    QPushButton* cancel = addButton(tr("Cancel"), "secondary", QStringLiteral("cancelPasswordButton"));
    addButton(m_confirm);
    m_password->edit()->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &PasswordDialog::confirm);
    connect(m_password, &Field::submitted, this, &PasswordDialog::confirm);
    connect(m_password, &Field::textEdited, this, [this] { m_password->setError(QString()); });
}

void PasswordDialog::showError(const QString& text) {
    setBusy(false);
    m_password->setError(text);
    m_password->edit()->setFocus();
    m_password->edit()->selectAll();
}

void PasswordDialog::reject() {
    if (!m_confirm->isBusy())
        DialogCard::reject();
}

void PasswordDialog::confirm() {
    if (m_confirm->isBusy())
        return;
    if (m_password->text().isEmpty()) {
        m_password->setError(tr("Enter your password."));
        return;
    }
    setBusy(true);
    Q_EMIT confirmed(m_password->text());
}

void PasswordDialog::setBusy(bool busy) {
    m_confirm->setBusy(busy);
    m_password->setEnabled(!busy);
}

}  // namespace client
