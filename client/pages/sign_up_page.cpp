#include "client/pages/sign_up_page.h"

#include "client/pages/sign_up_rules.h"
#include "client/widgets/field.h"
#include "shared/accounts/account_rules.h"

namespace client {

SignUpPage::SignUpPage(const Look& look, QWidget* parent)
    : AuthPage(look,
               {.icon = {},
                .title = tr("Create an account"),
                .button = tr("Create account"),
                .back = tr("Back to login"),
                .name = QStringLiteral("createAccountButton")},
               parent)
    , m_username(new Field(look, tr("Username"), QStringLiteral("usernameField")))
    , m_email(new Field(look, tr("Email"), QStringLiteral("emailField")))
    , m_password(look, tr("Password"), tr("Confirm the password"), [this] {
        return NewPasswordFields::Owner{m_username->text(), m_email->text()};
    }) {
    m_username->setHint(tr("3 to 20 letters, digits, - or _"));
    m_username->edit()->setMaxLength(32);
    m_email->setHint(tr("Not shown to other players"));
    m_email->edit()->setMaxLength(pong::accounts::longestEmail);
    for (Field* field : {m_username, m_email, m_password.password(), m_password.confirm()})
        addField(field);
    connectFields();
}

void SignUpPage::connectFields() {
    // What further letters can make good is said when the field is left; what they cannot, at once.
    connect(m_username, &Field::textEdited, this, [this](const QString& text) {
        const auto problem = pong::accounts::usernameProblem(text.trimmed());
        if (problem == pong::accounts::UsernameProblem::Letters || problem == pong::accounts::UsernameProblem::TooLong)
            m_username->setError(SignUpRules::username(text));
    });
    connect(m_username, &Field::edited, this,
            [this] { m_username->setError(SignUpRules::username(m_username->text())); });
    connect(m_email, &Field::edited, this, [this] { m_email->setError(SignUpRules::email(m_email->text())); });
}

void SignUpPage::setServerName(const QString& name) {
    setText(name.isEmpty() ? QString() : tr("On %1").arg(name));
}

void SignUpPage::submit() {
    m_username->setError(SignUpRules::username(m_username->text()));
    m_email->setError(SignUpRules::email(m_email->text()));
    const bool isPasswordRight = m_password.validate();
    if (!isPasswordRight || m_username->hasError() || m_email->hasError())
        focusField();
    else
        Q_EMIT signUpRequested(m_username->text().trimmed(), m_email->text().trimmed(), m_password.password()->text());
}

}  // namespace client
