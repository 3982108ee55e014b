#include "client/pages/new_password_fields.h"

#include "client/pages/sign_up_rules.h"
#include "client/widgets/field.h"
#include "client/widgets/password_strength.h"
#include "shared/accounts/account_rules.h"

namespace client {

NewPasswordFields::NewPasswordFields(const Look& look, const QString& label, const QString& confirmLabel,
                                     std::function<Owner()> owner)
    : m_password(new Field(look, label, QStringLiteral("passwordField"), Field::Kind::Password))
    , m_confirm(new Field(look, confirmLabel, QStringLiteral("confirmField"), Field::Kind::Password))
    , m_owner(std::move(owner)) {
    new PasswordStrength(look, *m_password);
    m_password->setHint(tr("At least %1 characters").arg(pong::accounts::shortestPassword));
    for (const Field* field : {m_password, m_confirm})
        field->edit()->setMaxLength(pong::accounts::longestPassword);
    connectFields();
}

void NewPasswordFields::connectFields() {
    QObject::connect(m_password, &Field::edited, m_password, [this] {
        checkPassword();
        if (!m_confirm->text().isEmpty())
            checkConfirm();
    });
    // Compared at each key once it is as long as the first.
    QObject::connect(m_confirm, &Field::textEdited, m_confirm, [this](const QString& text) {
        if (text.size() >= m_password->text().size())
            checkConfirm();
    });
    QObject::connect(m_confirm, &Field::edited, m_confirm, [this] { checkConfirm(); });
}

void NewPasswordFields::checkPassword() const {
    const Owner owner = m_owner();
    m_password->setError(SignUpRules::password(m_password->text(), owner.name, owner.email));
}

void NewPasswordFields::checkConfirm() const {
    m_confirm->setError(SignUpRules::confirmation(m_password->text(), m_confirm->text()));
}

bool NewPasswordFields::validate() const {
    checkPassword();
    checkConfirm();
    return !m_password->hasError() && !m_confirm->hasError();
}

}  // namespace client
