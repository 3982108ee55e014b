#include "client/pages/forgotten_password_page.h"

#include "client/pages/sign_up_rules.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>

namespace client {

ForgottenPasswordPage::ForgottenPasswordPage(const Look& look, QWidget* parent)
    : AuthPage(look,
               {.icon = QStringLiteral("lock"),
                .title = tr("Forgotten password"),
                .button = tr("Send a code"),
                .back = tr("Back to login"),
                .name = QStringLiteral("sendCodeButton")},
               parent)
    , m_email(new Field(look, tr("Email"), QStringLiteral("emailField")))
    , m_haveCode(makeButton(tr("I have a code"), "link", QStringLiteral("haveCodeButton"))) {
    m_email->edit()->setMaxLength(pong::accounts::longestEmail);
    m_email->setHint(tr("The one that your account has"));
    addField(m_email);
    foot()->addWidget(m_haveCode);
    connect(m_email, &Field::edited, this, [this] { m_email->setError(SignUpRules::email(m_email->text())); });
    connect(m_haveCode, &QPushButton::clicked, this, &ForgottenPasswordPage::haveCode);
    setServer({}, true, {});
}

void ForgottenPasswordPage::setServer(const QString& name, bool hasMail, const QString& contact) {
    m_hasMail = hasMail;
    m_email->setVisible(hasMail);
    m_haveCode->setVisible(hasMail);
    button()->setLabel(hasMail ? tr("Send a code") : tr("Enter a code"));
    const QString server = name.isEmpty() ? tr("The server") : name;
    if (hasMail)
        setText(tr("%1 sends you a code with which you choose a new password.").arg(server));
    else if (contact.isEmpty())
        setText(tr("%1 sends no email. Ask its host for a code, and enter it here.").arg(server));
    else
        setText(tr("%1 sends no email. Ask %2 for a code, and enter it here.").arg(server, contact));
}

void ForgottenPasswordPage::setEmail(const QString& email) {
    m_email->setText(email);
}

void ForgottenPasswordPage::submit() {
    if (!m_hasMail) {
        Q_EMIT haveCode();
        return;
    }
    m_email->setError(SignUpRules::email(m_email->text()));
    if (m_email->hasError())
        focusField();
    else
        Q_EMIT codeWanted(m_email->text().trimmed());
}

}  // namespace client
