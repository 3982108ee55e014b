#include "client/pages/profile_security.h"

#include "client/pages/app_codes_card.h"
#include "client/pages/devices_section.h"
#include "client/pages/line_card.h"
#include "client/pages/password_card.h"
#include "client/pages/profile_info.h"
#include "client/pages/scroll_page.h"
#include "client/widgets/buttons.h"
#include "client/widgets/look.h"
#include "client/widgets/switch.h"

#include <QBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>

namespace client {

namespace {

constexpr int padding = 24;
constexpr int twoColumns = 860;  // of content, at least

}  // namespace

ProfileSecurity::ProfileSecurity(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_password(new PasswordCard(look))
    , m_emailSwitch(new Switch(look, tr("Codes by email"), QStringLiteral("emailCodesSwitch")))
    , m_emailCodes(new LineCard(look, QStringLiteral("mail"), tr("Codes by email"), m_emailSwitch))
    , m_recovery(nullptr)
    , m_appCodes(new AppCodesCard(look))
    , m_devices(new DevicesSection(look))
    , m_cards(new QHBoxLayout) {
    QPushButton* renew = makeButton(tr("New codes"), "secondary", QStringLiteral("newRecoveryCodesButton"));
    makeCompact(renew);
    m_recovery = new LineCard(look, QStringLiteral("lock"), tr("Recovery codes"), renew);
    m_recovery->setObjectName(QStringLiteral("recoveryCard"));
    build();
    connect(renew, &QPushButton::clicked, this, &ProfileSecurity::recoveryCodesRequested);
    connect(m_emailSwitch, &QAbstractButton::clicked, this, [this](bool on) {
        m_emailSwitch->setChecked(m_isEmailOn);
        Q_EMIT emailCodesRequested(on);
    });
    m_recovery->hide();
    showEmailCodes();
}

void ProfileSecurity::build() {
    auto* left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(m_password);
    left->addWidget(m_emailCodes);
    left->addWidget(m_recovery);
    left->addStretch();
    auto* right = new QVBoxLayout;
    right->addWidget(m_appCodes);
    right->addStretch();
    m_cards->setSpacing(16);
    m_cards->addLayout(left, 1);
    m_cards->addLayout(right, 1);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(24);
    column->addLayout(m_cards);
    column->addWidget(m_devices);
    column->addStretch();
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makeScrollPage(content));
}

void ProfileSecurity::setProfile(const ProfileInfo& profile) {
    m_email = profile.email;
    m_password->setOwner(profile.username, profile.email);
    m_isEmailOn = profile.codesByEmail;
    m_appCodes->setOn(profile.codesByApp);
    m_recovery->setVisible(profile.codesByApp || profile.codesByEmail);
    m_recovery->setText(profile.recoveryCodesLeft == 0   ? tr("None left")
                        : profile.recoveryCodesLeft == 1 ? tr("1 left")
                                                         : tr("%1 left").arg(profile.recoveryCodesLeft));
    showEmailCodes();
}

void ProfileSecurity::reset() {
    m_password->reset();
    m_appCodes->cancelSetUp();
    setProfile({});
}

void ProfileSecurity::setMailAvailable(bool available) {
    m_hasMail = available;
    showEmailCodes();
}

void ProfileSecurity::showEmailCodes() {
    m_emailSwitch->setChecked(m_isEmailOn);
    m_emailSwitch->setEnabled(m_hasMail || m_isEmailOn);
    m_emailCodes->setText(m_hasMail || m_isEmailOn
                              ? tr("Sent to %1").arg(m_email)
                              : tr("This server sends no mail. Ask whoever runs it to set that up."));
}

void ProfileSecurity::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = event->size().width() < m_look.scaled(twoColumns);
    m_cards->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

}  // namespace client
