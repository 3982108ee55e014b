#include "client/pages/player_page.h"

#include "client/models/history_roles.h"
#include "client/pages/head_to_head.h"
#include "client/pages/match_list.h"
#include "client/pages/scroll_page.h"
#include "client/widgets/avatar.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedWidget>

namespace client {

using Tie = PlayerView::Tie;

namespace {

constexpr int sideWidth = 336;
constexpr int narrowSideWidth = 280;
constexpr int narrowPage = 1060;  // a window of 1180 with its rail, and less
constexpr int avatarSide = 96;
constexpr int padding = 24;

}  // namespace

PlayerPage::PlayerPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_stack(new QStackedWidget)
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("playerRetryButton"))) {
    m_error->setObjectName(QStringLiteral("playerError"));
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildSide(look));
    row->addWidget(buildContent(look), 1);
    m_stack->addWidget(both);
    m_stack->addWidget(m_error);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_stack);
    connect(m_error, &EmptyState::buttonClicked, this, &PlayerPage::retryRequested);
    clear();
}

QWidget* PlayerPage::buildSide(const Look& look) {
    m_avatar = new Avatar(look, avatarSide);
    m_name = new ElidedLabel(QString(), "title");
    m_name->setObjectName(QStringLiteral("playerName"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_presence = makeLabel(QString(), "small");
    m_presence->setObjectName(QStringLiteral("playerPresence"));
    m_joined = makeLabel(QString(), "small");
    setTone(m_joined, "text3");
    m_figures = new PlayerFigures(look);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(m_name);
    words->addWidget(m_presence);
    words->addWidget(m_joined);
    words->addStretch();
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(m_avatar, 0, Qt::AlignTop);
    head->addLayout(words, 1);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(24);
    column->addLayout(head);
    column->addWidget(buildActions(look));
    column->addWidget(m_figures);
    column->addStretch();
    auto* side = new QFrame;
    side->setProperty("kind", QStringLiteral("sideColumn"));
    auto* inside = new QVBoxLayout(side);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(makeScrollPage(content));
    m_side = side;
    return side;
}

QWidget* PlayerPage::buildActions(const Look& look) {
    m_invite = makeButton(tr("Invite to play"), "primary", QStringLiteral("playerInviteButton"));
    m_friend = makeButton(QString(), "secondary", QStringLiteral("playerFriendButton"));
    m_message = makeButton(tr("Message"), "secondary", QStringLiteral("playerMessageButton"));
    m_more = makeButton(tr("More"), "ghost", QStringLiteral("playerMoreButton"));
    setButtonIcon(m_invite, look, QStringLiteral("play"));
    setButtonIcon(m_friend, look, QStringLiteral("userplus"));
    setButtonIcon(m_message, look, QStringLiteral("chat"));
    for (QPushButton* button : {m_friend, m_message, m_more})
        makeCompact(button);
    auto* actions = new QWidget;
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_friend, 1);
    row->addWidget(m_message, 1);
    row->addWidget(m_more);
    auto* column = new QVBoxLayout(actions);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_invite);
    column->addLayout(row);
    connect(m_invite, &QPushButton::clicked, this, [this] { Q_EMIT inviteRequested(m_player.userId); });
    connect(m_message, &QPushButton::clicked, this, [this] { Q_EMIT messageRequested(m_player.userId); });
    connect(m_friend, &QPushButton::clicked, this, &PlayerPage::pressFriendButton);
    connect(m_more, &QPushButton::clicked, this, &PlayerPage::openMenu);
    return actions;
}

QWidget* PlayerPage::buildContent(const Look& look) {
    m_headToHead = new HeadToHead(look);
    m_matches = new MatchList(look, QStringLiteral("playerMatches"), tr("Matches"), MatchList::Whose::Others);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(24);
    column->addWidget(m_headToHead);
    column->addWidget(m_matches, 1);
    connect(m_matches->view(), &QListView::activated, this,
            [this](const QModelIndex& row) { Q_EMIT playerRequested(row.data(history::OpponentIdRole).toLongLong()); });
    return content;
}

void PlayerPage::clear() {
    showPlayer({});
    setRatings({}, QDateTime::currentDateTime());
    m_matches->setFilter(history::Filter::All);
}

void PlayerPage::showPlayer(const PlayerView& player) {
    m_player = player;
    m_stack->setCurrentIndex(0);
    m_avatar->setPerson(player.info.name, player.info.avatarUrl);
    m_name->setText(player.info.name);
    m_presence->setText(player.presence);
    m_presence->setVisible(!player.presence.isEmpty());
    m_joined->setText(player.joined.isValid()
                          ? tr("Joined %1").arg(QLocale().toString(player.joined.date(), QStringLiteral("MMMM yyyy")))
                          : QString());
    m_figures->setFigures(player.figures);
    m_headToHead->setVisible(player.tie != Tie::Self);
    m_headToHead->setScore(player.info.name, player.met, player.lostToMe, player.wonAgainstMe);
    showActions();
}

void PlayerPage::setRatings(const QList<RatingCurve::Point>& points, const QDateTime& now) {
    m_figures->setRatings(points, now);
}

void PlayerPage::showError(const QString& text) {
    m_error->setText(tr("This player cannot be shown"), text);
    m_stack->setCurrentWidget(m_error);
}

void PlayerPage::setOnline(bool online) {
    m_online = online;
    showActions();
}

// Two actions beside the main one; the rest is in the menu.
void PlayerPage::showActions() {
    const Tie tie = m_player.tie;
    const bool isOther = m_player.userId != 0 && tie != Tie::Self;
    const bool isOpen = isOther && tie != Tie::Blocked;
    m_invite->setVisible(isOpen);
    m_message->setVisible(isOpen && tie == Tie::Friend);
    m_friend->setVisible(isOther && tie != Tie::Friend);
    m_friend->setText(tie == Tie::RequestIn    ? tr("Accept request")
                      : tie == Tie::RequestOut ? tr("Withdraw request")
                      : tie == Tie::Blocked    ? tr("Unblock")
                                               : tr("Add friend"));
    m_more->setVisible(isOpen);
    for (QPushButton* button : {m_invite, m_message, m_friend, m_more})
        button->setEnabled(m_online);
}

void PlayerPage::pressFriendButton() {
    switch (m_player.tie) {
        case Tie::RequestOut:
            Q_EMIT removeFriendRequested(m_player.userId);
            break;
        case Tie::Blocked:
            Q_EMIT blockRequested(m_player.userId, false);
            break;
        default:
            Q_EMIT addFriendRequested(m_player.userId);
    }
}

void PlayerPage::openMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const QString& text, const QString& name) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        return action;
    };
    const PlayerView player = m_player;
    if (player.matchId != 0)
        connect(add(tr("Watch the match"), QStringLiteral("playerWatchAction")), &QAction::triggered, this,
                [this, player] { Q_EMIT watchRequested(player.matchId); });
    if (player.tie != Tie::Friend)
        connect(add(tr("Message"), QStringLiteral("playerMessageAction")), &QAction::triggered, this,
                [this, player] { Q_EMIT messageRequested(player.userId); });
    if (player.tie == Tie::Friend)
        connect(add(tr("Remove friend"), QStringLiteral("playerRemoveAction")), &QAction::triggered, this,
                [this, player] { Q_EMIT removeFriendRequested(player.userId); });
    connect(add(tr("Block"), QStringLiteral("playerBlockAction")), &QAction::triggered, this,
            [this, player] { Q_EMIT blockRequested(player.userId, true); });
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
}

void PlayerPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_side->setFixedWidth(m_look.scaled(width() < narrowPage ? narrowSideWidth : sideWidth));
}

}  // namespace client
