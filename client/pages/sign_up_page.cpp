#include "client/pages/sign_up_page.h"

#include "client/pages/scroll_page.h"
#include "client/pages/sign_up_rules.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/net_line.h"
#include "client/widgets/password_strength.h"
#include "client/widgets/wordmark.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>

namespace client {

namespace {

constexpr int cardWidth = 448;
constexpr int wordmarkCell = 5;
constexpr int lowWindow = 720;  // below this height the form needs all of it

}  // namespace

SignUpPage::SignUpPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_wordmark(new Wordmark(look, wordmarkCell))
    , m_server(new ElidedLabel(QString(), "small"))
    , m_error(makeParagraph(QString(), "small"))
    , m_username(new Field(look, tr("Username"), QStringLiteral("usernameField")))
    , m_email(new Field(look, tr("Email"), QStringLiteral("emailField")))
    , m_password(new Field(look, tr("Password"), QStringLiteral("passwordField"), Field::Kind::Password))
    , m_strength(new PasswordStrength(look, *m_password))
    , m_confirm(new Field(look, tr("Confirm the password"), QStringLiteral("confirmField"), Field::Kind::Password))
    , m_create(new BusyButton(look, tr("Create account"), "primary", QStringLiteral("createAccountButton"))) {
    m_username->setHint(tr("3 to 20 letters, digits, - or _"));
    m_username->edit()->setMaxLength(32);
    m_email->setHint(tr("Not shown to other players"));
    m_email->edit()->setMaxLength(254);
    m_password->setHint(tr("At least %1 characters").arg(shortestPassword));
    m_password->edit()->setMaxLength(longestPassword);
    m_confirm->edit()->setMaxLength(longestPassword);
    m_error->setObjectName(QStringLiteral("signUpError"));
    m_error->hide();
    setTone(m_error, "danger");
    build(look);
    connectFields();
}

void SignUpPage::build(const Look& look) {
    QPushButton* back = makeButton(tr("Back to login"), "quiet", QStringLiteral("backToLogInButton"));
    setButtonIcon(back, look, QStringLiteral("back"));
    connect(back, &QPushButton::clicked, this, &SignUpPage::backRequested);

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    card->setFixedWidth(look.scaled(cardWidth));
    connect(&look, &Look::changed, card, [card, &look] { card->setFixedWidth(look.scaled(cardWidth)); });
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(40, 32, 40, 24);
    inside->setSpacing(0);
    inside->addWidget(makeLabel(tr("Create an account"), "title"));
    inside->addWidget(m_server);
    inside->addSpacing(20);
    for (Field* field : {m_username, m_email, m_password, m_confirm}) {
        inside->addWidget(field);
        inside->addSpacing(8);
    }
    inside->addWidget(m_error);
    inside->addSpacing(12);
    inside->addWidget(m_create);
    inside->addSpacing(8);
    inside->addWidget(back, 0, Qt::AlignLeft);

    auto* content = new QWidget;
    auto* middle = new QVBoxLayout(content);
    middle->setContentsMargins(24, 16, 24, 16);
    middle->setSpacing(28);
    middle->addStretch(1);
    middle->addWidget(m_wordmark, 0, Qt::AlignHCenter);
    middle->addWidget(card, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makeScrollPage(content));
}

void SignUpPage::connectFields() {
    // While typing an error only goes; when the field is left, what is wrong is said.
    for (Field* field : {m_username, m_email, m_password, m_confirm}) {
        connect(field, &Field::textEdited, this, [this, field] {
            field->setError(QString());
            m_error->hide();
        });
        connect(field, &Field::submitted, this, &SignUpPage::submit);
    }
    connect(m_username, &Field::edited, this,
            [this] { m_username->setError(SignUpRules::username(m_username->text())); });
    connect(m_email, &Field::edited, this, [this] { m_email->setError(SignUpRules::email(m_email->text())); });
    connect(m_password, &Field::edited, this,
            [this] { m_password->setError(SignUpRules::password(m_password->text())); });
    // The second password is compared at each key once it is as long as the first.
    connect(m_confirm, &Field::textEdited, this, [this](const QString& text) {
        if (text.size() >= m_password->text().size())
            m_confirm->setError(SignUpRules::confirmation(m_password->text(), text));
    });
    connect(m_confirm, &Field::edited, this,
            [this] { m_confirm->setError(SignUpRules::confirmation(m_password->text(), m_confirm->text())); });
    connect(m_create, &QPushButton::clicked, this, &SignUpPage::submit);
}

void SignUpPage::setServerName(const QString& name) {
    m_server->setText(name.isEmpty() ? QString() : tr("On %1").arg(name));
}

void SignUpPage::setBusy(bool busy) {
    m_create->setBusy(busy);
    for (Field* field : {m_username, m_email, m_password, m_confirm})
        field->setEnabled(!busy);
}

void SignUpPage::showError(const QString& field, const QString& text) {
    for (Field* candidate : {m_username, m_email, m_password}) {
        if (candidate->edit()->objectName() == field + QStringLiteral("Field")) {
            candidate->setError(text);
            candidate->edit()->setFocus();
            return;
        }
    }
    m_error->setText(text);
    m_error->show();
}

void SignUpPage::reset() {
    for (Field* field : {m_username, m_email, m_password, m_confirm}) {
        field->setText(QString());
        field->setError(QString());
    }
    m_error->hide();
}

bool SignUpPage::validate() {
    m_username->setError(SignUpRules::username(m_username->text()));
    m_email->setError(SignUpRules::email(m_email->text()));
    m_password->setError(SignUpRules::password(m_password->text()));
    m_confirm->setError(SignUpRules::confirmation(m_password->text(), m_confirm->text()));
    for (Field* field : {m_username, m_email, m_password, m_confirm}) {
        if (field->hasError()) {
            field->edit()->setFocus();
            return false;
        }
    }
    return true;
}

void SignUpPage::submit() {
    if (!m_create->isBusy() && validate())
        Q_EMIT signUpRequested(m_username->text().trimmed(), m_email->text().trimmed(), m_password->text());
}

void SignUpPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_username->edit()->setFocus();
}

void SignUpPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_wordmark->setVisible(height() >= lowWindow);
}

void SignUpPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT backRequested();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace client
