#include "client/pages/profile_information.h"

#include "client/pages/email_confirmation.h"
#include "client/pages/line_card.h"
#include "client/pages/scroll_page.h"
#include "client/pages/sign_up_rules.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QResizeEvent>
#include <QScrollArea>

namespace client {

namespace {

constexpr int padding = 24;
constexpr int formWidth = 680;
constexpr int sideBySide = 560;  // of a page, at least
constexpr int saveBarHeight = 72;

}  // namespace

ProfileInformation::ProfileInformation(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_fields(new QGridLayout)
    , m_username(new Field(look, tr("Username"), QStringLiteral("profileUsernameField")))
    , m_email(new Field(look, tr("Email"), QStringLiteral("profileEmailField")))
    , m_confirmation(new EmailConfirmation(look))
    , m_note(new ElidedLabel(QString(), "small"))
    , m_discard(makeButton(tr("Discard"), "ghost", QStringLiteral("discardButton")))
    , m_save(new BusyButton(look, tr("Save changes"), "primary", QStringLiteral("saveProfileButton"))) {
    m_username->setHint(tr("3 to 20 letters, digits, - or _"));
    m_username->edit()->setMaxLength(2 * pong::accounts::longestUsername);  // too long is said, not cut off
    m_email->setHint(tr("Not shown to other players"));
    m_email->edit()->setMaxLength(pong::accounts::longestEmail);
    m_note->setObjectName(QStringLiteral("profileNote"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* form = new QWidget;
    form->setMaximumWidth(look.scaled(formWidth));
    connect(&look, &Look::changed, form, [form, &look] { form->setMaximumWidth(look.scaled(formWidth)); });
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildFields(look));
    column->addSpacing(8);
    column->addWidget(m_confirmation);
    column->addSpacing(24);
    column->addWidget(buildAccountCards(look));
    column->addStretch();
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(padding, padding, padding, padding);
    row->addWidget(form, 1);
    row->addStretch();
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(makeScrollPage(content), 1);
    page->addWidget(buildSaveBar());
    setReady(false);
}

QWidget* ProfileInformation::buildFields(const Look&) {
    auto* area = new QWidget;
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLabel(tr("About you"), "heading"));
    column->addWidget(makeParagraph(tr("Shown to other players on this server, except your email."), "small"));
    column->addSpacing(16);
    m_fields->setHorizontalSpacing(16);
    m_fields->setVerticalSpacing(8);
    column->addLayout(m_fields);
    placeFields(false);
    for (Field* field : {m_username, m_email}) {
        connect(field, &Field::textEdited, this, [this, field] {
            field->setError(QString());
            m_problem.clear();
            showState();
        });
        connect(field, &Field::edited, this, &ProfileInformation::validate);
        connect(field, &Field::submitted, this, &ProfileInformation::save);
    }
    return area;
}

QWidget* ProfileInformation::buildAccountCards(const Look& look) {
    QPushButton* exportData = makeButton(tr("Export…"), "secondary", QStringLiteral("exportButton"));
    QPushButton* deleteAccount = makeButton(tr("Delete…"), "danger", QStringLiteral("deleteAccountButton"));
    makeCompact(exportData);
    makeCompact(deleteAccount);
    auto* allData = new LineCard(look, QStringLiteral("copy"), tr("All my data"), exportData);
    allData->setText(tr("Your profile, matches and conversations, as one JSON file."));
    auto* end = new LineCard(look, QStringLiteral("alert"), tr("Delete my account"), deleteAccount);
    end->setText(tr("Logging in within seven days keeps it."));
    auto* area = new QWidget;
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("Your account"), "heading"));
    column->addWidget(allData);
    column->addWidget(end);
    connect(exportData, &QPushButton::clicked, this, &ProfileInformation::exportRequested);
    connect(deleteAccount, &QPushButton::clicked, this, &ProfileInformation::deleteRequested);
    return area;
}

QWidget* ProfileInformation::buildSaveBar() {
    auto* bar = new QFrame;
    bar->setProperty("kind", QStringLiteral("footer"));
    bar->setMinimumHeight(saveBarHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(padding, 0, padding, 0);
    row->setSpacing(12);
    row->addWidget(m_note, 1);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    connect(m_discard, &QPushButton::clicked, this, &ProfileInformation::discard);
    connect(m_save, &QPushButton::clicked, this, &ProfileInformation::save);
    return bar;
}

void ProfileInformation::setProfile(const ProfileInfo& profile) {
    follow(m_username, &ProfileInfo::username, profile.username);
    follow(m_email, &ProfileInfo::email, profile.email);
    // The address that was saved a moment ago is the pending one by now.
    if (!profile.pendingEmail.isEmpty() && m_email->text().trimmed() == profile.pendingEmail)
        m_email->setText(profile.email);
    m_profile = profile;
    m_confirmation->setProfile(profile, m_hasMail);
    setReady(true);
}

// A field that nobody changed shows what is.
void ProfileInformation::follow(Field* field, QString ProfileInfo::*value, const QString& now) {
    if (!m_isReady || field->text().trimmed() == m_profile.*value)
        field->setText(now);
}

void ProfileInformation::setMailAvailable(bool available) {
    m_hasMail = available;
    if (m_isReady)
        m_confirmation->setProfile(m_profile, m_hasMail);
}

void ProfileInformation::reset() {
    m_profile = ProfileInfo();
    for (Field* field : {m_username, m_email}) {
        field->setText(QString());
        field->setError(QString());
    }
    m_problem.clear();
    m_confirmation->hide();
    setReady(false);
}

void ProfileInformation::setReady(bool ready) {
    m_isReady = ready;
    for (Field* field : {m_username, m_email})
        field->setEnabled(ready);
    showState();
}

void ProfileInformation::setBusy(bool busy) {
    m_save->setBusy(busy);
    for (Field* field : {m_username, m_email})
        field->setEnabled(!busy && m_isReady);
    showState();
}

void ProfileInformation::showError(const QString& field, const QString& text) {
    Field* wrong = field == QLatin1String("username") ? m_username
                   : field == QLatin1String("email")  ? m_email
                                                      : nullptr;
    if (wrong) {
        wrong->setError(text);
        wrong->edit()->setFocus();
    } else {
        m_problem = text;
    }
    showState();
}

bool ProfileInformation::isChanged(const Field* field, const QString& saved) const {
    return m_isReady && field->text().trimmed() != saved;
}

void ProfileInformation::validate() {
    if (isChanged(m_username, m_profile.username))
        m_username->setError(SignUpRules::username(m_username->text()));
    if (isChanged(m_email, m_profile.email))
        m_email->setError(SignUpRules::email(m_email->text()));
    showState();
}

void ProfileInformation::showState() {
    const bool changed = isChanged(m_username, m_profile.username) || isChanged(m_email, m_profile.email);
    const int wrong = (m_username->hasError() ? 1 : 0) + (m_email->hasError() ? 1 : 0);
    m_note->setText(!m_problem.isEmpty() ? m_problem
                    : wrong == 1         ? tr("1 field needs your attention")
                    : wrong > 1          ? tr("%1 fields need your attention").arg(wrong)
                    : changed            ? tr("Not saved yet")
                                         : QString());
    setTone(m_note, m_problem.isEmpty() ? "text2" : "danger");
    const bool free = !m_save->isBusy();
    m_discard->setEnabled(changed && free);
    m_save->setEnabled(changed && wrong == 0 && free);
}

void ProfileInformation::discard() {
    m_username->setText(m_profile.username);
    m_email->setText(m_profile.email);
    for (Field* field : {m_username, m_email})
        field->setError(QString());
    m_problem.clear();
    showState();
}

void ProfileInformation::save() {
    m_problem.clear();
    validate();
    if (!m_save->isEnabled())
        return;
    Q_EMIT saveRequested(isChanged(m_username, m_profile.username) ? m_username->text().trimmed() : QString(),
                         isChanged(m_email, m_profile.email) ? m_email->text().trimmed() : QString());
}

void ProfileInformation::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool beside = event->size().width() >= m_look.scaled(sideBySide);
    if (beside != m_isBeside)
        placeFields(beside);
}

void ProfileInformation::placeFields(bool beside) {
    m_isBeside = beside;
    m_fields->addWidget(m_username, 0, 0);
    m_fields->addWidget(m_email, beside ? 0 : 1, beside ? 1 : 0);
    m_fields->setColumnStretch(0, 1);
    m_fields->setColumnStretch(1, beside ? 1 : 0);
}

}  // namespace client
