#include "client/app/friends_controller.h"

#include "client/app/session_controller.h"
#include "client/docks/add_friend_dialog.h"
#include "client/docks/blocked_dialog.h"
#include "client/docks/dock_rail.h"
#include "client/docks/friends_panel.h"
#include "client/docks/people_dock.h"
#include "client/docks/rail_people.h"
#include "client/docks/side_docks.h"
#include "client/pages/main_window.h"
#include "client/widgets/confirm_dialog.h"

#include <utility>

namespace client {

namespace wire = pong::wire;
using Part = SideDocks::Part;

namespace {

constexpr std::uint32_t pageSize = 200;
constexpr std::uint32_t mostFound = 20;

}  // namespace

FriendsController::FriendsController(MainWindow& window, const Look& look, Connection& connection,
                                     SessionController& session)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_panel(new FriendsPanel(look))
    , m_dock(new PeopleDock(look, m_panel))
    , m_tasks(QStringLiteral("friends")) {
    m_panel->setModel(&m_model);
    m_window.docks()->setPanel(Part::Friends, m_dock);
    auto* people = new RailPeople(look);
    people->setModel(&m_model);
    m_window.docks()->rail()->setPeople(people);
    connect(people, &RailPeople::personRequested, this, [this](qint64 userId) {
        m_dock->showFriends();
        m_window.docks()->open(Part::Friends);
        m_panel->select(userId);
    });
    connectPanel();
    connect(&m_model, &FriendsModel::countsChanged, this, &FriendsController::showBadge);
    connect(&m_connection, &Connection::event, this, &FriendsController::receive);
    // Also after a lost connection: what changed meanwhile was told to nobody here.
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state != ConnectionState::SignedIn)
            return;
        m_tasks.run(load());
        reportIdle();
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        ++m_generation;
        m_isLoading = false;
        m_early.clear();
        m_model.clear();
        m_panel->showPeople();
        if (m_addDialog)
            m_addDialog->reject();
        if (m_blockedDialog)
            m_blockedDialog->reject();
    });
    connect(&m_idle, &IdleWatch::idleChanged, this, &FriendsController::reportIdle);
}

void FriendsController::connectPanel() {
    connect(m_panel, &FriendsPanel::addRequested, this, &FriendsController::openAddDialog);
    connect(m_panel, &FriendsPanel::collapseRequested, m_window.docks(), &SideDocks::collapse);
    connect(m_dock, &PeopleDock::collapseRequested, m_window.docks(), &SideDocks::collapse);
    connect(m_panel, &FriendsPanel::retryRequested, this, [this] { m_tasks.run(load()); });
    connect(m_panel, &FriendsPanel::answerRequested, this, &FriendsController::answer);
    connect(m_panel, &FriendsPanel::withdrawRequested, this,
            [this](qint64 userId) { m_tasks.run(sendRemove(userId)); });
    connect(m_panel, &FriendsPanel::removeRequested, this, &FriendsController::askToRemove);
    connect(m_panel, &FriendsPanel::blockRequested, this, &FriendsController::askToBlock);
}

void FriendsController::showBadge() {
    m_window.docks()->setBadge(Part::Friends, m_model.counts().asking);
    m_dock->setRequests(m_model.counts().asking);
}

void FriendsController::reportIdle() {
    wire::ClientMessage report;
    report.mutable_presence_report()->set_idle(m_idle.isIdle());
    if (m_connection.state() == ConnectionState::SignedIn)
        m_connection.send(report);
}

void FriendsController::tellFailure(const QString& title, const Failure& failure) {
    m_window.showToast(MainWindow::Notice::Problem, title, failure.text());
}

// --- the list -------------------------------------------------------------------------------------------------------

QCoro::Task<void> FriendsController::load() {
    const int generation = ++m_generation;
    m_isLoading = true;
    m_early.clear();
    m_panel->showLoading();
    std::vector<wire::Friend> people;
    bool isComplete = false;
    while (!isComplete) {
        wire::FriendsPageRequest body;
        body.set_limit(pageSize);
        body.set_after_user_id(people.empty() ? 0 : people.back().player().user_id());
        auto request = m_connection.request(std::move(body));
        const auto page = co_await request;
        if (generation != m_generation)
            co_return;
        if (!page.ok()) {
            m_isLoading = false;
            m_early.clear();
            m_panel->showError(page.failure().text());
            co_return;
        }
        people.insert(people.end(), page->friends().begin(), page->friends().end());
        isComplete = !page->more() || page->friends_size() == 0;
    }
    m_isLoading = false;
    m_model.setPeople(people);
    for (const wire::ServerMessage& event : std::exchange(m_early, {}))
        apply(event);
    m_panel->showPeople();
}

void FriendsController::receive(const wire::ServerMessage& event) {
    if (!event.has_friend_changed() && !event.has_presence_changed())
        return;
    if (m_isLoading)
        m_early.push_back(event);
    else
        apply(event);
}

void FriendsController::apply(const wire::ServerMessage& event) {
    if (event.has_friend_changed())
        m_model.change(event.friend_changed().person());
    else
        m_model.setPresence(event.presence_changed().user_id(), event.presence_changed().presence());
}

// --- adding ---------------------------------------------------------------------------------------------------------

void FriendsController::openAddDialog() {
    if (m_addDialog)
        return;
    m_addDialog = new AddFriendDialog(m_look, &m_window);
    connect(m_addDialog, &AddFriendDialog::searchRequested, this,
            [this](const QString& prefix) { m_tasks.run(search(prefix)); });
    connect(m_addDialog, &AddFriendDialog::addRequested, this, &FriendsController::add);
    connect(m_addDialog, &AddFriendDialog::blockedRequested, this, &FriendsController::openBlockedDialog);
    m_addDialog->open();
}

QCoro::Task<void> FriendsController::search(QString prefix) {
    wire::PlayerSearchRequest body;
    body.set_prefix(prefix.toStdString());
    body.set_limit(mostFound);
    auto request = m_connection.request(std::move(body));
    const auto found = co_await request;
    if (!found.ok() || !m_addDialog)
        co_return;  // what is typed may be sent without it
    std::vector<wire::Friend> people(found->players().begin(), found->players().end());
    for (wire::Friend& person : people)  // what is found has no presence; of friends it is known here
        *person.mutable_presence() = m_model.presenceOf(person.player().user_id());
    m_addDialog->setFound(prefix, std::move(people));
}

void FriendsController::add(const QString& name) {
    m_tasks.run(sendAdd(name));
}

QCoro::Task<void> FriendsController::sendAdd(QString name) {
    if (m_addDialog)
        m_addDialog->setBusy(true);
    wire::FriendAddRequest body;
    body.set_username(name.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (m_addDialog)
        m_addDialog->setBusy(false);
    if (!reply.ok()) {
        if (m_addDialog)
            m_addDialog->showError(reply.failure().text());
        else
            tellFailure(tr("%1 was not added").arg(name), reply.failure());
        co_return;
    }
    if (m_addDialog)
        m_addDialog->accept();
    const QString known = QString::fromStdString(reply->person().player().username());
    const auto showList = [this] { m_window.docks()->open(Part::Friends); };
    if (reply->person().relation() == wire::RELATION_FRIEND)
        m_window.showToast(MainWindow::Notice::Done, tr("%1 is your friend").arg(known), {}, showList);
    else
        m_window.showToast(MainWindow::Notice::Done, tr("%1 was asked").arg(known),
                           tr("The request waits in your list."), showList);
}

// --- what changes a person ------------------------------------------------------------------------------------------

void FriendsController::answer(qint64 userId, bool accept) {
    m_tasks.run(sendAnswer(userId, accept));
}

QCoro::Task<void> FriendsController::sendAnswer(qint64 userId, bool accept) {
    wire::FriendAnswerRequest body;
    body.set_user_id(userId);
    body.set_accept(accept);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok())
        tellFailure(tr("The request was not answered"), reply.failure());
}

void FriendsController::askToRemove(qint64 userId, const QString& name) {
    auto* dialog = new ConfirmDialog(m_look, tr("Remove %1?").arg(name),
                                     tr("You will no longer see when the other one is online."), tr("Keep"),
                                     tr("Remove friend"), &m_window);
    connect(dialog, &QDialog::accepted, this, [this, userId] { m_tasks.run(sendRemove(userId)); });
    dialog->open();
}

QCoro::Task<void> FriendsController::sendRemove(qint64 userId) {
    wire::FriendRemoveRequest body;
    body.set_user_id(userId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok())
        tellFailure(tr("Nothing was removed"), reply.failure());
}

void FriendsController::askToBlock(qint64 userId, const QString& name) {
    auto* dialog = new ConfirmDialog(
        m_look, tr("Block %1?").arg(name),
        tr("No requests, messages, invitations or quick games with this player any more. A friendship "
           "ends. The player is not told."),
        tr("Cancel"), tr("Block"), &m_window);
    connect(dialog, &QDialog::accepted, this, [this, userId] { m_tasks.run(sendBlock(userId, true)); });
    dialog->open();
}

QCoro::Task<void> FriendsController::sendBlock(qint64 userId, bool blocked) {
    wire::BlockRequest body;
    body.set_user_id(userId);
    body.set_blocked(blocked);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok())
        tellFailure(blocked ? tr("The player is not blocked") : tr("The player is still blocked"), reply.failure());
    else if (!blocked && m_blockedDialog)
        m_blockedDialog->remove(userId);
    else if (blocked)
        m_window.showToast(MainWindow::Notice::Done,
                           tr("%1 is blocked").arg(QString::fromStdString(reply->person().player().username())));
}

void FriendsController::openBlockedDialog() {
    if (m_blockedDialog)
        return;
    m_blockedDialog = new BlockedDialog(m_look, &m_window);
    connect(m_blockedDialog, &BlockedDialog::unblockRequested, this,
            [this](qint64 userId) { m_tasks.run(sendBlock(userId, false)); });
    m_blockedDialog->open();
    m_tasks.run(fetchBlocked());
}

QCoro::Task<void> FriendsController::fetchBlocked() {
    wire::BlocksRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!m_blockedDialog)
        co_return;
    if (reply.ok())
        m_blockedDialog->setPlayers(reply.value());
    else
        m_blockedDialog->showError(reply.failure().text());
}

}  // namespace client
