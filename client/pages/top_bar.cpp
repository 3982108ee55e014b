#include "client/pages/top_bar.h"

#include "client/docks/badge_button.h"
#include "client/pages/player_menu_button.h"
#include "client/pages/server_status.h"
#include "client/pages/top_tab.h"
#include "client/widgets/look.h"
#include "client/widgets/wordmark.h"

#include <QBoxLayout>

namespace client {

namespace {

constexpr int barHeight = 56;
constexpr int wordmarkCell = 3;

}  // namespace

TopBar::TopBar(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_home(new TopTab(look, QStringLiteral("home"), tr("Home"), QStringLiteral("homeTab")))
    , m_tournaments(new TopTab(look, QStringLiteral("trophy"), tr("Tournaments"), QStringLiteral("tournamentsTab")))
    , m_history(new TopTab(look, QStringLiteral("history"), tr("History"), QStringLiteral("historyTab")))
    , m_profile(new TopTab(look, QStringLiteral("user"), tr("My profile"), QStringLiteral("profileTab")))
    , m_server(new ServerStatus(look))
    , m_bell(new BadgeButton(look, QStringLiteral("bell"), tr("Notifications"), QStringLiteral("bellButton")))
    , m_player(new PlayerMenuButton(look)) {
    setProperty("kind", QStringLiteral("bar"));
    setFixedHeight(barHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 0, 16, 0);
    row->setSpacing(8);
    row->addWidget(new Wordmark(look, wordmarkCell));
    row->addSpacing(32);
    row->addWidget(m_home);
    row->addWidget(m_tournaments);
    row->addWidget(m_history);
    row->addWidget(m_profile);
    row->addStretch();
    row->addWidget(m_server);
    row->addSpacing(8);
    row->addWidget(m_bell);
    row->addSpacing(8);
    row->addWidget(m_player);

    // A click asks; setCurrent() is what makes a tab the current one.
    connect(m_home, &QAbstractButton::clicked, this, [this] { ask(Tab::Home); });
    connect(m_tournaments, &QAbstractButton::clicked, this, [this] { ask(Tab::Tournaments); });
    connect(m_history, &QAbstractButton::clicked, this, [this] { ask(Tab::History); });
    connect(m_profile, &QAbstractButton::clicked, this, [this] { ask(Tab::Profile); });
    connect(&look, &Look::changed, this, &TopBar::arrange);
    connect(m_player, &PlayerMenuButton::profileRequested, this, [this] { ask(Tab::Profile); });
    connect(m_player, &PlayerMenuButton::logOutRequested, this, &TopBar::logOutRequested);
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

void TopBar::arrange() {
    enum Room { All, NoServerName, NoWords };
    for (const Room room : {All, NoServerName, NoWords}) {
        m_server->setNameShown(room == All);
        for (TopTab* tab : {m_home, m_tournaments, m_history, m_profile})
            tab->setCompact(room == NoWords);
        if (layout()->totalMinimumSize().width() <= width())
            return;
    }
}

void TopBar::ask(Tab tab) {
    setCurrent(m_current);
    Q_EMIT tabRequested(tab);
}

void TopBar::setCurrent(Tab tab) {
    m_current = tab;
    m_home->setChecked(tab == Tab::Home);
    m_tournaments->setChecked(tab == Tab::Tournaments);
    m_history->setChecked(tab == Tab::History);
    m_profile->setChecked(tab == Tab::Profile);
    arrange();
}

void TopBar::setServer(const ServerChoice& server) {
    m_server->setServer(server);
    arrange();
}

void TopBar::setPlayer(const PlayerInfo& me) {
    m_player->setPlayer(me);
    arrange();
}

}  // namespace client
