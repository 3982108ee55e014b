#include "client/pages/password_card.h"

#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>

namespace client {

PasswordCard::PasswordCard(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_current(new Field(look, tr("Current password"), QStringLiteral("currentPasswordField"), Field::Kind::Password))
    , m_new(look, tr("New password"), tr("Confirm"), [this] { return m_owner; })
    , m_error(makeParagraph(QString(), "small"))
    , m_change(new BusyButton(look, tr("Change password"), "secondary", QStringLiteral("changePasswordButton"))) {
    setProperty("kind", QStringLiteral("card"));
    m_current->edit()->setMaxLength(pong::accounts::longestPassword);
    m_new.password()->edit()->setObjectName(QStringLiteral("newPasswordField"));
    m_new.confirm()->edit()->setObjectName(QStringLiteral("repeatPasswordField"));
    m_error->setObjectName(QStringLiteral("passwordCardError"));
    setTone(m_error, "danger");
    m_error->hide();
    build();
    connectFields();
}

void PasswordCard::build() {
    auto* both = new QHBoxLayout;
    both->setSpacing(12);
    both->addWidget(m_new.password(), 1, Qt::AlignTop);
    both->addWidget(m_new.confirm(), 1, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 24);
    column->setSpacing(8);
    column->addWidget(makeLabel(tr("Password"), "heading"));
    column->addWidget(m_current);
    column->addLayout(both);
    column->addWidget(m_error);
    column->addWidget(m_change, 0, Qt::AlignLeft);
    column->addStretch();
}

void PasswordCard::connectFields() {
    for (Field* field : fields()) {
        connect(field, &Field::textEdited, m_error, &QWidget::hide);
        connect(field, &Field::submitted, this, &PasswordCard::submit);
    }
    for (Field* field : {m_current, m_new.password()})
        connect(field, &Field::textEdited, this, [field] { field->setError(QString()); });
    connect(m_change, &QPushButton::clicked, this, &PasswordCard::submit);
}

void PasswordCard::setOwner(const QString& username, const QString& email) {
    m_owner = {username, email};
}

bool PasswordCard::validate() {
    m_current->setError(m_current->text().isEmpty() ? tr("Enter your password.") : QString());
    m_new.validate();
    for (Field* field : fields()) {
        if (field->hasError()) {
            field->edit()->setFocus();
            return false;
        }
    }
    return true;
}

void PasswordCard::submit() {
    if (m_change->isBusy() || !validate())
        return;
    setBusy(true);
    Q_EMIT changeRequested(m_current->text(), m_new.password()->text());
}

void PasswordCard::setBusy(bool busy) {
    m_change->setBusy(busy);
    for (Field* field : fields())
        field->setEnabled(!busy);
}

void PasswordCard::showError(const QString& field, const QString& text) {
    setBusy(false);
    Field* wrong = field == QLatin1String("password")       ? m_current
                   : field == QLatin1String("new_password") ? m_new.password()
                                                            : nullptr;
    if (wrong) {
        wrong->setError(text);
        wrong->edit()->setFocus();
    } else {
        m_error->setText(text);
        m_error->show();
    }
}

void PasswordCard::reset() {
    setBusy(false);
    for (Field* field : fields()) {
        field->setText(QString());
        field->setError(QString());
    }
    m_error->hide();
}

}  // namespace client
