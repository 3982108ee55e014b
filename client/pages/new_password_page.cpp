#include "client/pages/new_password_page.h"

#include "client/widgets/field.h"
#include "client/widgets/resend_button.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>

namespace client {

namespace {
constexpr int longestCode = 64;
}

NewPasswordPage::NewPasswordPage(const Look& look, QWidget* parent)
    : AuthPage(look,
               {.icon = QStringLiteral("lock"),
                .title = tr("Choose a new password"),
                .button = tr("Save password"),
                .back = tr("Back to login"),
                .name = QStringLiteral("savePasswordButton")},
               parent)
    , m_account(new Field(look, tr("Username or email"), QStringLiteral("accountField")))
    , m_code(new Field(look, tr("Code"), QStringLiteral("codeField")))
    , m_password(look, tr("New password"), tr("Confirm the new password"),
                 [this] {
                     return NewPasswordFields::Owner{m_account->text(), m_account->text()};
                 })
    , m_resend(new ResendButton(QStringLiteral("resendButton"))) {
    m_account->edit()->setMaxLength(pong::accounts::longestEmail);
    m_code->edit()->setMaxLength(longestCode);
    m_code->setHint(tr("Like K7QF2-9MXWB; dashes do not matter"));
    for (Field* field : {m_account, m_code, m_password.password(), m_password.confirm()})
        addField(field);
    foot()->addWidget(m_resend);
    connect(m_resend, &QPushButton::clicked, this, [this] {
        m_resend->setEnabled(false);
        Q_EMIT codeWanted(m_knownAccount);
    });
}

void NewPasswordPage::setServerName(const QString& name) {
    m_serverName = name;
    showText();
}

void NewPasswordPage::begin(const QString& account, const QString& code) {
    reset();
    m_knownAccount = account;
    m_askedText.clear();
    m_account->setText(account);
    m_account->setVisible(account.isEmpty());
    m_code->setText(code);
    m_resend->hide();
    showText();
    focusField();
}

void NewPasswordPage::noteCodeAsked(std::chrono::minutes goodFor, std::chrono::milliseconds resendAfter) {
    m_askedText = tr("If %1 has an account, a code is on its way. It is good for %2 minutes.")
                      .arg(m_knownAccount)
                      .arg(goodFor.count());
    showText();
    m_resend->show();
    noteCodeNotSent(resendAfter);
}

void NewPasswordPage::noteCodeNotSent(std::chrono::milliseconds resendAfter) {
    m_resend->restFor(resendAfter);
}

void NewPasswordPage::showText() {
    const QString end = tr("This ends other sessions.");
    if (!m_askedText.isEmpty())
        setText(m_askedText);
    else if (m_knownAccount.isEmpty())
        setText(m_serverName.isEmpty() ? end : tr("On %1.").arg(m_serverName) + u' ' + end);
    else if (m_serverName.isEmpty())
        setText(tr("For %1.").arg(m_knownAccount) + u' ' + end);
    else
        setText(tr("For %1 on %2.").arg(m_knownAccount, m_serverName) + u' ' + end);
}

void NewPasswordPage::submit() {
    clearErrors();
    const QString account = m_account->text().trimmed();
    const QString code = m_code->text().trimmed();
    if (account.isEmpty())
        m_account->setError(tr("Enter your username or email."));
    if (code.isEmpty())
        m_code->setError(tr("Enter the code."));
    const bool isPasswordRight = m_password.validate();
    if (!isPasswordRight || account.isEmpty() || code.isEmpty())
        focusField();
    else
        Q_EMIT passwordChosen(account, code, m_password.password()->text());
}

}  // namespace client
