#include "client/pages/profile_page.h"

#include "client/pages/player_figures.h"
#include "client/pages/profile_information.h"
#include "client/pages/profile_security.h"
#include "client/pages/profile_side.h"
#include "client/pages/top_tab.h"
#include "client/widgets/empty_state.h"

#include <QBoxLayout>
#include <QFrame>
#include <QResizeEvent>
#include <QStackedWidget>

namespace client {

namespace {

constexpr int sideWidth = 336;
constexpr int narrowSide = 280;
constexpr int narrowPage = 1180;
constexpr int tabsHeight = 48;

}  // namespace

ProfilePage::ProfilePage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_side(new ProfileSide(look))
    , m_informationTab(new TopTab(look, QStringLiteral("user"), tr("My information"), QStringLiteral("informationTab")))
    , m_securityTab(new TopTab(look, QStringLiteral("lock"), tr("Security"), QStringLiteral("securityTab")))
    , m_stack(new QStackedWidget)
    , m_information(new ProfileInformation(look))
    , m_security(new ProfileSecurity(look))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("profileRetryButton"))) {
    m_error->setObjectName(QStringLiteral("profileError"));
    for (QWidget* page :
         {static_cast<QWidget*>(m_information), static_cast<QWidget*>(m_security), static_cast<QWidget*>(m_error)})
        m_stack->addWidget(page);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(buildTabs());
    right->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_side);
    row->addLayout(right, 1);
    connect(m_error, &EmptyState::buttonClicked, this, &ProfilePage::retryRequested);
    showTab(Tab::Information);
}

QWidget* ProfilePage::buildTabs() {
    auto* tabs = new QFrame;
    tabs->setProperty("kind", QStringLiteral("tabs"));
    tabs->setFixedHeight(tabsHeight);
    auto* row = new QHBoxLayout(tabs);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(0);
    row->addWidget(m_informationTab);
    row->addWidget(m_securityTab);
    row->addStretch();
    connect(m_informationTab, &QAbstractButton::clicked, this, [this] { showTab(Tab::Information); });
    connect(m_securityTab, &QAbstractButton::clicked, this, [this] { showTab(Tab::Security); });
    return tabs;
}

void ProfilePage::showTab(Tab tab) {
    m_tab = tab;
    m_informationTab->setChecked(tab == Tab::Information);
    m_securityTab->setChecked(tab == Tab::Security);
    if (tab == Tab::Information)
        m_stack->setCurrentWidget(m_information);
    else
        m_stack->setCurrentWidget(m_security);
}

void ProfilePage::setProfile(const ProfileInfo& profile) {
    m_side->setProfile(profile);
    m_information->setProfile(profile);
    m_security->setProfile(profile);
    if (m_stack->currentWidget() == m_error)
        showTab(m_tab);
}

void ProfilePage::reset() {
    m_side->setProfile({});
    m_side->figures()->setFigures({});
    m_side->figures()->setRatings({}, QDateTime::currentDateTime());
    m_information->reset();
    m_security->reset();
    showTab(Tab::Information);
}

void ProfilePage::setMailAvailable(bool available) {
    m_information->setMailAvailable(available);
    m_security->setMailAvailable(available);
}

void ProfilePage::showError(const QString& text) {
    m_error->setText(tr("Your profile could not be loaded"), text);
    m_stack->setCurrentWidget(m_error);
}

void ProfilePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_side->setFixedWidth(event->size().width() < narrowPage ? narrowSide : sideWidth);
}

}  // namespace client
