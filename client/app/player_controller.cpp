#include "client/app/player_controller.h"

#include "client/app/figures_message.h"
#include "client/app/session_controller.h"
#include "client/docks/friend_texts.h"
#include "client/match/player_info.h"
#include "client/models/history_roles.h"
#include "client/pages/history_page.h"
#include "client/pages/home_page.h"
#include "client/pages/main_window.h"
#include "client/pages/match_list.h"

namespace client {

using Page = MainWindow::Page;
using Tie = PlayerView::Tie;

namespace {

Tie tieOf(pong::wire::Relation relation) {
    switch (relation) {
        case pong::wire::RELATION_FRIEND:
            return Tie::Friend;
        case pong::wire::RELATION_REQUEST_IN:
            return Tie::RequestIn;
        case pong::wire::RELATION_REQUEST_OUT:
            return Tie::RequestOut;
        case pong::wire::RELATION_SELF:
            return Tie::Self;
        case pong::wire::RELATION_BLOCKED:
            return Tie::Blocked;
        default:
            return Tie::None;
    }
}

QString presenceText(const pong::wire::PresenceState& presence) {
    switch (presence.presence()) {
        case pong::wire::PRESENCE_ONLINE:
            return PlayerController::tr("Online");
        case pong::wire::PRESENCE_IDLE:
            return PlayerController::tr("Away");
        case pong::wire::PRESENCE_IN_MATCH:
            return PlayerController::tr("In a match");
        case pong::wire::PRESENCE_IN_TOURNAMENT:
            return PlayerController::tr("In a tournament");
        default:
            return FriendTexts::lastSeen(
                presence.last_seen_ms() > 0 ? QDateTime::fromMSecsSinceEpoch(presence.last_seen_ms()) : QDateTime(),
                QDateTime::currentDateTime());
    }
}

// Presence is told of friends only: of others "offline" means nothing.
void setTie(PlayerView& view, pong::wire::Relation relation, const pong::wire::PresenceState& presence) {
    view.tie = tieOf(relation);
    const bool isFriend = view.tie == Tie::Friend;
    view.presence = isFriend ? presenceText(presence) : QString();
    view.matchId = isFriend ? presence.match_id() : 0;
}

PlayerView viewOf(const pong::wire::PlayerProfile& profile) {
    PlayerView view;
    view.userId = profile.player().user_id();
    view.info = playerInfoOf(profile.player());
    view.joined = QDateTime::fromMSecsSinceEpoch(profile.joined_ms());
    view.figures = figuresOf(profile);
    setTie(view, profile.relation(), profile.presence());
    view.met = static_cast<int>(profile.against_me().games_played());
    view.wonAgainstMe = static_cast<int>(profile.against_me().games_won());
    view.lostToMe = static_cast<int>(profile.against_me().games_lost());
    return view;
}

}  // namespace

PlayerController::PlayerController(MainWindow& window, Connection& connection, SessionController& session)
    : m_window(window)
    , m_connection(connection)
    , m_page(*window.playerPage())
    , m_matches(*m_page.matches(), connection)
    , m_tasks(QStringLiteral("player")) {
    m_page.matches()->setModel(&m_matches.model());
    connectPage();
    connect(m_window.historyPage(), &HistoryPage::playerRequested, this, &PlayerController::open);
    connect(m_window.homePage(), &HomePage::playerRequested, this, &PlayerController::open);
    connect(&m_connection, &Connection::event, this, &PlayerController::receive);
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        const bool isUp = state == ConnectionState::SignedIn;
        m_page.setOnline(isUp);
        if (isUp && m_window.page() == Page::Player)
            refresh();
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        m_userId = 0;
        m_page.clear();
        m_matches.model().setPlayer(0, 0);
    });
}

void PlayerController::connectPage() {
    connect(&m_page, &PlayerPage::playerRequested, this, &PlayerController::open);
    connect(&m_page, &PlayerPage::retryRequested, this, &PlayerController::refresh);
    connect(&m_page, &PlayerPage::inviteRequested, this, &PlayerController::inviteRequested);
    connect(&m_page, &PlayerPage::watchRequested, this, &PlayerController::watchRequested);
    connect(&m_page, &PlayerPage::messageRequested, this,
            [this](qint64 userId) { Q_EMIT messageRequested(userId, m_page.player().info.name); });
    connect(&m_page, &PlayerPage::addFriendRequested, this, &PlayerController::addFriend);
    connect(&m_page, &PlayerPage::removeFriendRequested, this, &PlayerController::removeFriend);
    connect(&m_page, &PlayerPage::blockRequested, this, &PlayerController::setBlocked);
}

void PlayerController::open(qint64 userId) {
    if (!m_connection.me() || userId == 0)
        return;
    if (m_userId != userId) {
        m_userId = userId;
        m_page.clear();
        m_matches.model().setPlayer(userId, m_connection.me()->user_id());
    }
    m_window.showPage(Page::Player);
    refresh();
}

void PlayerController::refresh() {
    if (m_userId == 0)
        return;
    m_tasks.run(loadProfile(m_userId));
    m_tasks.run(loadRatings(m_userId));
    m_matches.load();
}

QCoro::Task<void> PlayerController::loadProfile(qint64 userId) {
    pong::wire::PlayerProfileRequest body;
    body.set_user_id(userId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (m_userId != userId)
        co_return;
    if (reply.ok())
        m_page.showPlayer(viewOf(reply.value()));
    else if (m_page.player().userId != userId)  // else what is shown stays
        m_page.showError(reply.failure().text());
}

QCoro::Task<void> PlayerController::loadRatings(qint64 userId) {
    auto request = m_connection.request(ratingsRequest(userId));
    const auto reply = co_await request;
    if (m_userId == userId && reply.ok())
        m_page.setRatings(ratingsOf(reply.value()), QDateTime::currentDateTime());
}

void PlayerController::addFriend() {
    if (m_page.player().tie == Tie::RequestIn)
        Q_EMIT answerRequested(m_userId, true);
    else
        Q_EMIT addFriendRequested(m_page.player().info.name);
}

// A friend is asked about first, by whom the friends belong to; a request is just taken back.
void PlayerController::removeFriend(qint64 userId) {
    if (m_page.player().tie == Tie::Friend)
        return Q_EMIT removeFriendRequested(userId, m_page.player().info.name);
    pong::wire::FriendRemoveRequest body;
    body.set_user_id(userId);
    m_tasks.run(changeTie(std::move(body)));
}

void PlayerController::setBlocked(qint64 userId, bool blocked) {
    if (blocked)
        return Q_EMIT blockRequested(userId, m_page.player().info.name);
    pong::wire::BlockRequest body;
    body.set_user_id(userId);
    m_tasks.run(changeTie(std::move(body)));
}

template <typename Request>
QCoro::Task<void> PlayerController::changeTie(Request body) {
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        showTie(reply->person());
    else
        m_window.showToast(MainWindow::Notice::Problem, tr("That did not work"), reply.failure().text());
}

void PlayerController::showTie(const pong::wire::Friend& person) {
    if (person.player().user_id() != m_userId || m_page.player().userId != m_userId)
        return;
    PlayerView view = m_page.player();
    setTie(view, person.relation(), person.presence());
    m_page.showPlayer(view);
}

void PlayerController::receive(const pong::wire::ServerMessage& event) {
    if (m_userId == 0)
        return;
    if (event.has_friend_changed()) {
        showTie(event.friend_changed().person());
    } else if (event.has_presence_changed() && event.presence_changed().user_id() == m_userId &&
               m_page.player().tie == Tie::Friend) {
        PlayerView view = m_page.player();
        setTie(view, pong::wire::RELATION_FRIEND, event.presence_changed().presence());
        m_page.showPlayer(view);
    } else if (event.has_match_ended() && m_window.page() == Page::Player) {
        refresh();
    }
}

}  // namespace client
