#include "client/pages/two_factor_page.h"

#include "client/widgets/buttons.h"
#include "client/widgets/check_box.h"
#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "client/widgets/resend_button.h"

#include <QBoxLayout>
#include <QDateTime>

namespace client {

namespace {

constexpr qint64 appStepMs = 30'000;  // RFC 6238, as every app has it
constexpr int longestRecoveryCode = 32;

}  // namespace

TwoFactorPage::TwoFactorPage(const Look& look, QWidget* parent)
    : AuthPage(look,
               {.icon = QStringLiteral("phone"),
                .title = tr("Enter your code"),
                .button = tr("Confirm"),
                .back = tr("Back to login"),
                .name = QStringLiteral("confirmCodeButton")},
               parent)
    , m_code(new Field(look, QString(), new CodeEntry(look, QStringLiteral("codeField"))))
    , m_recovery(new Field(look, tr("Recovery code"), QStringLiteral("recoveryField")))
    , m_resend(new ResendButton(QStringLiteral("resendButton")))
    , m_trust(new CheckBox(look, tr("Trust this computer for 30 days"), QStringLiteral("trustCheckBox")))
    , m_links{makeButton(tr("Use the app instead"), "link", QStringLiteral("useAppButton")),
              makeButton(tr("Send it by email instead"), "link", QStringLiteral("useEmailButton")),
              makeButton(tr("Use a recovery code"), "link", QStringLiteral("useRecoveryButton"))} {
    m_recovery->edit()->setMaxLength(longestRecoveryCode);
    m_recovery->setHint(tr("Each of them works once."));
    addField(m_code);
    addField(m_recovery);
    m_code->messageRow()->addWidget(m_resend);
    body()->addWidget(m_trust, 0, Qt::AlignLeft);
    auto* links = new QVBoxLayout;
    links->setSpacing(0);
    for (const Way way : {Way::App, Way::Email, Way::Recovery}) {
        QPushButton* link = m_links[int(way)];
        links->addWidget(link, 0, Qt::AlignRight);
        connect(link, &QPushButton::clicked, this, [this, way] { choose(way); });
    }
    foot()->addLayout(links);
    connect(m_resend, &QPushButton::clicked, this, [this] {
        m_resend->setEnabled(false);
        Q_EMIT codeWanted();
    });
    connect(&m_appClock, &Countdown::ticked, this,
            [this](const QString& left) { m_code->setHint(tr("A new code appears in %1").arg(left)); });
    connect(&m_appClock, &Countdown::finished, this, &TwoFactorPage::showAppClock);
}

void TwoFactorPage::begin(const QList<Way>& ways, const QString& serverName, const QString& maskedEmail) {
    reset();
    m_ways = ways;
    m_serverName = serverName;
    m_maskedEmail = maskedEmail;
    m_wasSent = false;
    m_trust->setChecked(false);
    m_resend->wake();
    if (!ways.isEmpty())
        choose(ways.first());
}

void TwoFactorPage::choose(Way way) {
    m_way = way;
    clearErrors();
    m_code->setText(QString());
    m_code->setHint(QString());
    m_appClock.stop();
    m_code->setVisible(way != Way::Recovery);
    m_recovery->setVisible(way == Way::Recovery);
    m_resend->setVisible(way == Way::Email);
    for (const Way other : {Way::App, Way::Email, Way::Recovery})
        m_links[int(other)]->setVisible(other != way && m_ways.contains(other));
    switch (way) {
        case Way::App:
            setTitle(tr("Enter your code"));
            setText(tr("Open your authenticator app and type the six digits shown for Pong · %1.").arg(m_serverName));
            showAppClock();
            break;
        case Way::Email:
            setTitle(tr("Enter your code"));
            showEmailText();
            if (!m_wasSent) {
                m_resend->setEnabled(false);
                Q_EMIT codeWanted();
            }
            break;
        case Way::Recovery:
            setTitle(tr("Enter a recovery code"));
            setText(tr("One of the codes that you kept when you turned on two-factor."));
            break;
    }
    focusField();
}

void TwoFactorPage::showEmailText() {
    setText(m_wasSent ? tr("Type the six digits that we sent to %1.").arg(m_maskedEmail)
                      : tr("We send six digits to %1.").arg(m_maskedEmail));
}

void TwoFactorPage::showAppClock() {
    m_appClock.start(std::chrono::milliseconds(appStepMs - QDateTime::currentMSecsSinceEpoch() % appStepMs));
}

void TwoFactorPage::noteCodeSent(const QString& maskedEmail, std::chrono::milliseconds resendAfter) {
    m_wasSent = true;
    m_maskedEmail = maskedEmail;
    if (m_way == Way::Email)
        showEmailText();
    noteCodeNotSent(resendAfter);
}

void TwoFactorPage::noteCodeNotSent(std::chrono::milliseconds resendAfter) {
    m_resend->restFor(resendAfter);
}

void TwoFactorPage::reset() {
    AuthPage::reset();
    m_appClock.stop();
}

void TwoFactorPage::submit() {
    const bool isRecovery = m_way == Way::Recovery;
    Field* field = isRecovery ? m_recovery : m_code;
    const QString code = field->text().trimmed();
    if (code.isEmpty() || (!isRecovery && code.size() < CodeEntry::digits)) {
        field->setError(isRecovery ? tr("Enter a recovery code.") : tr("Enter all six digits."));
        field->edit()->setFocus();
        return;
    }
    Q_EMIT codeEntered(m_way, code, m_trust->isChecked());
}

}  // namespace client
