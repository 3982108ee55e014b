#include "client/pages/code_dialog.h"

#include "client/widgets/buttons.h"
#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "client/widgets/look.h"
#include "client/widgets/resend_button.h"

#include <QBoxLayout>

namespace client {

CodeDialog::CodeDialog(const Look& look, const QString& title, const QString& text, const QString& button,
                       QWidget* window)
    : DialogCard(look, title, text, window)
    , m_code(new Field(look, tr("Code"), new CodeEntry(look, QStringLiteral("mailedCodeField"))))
    , m_resend(new ResendButton(QStringLiteral("resendCodeButton")))
    , m_confirm(new BusyButton(look, button, "primary", QStringLiteral("confirmMailedCodeButton"))) {
    setObjectName(QStringLiteral("codeDialog"));
    content()->addWidget(m_code);
    content()->addWidget(m_resend, 0, Qt::AlignLeft);
    QPushButton* cancel = addButton(tr("Cancel"), "secondary", QStringLiteral("cancelCodeButton"));
    addButton(m_confirm);
    m_code->edit()->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &CodeDialog::confirm);
    connect(m_code, &Field::submitted, this, &CodeDialog::confirm);
    connect(m_code, &Field::textEdited, this, [this] { m_code->setError(QString()); });
    connect(m_resend, &QPushButton::clicked, this, &CodeDialog::resendRequested);
}

void CodeDialog::showError(const QString& text) {
    setBusy(false);
    m_code->setError(text);
    m_code->edit()->setFocus();
    m_code->edit()->selectAll();
}

void CodeDialog::noteSent(std::chrono::seconds againAfter) {
    m_resend->restFor(againAfter);
}

void CodeDialog::reject() {
    if (!m_confirm->isBusy())
        DialogCard::reject();
}

void CodeDialog::confirm() {
    if (m_confirm->isBusy())
        return;
    if (m_code->text().size() < CodeEntry::digits)
        return showError(tr("Enter all six digits."));
    setBusy(true);
    Q_EMIT entered(m_code->text());
}

void CodeDialog::setBusy(bool busy) {
    m_confirm->setBusy(busy);
    m_code->setEnabled(!busy);
}

}  // namespace client
