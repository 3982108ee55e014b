#include "client/pages/home_page.h"

#include "client/match/match_driver.h"
#include "client/models/history_roles.h"
#include "client/pages/hero.h"
#include "client/pages/live_now.h"
#include "client/pages/recent_results.h"
#include "client/pages/scroll_page.h"
#include "client/widgets/look.h"
#include "client/widgets/tile.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QDateTime>
#include <QKeyEvent>
#include <QResizeEvent>
#include <QScrollArea>

namespace client {

namespace {

constexpr int lowWindow = 664;  // a window of 720 without the top bar
constexpr int recentWidth = 368;
constexpr int listHeight = 2 * 56;  // at least two rows

QString greeting(const QString& name, int hour) {
    if (hour < 5)
        return HomePage::tr("Good night, %1").arg(name);
    if (hour < 12)
        return HomePage::tr("Good morning, %1").arg(name);
    return hour < 18 ? HomePage::tr("Good afternoon, %1").arg(name) : HomePage::tr("Good evening, %1").arg(name);
}

}  // namespace

HomePage::HomePage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_hero(new Hero(look))
    , m_versusAi(new Tile(look, QStringLiteral("chip"), tr("Versus AI"), tr("Five levels, on this computer"),
                          QStringLiteral("versusAiTile")))
    , m_versusFriend(
          new Tile(look, QStringLiteral("users"), tr("Versus a friend"), QString(), QStringLiteral("versusFriendTile")))
    , m_versusRandom(new Tile(look, QStringLiteral("shuffle"), tr("Versus random"), tr("Whoever is on this server"),
                              QStringLiteral("versusRandomTile")))
    , m_twoPlayers(new Tile(look, QStringLiteral("keyboard"), tr("Two players"), tr("One keyboard, on this computer"),
                            QStringLiteral("twoPlayersTile")))
    , m_live(new LiveNow(look))
    , m_recent(new RecentResults(look)) {
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(16);
    tiles->addWidget(m_versusAi);
    tiles->addWidget(m_versusFriend);
    tiles->addWidget(m_versusRandom);
    tiles->addWidget(m_twoPlayers);
    auto* lists = new QHBoxLayout;
    lists->setSpacing(16);
    lists->addWidget(m_live, 1);
    lists->addWidget(m_recent);
    m_recent->setFixedWidth(recentWidth);
    m_recent->setMinimumHeight(listHeight + 48);
    setFreeFriends(0);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(0);
    column->addWidget(m_hero);
    column->addSpacing(16);
    column->addLayout(tiles);
    column->addSpacing(20);
    column->addLayout(lists, 1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makeScrollPage(content));

    connect(m_hero, &Hero::playRequested, this, &HomePage::quickMatchRequested);
    connect(m_hero, &Hero::cancelRequested, this, &HomePage::cancelSearchRequested);
    connect(m_versusRandom, &Tile::clicked, this, &HomePage::quickMatchRequested);
    connect(m_versusAi, &Tile::clicked, this, [this] { Q_EMIT localMatchRequested(LocalMode::VersusAi); });
    connect(m_versusFriend, &Tile::clicked, this, &HomePage::versusFriendRequested);
    connect(m_live, &LiveNow::watchRequested, this, &HomePage::watchRequested);
    connect(m_live, &LiveNow::allRequested, this, &HomePage::allLiveRequested);
    connect(m_twoPlayers, &Tile::clicked, this, [this] { Q_EMIT localMatchRequested(LocalMode::TwoPlayers); });
    connect(m_recent, &RecentResults::historyRequested, this, &HomePage::historyRequested);
    connect(m_recent, &RecentResults::playerRequested, this, &HomePage::playerRequested);
}

void HomePage::setPlayer(const PlayerInfo& me) {
    m_name = me.name;
    m_hero->setGreeting(greeting(m_name, QTime::currentTime().hour()));
}

void HomePage::setRecentMatches(QAbstractItemModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_recent->setModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::modelReset, this, &HomePage::countToday);
        connect(model, &QAbstractItemModel::rowsInserted, this, &HomePage::countToday);
    }
    countToday();
}

void HomePage::setLiveMatches(LiveMatchesModel* model) {
    m_live->setModel(model);
}

void HomePage::setFreeFriends(int count) {
    m_versusFriend->setDetail(count == 0   ? tr("Invite somebody you know")
                              : count == 1 ? tr("1 friend is free")
                                           : tr("%1 friends are free").arg(count));
}

void HomePage::setOnline(bool online) {
    m_hero->setOnline(online);
    m_versusFriend->setEnabled(online);
    m_versusRandom->setEnabled(m_hero->canPlay());
}

void HomePage::setSearching(bool searching, int waiting) {
    m_hero->setSearching(searching, waiting);
    m_versusRandom->setEnabled(m_hero->canPlay());
}

void HomePage::countToday() {
    int won = 0;
    int lost = 0;
    const QDate today = QDate::currentDate();
    for (int row = 0; m_model && row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(history::PlayedAtRole).toDateTime().date() != today)
            break;
        const auto outcome = index.data(history::OutcomeRole).value<history::Outcome>();
        won += outcome == history::Outcome::Won ? 1 : 0;
        lost += outcome == history::Outcome::Lost ? 1 : 0;
    }
    m_hero->setToday(won, lost);
}

void HomePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat() && m_hero->canPlay())
        Q_EMIT quickMatchRequested();
    else if (event->key() == Qt::Key_Escape && m_hero->isSearching())
        Q_EMIT cancelSearchRequested();
    else
        QWidget::keyPressEvent(event);
}

void HomePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool low = event->size().height() < lowWindow;
    m_hero->setLow(low);
    for (Tile* tile : {m_versusAi, m_versusFriend, m_versusRandom, m_twoPlayers})
        tile->setLow(low);
}

void HomePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_hero->setGreeting(greeting(m_name, QTime::currentTime().hour()));
    setFocus();
}

}  // namespace client
