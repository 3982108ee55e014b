#include "client/pages/log_in_form.h"

#include "client/widgets/buttons.h"
#include "client/widgets/check_box.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/retry_wait.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>
#include <QLabel>

namespace client {

LogInForm::LogInForm(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_username(new Field(look, tr("Username"), QStringLiteral("usernameField")))
    , m_password(new Field(look, tr("Password"), QStringLiteral("passwordField"), Field::Kind::Password))
    , m_stay(new CheckBox(look, tr("Stay signed in on this computer"), QStringLiteral("stayCheckBox")))
    , m_logIn(new BusyButton(look, tr("Log in"), "primary", QStringLiteral("logInButton")))
    , m_signUp(makeButton(tr("Sign up"), "secondary", QStringLiteral("signUpButton")))
    , m_error(makeParagraph(QString(), "small"))
    , m_wait(new RetryWait(m_error, m_logIn)) {
    m_username->edit()->setPlaceholderText(tr("Username or email"));
    m_username->edit()->setMaxLength(pong::accounts::longestEmail);
    m_password->edit()->setMaxLength(pong::accounts::longestPassword);
    m_stay->setChecked(true);
    m_error->setObjectName(QStringLiteral("logInError"));
    setTone(m_error, "danger");

    QPushButton* forgotten = makeButton(tr("Forgotten password?"), "link", QStringLiteral("forgottenPasswordButton"));
    setStyled(forgotten, "scale", QStringLiteral("inline"));
    m_password->labelRow()->addWidget(forgotten);
    connect(forgotten, &QPushButton::clicked, this, &LogInForm::forgottenPasswordRequested);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_logIn, 1);
    buttons->addWidget(m_signUp, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLabel(tr("Log in"), "title"));
    column->addSpacing(12);
    column->addWidget(m_username);
    column->addWidget(m_password);
    column->addWidget(m_stay);
    column->addSpacing(10);
    column->addLayout(buttons);
    column->addSpacing(4);
    column->addWidget(m_error);

    connect(m_username, &Field::submitted, this, &LogInForm::submit);
    connect(m_password, &Field::submitted, this, &LogInForm::submit);
    connect(m_logIn, &QPushButton::clicked, this, &LogInForm::submit);
    connect(m_signUp, &QPushButton::clicked, this, &LogInForm::signUpRequested);
    connect(m_username, &Field::textEdited, this, [this] {
        m_wait->cancel();  // another account has its own tries
        clearErrors();
    });
    connect(m_password, &Field::textEdited, this, &LogInForm::clearErrors);
}

void LogInForm::setUsername(const QString& username) {
    m_username->setText(username);
}

void LogInForm::setBusy(bool busy) {
    m_logIn->setBusy(busy);
    m_signUp->setEnabled(!busy);
    m_username->setEnabled(!busy);
    m_password->setEnabled(!busy);
}

void LogInForm::showError(const QString& field, const QString& text) {
    if (field == QLatin1String("username")) {
        m_username->setError(text);
        m_username->edit()->setFocus();
    } else if (field == QLatin1String("password")) {
        m_password->setError(text);
        m_password->edit()->setFocus();
        m_password->edit()->selectAll();
    } else {
        m_error->setText(text);
    }
}

void LogInForm::showWait(std::chrono::milliseconds time) {
    m_wait->start(time);
}

QString LogInForm::username() const {
    return m_username->text().trimmed();
}

bool LogInForm::staysSignedIn() const {
    return m_stay->isChecked();
}

void LogInForm::reset() {
    m_wait->cancel();
    m_password->setText(QString());
    clearErrors();
}

void LogInForm::takeFocus() {
    (m_username->text().isEmpty() ? m_username : m_password)->edit()->setFocus();
}

void LogInForm::submit() {
    if (!m_logIn->isEnabled())
        return;
    clearErrors();
    if (username().isEmpty())
        return showError(QStringLiteral("username"), tr("Enter your username or email."));
    if (m_password->text().isEmpty())
        return showError(QStringLiteral("password"), tr("Enter your password."));
    Q_EMIT logInRequested(username(), m_password->text(), staysSignedIn());
}

void LogInForm::clearErrors() {
    m_username->setError(QString());
    m_password->setError(QString());
    if (!m_wait->isRunning())
        m_error->setText(QString());
}

}  // namespace client
