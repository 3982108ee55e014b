#include "client/pages/email_confirmation.h"

#include "client/pages/profile_info.h"
#include "client/widgets/buttons.h"
#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>

#include <utility>

namespace client {

EmailConfirmation::EmailConfirmation(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_title(makeLabel(QString(), "strong"))
    , m_text(makeParagraph(QString(), "small"))
    , m_code(new Field(look, tr("Code from the mail"),
                       new CodeEntry(look, QStringLiteral("emailCodeField"), CodeEntry::Boxes::Square)))
    , m_confirm(new BusyButton(look, tr("Confirm"), "secondary", QStringLiteral("confirmEmailCodeButton")))
    , m_send(makeButton(tr("Send a code"), "ghost", QStringLiteral("resendEmailButton")))
    , m_keep(makeButton(tr("Keep the old address"), "ghost", QStringLiteral("keepEmailButton"))) {
    setObjectName(QStringLiteral("emailConfirmation"));
    setProperty("kind", QStringLiteral("card"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_send);
    buttons->addWidget(m_keep);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(12);
    column->addWidget(m_code);
    column->addSpacing(4);
    column->addLayout(buttons);
    connect(m_confirm, &QPushButton::clicked, this, &EmailConfirmation::confirm);
    connect(m_code, &Field::submitted, this, &EmailConfirmation::confirm);
    connect(m_code, &Field::textEdited, this, [this] { m_code->setError(QString()); });
    connect(m_send, &QPushButton::clicked, this, &EmailConfirmation::sendRequested);
    connect(m_keep, &QPushButton::clicked, this, &EmailConfirmation::cancelRequested);
    hide();
}

void EmailConfirmation::setProfile(const ProfileInfo& profile, bool hasMail) {
    const bool isNew = !profile.pendingEmail.isEmpty();
    const QString address = isNew ? profile.pendingEmail : profile.emailConfirmed ? QString() : profile.email;
    if (std::exchange(m_address, address) != address) {
        m_code->setText(QString());
        showResult(QString());
    }
    m_title->setText(isNew ? tr("Confirm your new address") : tr("Confirm your address"));
    m_text->setText(isNew ? tr("A code is on its way to %1. Until it is entered here, %2 stays your address.")
                                .arg(profile.pendingEmail, profile.email)
                          : tr("Nobody has confirmed %1 yet. A code by mail does.").arg(profile.email));
    m_keep->setVisible(isNew);
    setVisible(hasMail && !address.isEmpty());
}

void EmailConfirmation::showResult(const QString& error, const QString& hint) {
    setBusy(false);
    m_code->setError(error);
    m_code->setHint(hint);
    if (!error.isEmpty())
        m_code->edit()->selectAll();
}

void EmailConfirmation::confirm() {
    if (m_confirm->isBusy())
        return;
    if (m_code->text().size() < CodeEntry::digits)
        return showResult(tr("Enter all six digits."));
    setBusy(true);
    Q_EMIT codeEntered(m_code->text());
}

void EmailConfirmation::setBusy(bool busy) {
    m_confirm->setBusy(busy);
    m_code->setEnabled(!busy);
    m_send->setEnabled(!busy);
    m_keep->setEnabled(!busy);
}

}  // namespace client
