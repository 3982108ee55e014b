#include "client/pages/confirm_email_page.h"

#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "client/widgets/resend_button.h"

#include <QBoxLayout>

namespace client {

ConfirmEmailPage::ConfirmEmailPage(const Look& look, QWidget* parent)
    : AuthPage(look,
               {.icon = QStringLiteral("mail"),
                .title = tr("Confirm your email"),
                .button = tr("Confirm"),
                .back = tr("Later"),
                .name = QStringLiteral("confirmEmailButton")},
               parent)
    , m_code(new Field(look, QString(), new CodeEntry(look, QStringLiteral("codeField"))))
    , m_resend(new ResendButton(QStringLiteral("resendButton"))) {
    addField(m_code);
    m_code->messageRow()->addWidget(m_resend);
    connect(m_resend, &QPushButton::clicked, this, [this] {
        m_resend->setEnabled(false);
        Q_EMIT codeWanted();
    });
}

void ConfirmEmailPage::begin(const QString& address) {
    reset();
    m_resend->wake();
    showAddress(address);
    focusField();
}

void ConfirmEmailPage::showAddress(const QString& address) {
    setText(address.isEmpty() ? tr("Type the six digits that we sent to your address.")
                              : tr("Type the six digits that we sent to %1.").arg(address));
}

void ConfirmEmailPage::noteCodeSent(const QString& maskedEmail, std::chrono::milliseconds resendAfter) {
    showAddress(maskedEmail);
    noteCodeNotSent(resendAfter);
}

void ConfirmEmailPage::noteCodeNotSent(std::chrono::milliseconds resendAfter) {
    m_resend->restFor(resendAfter);
}

void ConfirmEmailPage::submit() {
    if (m_code->text().size() < CodeEntry::digits) {
        m_code->setError(tr("Enter all six digits."));
        m_code->edit()->setFocus();
        return;
    }
    Q_EMIT codeEntered(m_code->text());
}

}  // namespace client
