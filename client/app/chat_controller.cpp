#include "client/app/chat_controller.h"

#include "client/app/session_controller.h"
#include "client/app/tournament_message.h"
#include "client/docks/chat_panel.h"
#include "client/docks/report_dialog.h"
#include "client/docks/side_docks.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"

#include <QDesktopServices>

#include <chrono>

namespace client {

using namespace std::chrono_literals;
using pong::wire::Channel;
using pong::wire::ChatMessage;

namespace {

constexpr auto refreshAgainAfter = 3s;
constexpr auto typingEvery = 2500ms;  // the server passes on one in two seconds

std::pair<int, std::int64_t> keyOf(const Channel& channel) {
    return {channel.kind(), channel.id()};
}

ChatModel::Source sourceOf(Connection& connection) {
    return {[&connection](pong::wire::ChatPageRequest body) { return connection.request(std::move(body)); },
            [&connection](pong::wire::ChatSendRequest body) { return connection.request(std::move(body)); }};
}

}  // namespace

ChatController::ChatController(MainWindow& window, const Look& look, Connection& connection, SessionController& session)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_panel(new ChatPanel(look))
    , m_matchPanel(new ChatPanel(look, ChatPanel::Place::BesideMatch))
    , m_tasks(QStringLiteral("chat")) {
    m_panel->setChannels(&m_channels);
    m_matchPanel->setChannels(&m_matchChannels);
    m_window.docks()->setPanel(SideDocks::Part::Chat, m_panel);
    m_window.matchPage()->setChat(m_matchPanel);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshAgainAfter);
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(typingEvery);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { m_tasks.run(refresh()); });
    connectPanel(*m_panel);
    connectPanel(*m_matchPanel);
    connectDock();
    connectConnection(session);
}

void ChatController::connectPanel(ChatPanel& panel) {
    connect(&panel, &ChatPanel::channelChosen, this, &ChatController::show);
    connect(&panel, &ChatPanel::sendRequested, this,
            [this, &panel](const QString& text) { modelOf(panel.channel())->send(text); });
    connect(&panel, &ChatPanel::readingChanged, this, &ChatController::noteRead);
    connect(&panel, &ChatPanel::reportRequested, this, &ChatController::report);
    connect(&panel, &ChatPanel::linkOpened, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
}

void ChatController::connectDock() {
    connect(m_panel, &ChatPanel::typed, this, &ChatController::tellTyping);
    connect(m_panel, &ChatPanel::foldedChanged, m_window.docks(), &SideDocks::setChatFolded);
    // Opened from the rail, it is not folded any more.
    connect(m_window.docks(), &SideDocks::shownChanged, this, [this] {
        if (m_window.docks()->isShown(SideDocks::Part::Chat))
            m_panel->setFolded(false);
    });
    connect(m_panel, &ChatPanel::directRequested, this, &ChatController::openDirect);
    connect(&m_channels, &ChatChannelsModel::unreadChanged, this, &ChatController::noteUnread);
}

void ChatController::connectConnection(SessionController& session) {
    connect(&session, &SessionController::signedIn, this, &ChatController::reset);
    connect(&session, &SessionController::signedOut, this, &ChatController::reset);
    connect(&m_connection, &Connection::event, this, &ChatController::take);
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state != ConnectionState::SignedIn)
            return;
        m_tasks.run(refresh());
        for (const auto& [key, model] : m_models)
            model->catchUp();
    });
}

// Somebody else, or nobody, is signed in.
void ChatController::reset() {
    ++m_generation;
    m_refreshTimer.stop();
    setMatch(0);
    m_panel->setConversation(nullptr);
    for (const auto& [key, model] : m_models)
        model->retire();
    m_models.clear();
    m_told.clear();
    m_channels.clear();
}

QCoro::Task<void> ChatController::refresh() {
    const int generation = ++m_generation;
    pong::wire::ChatChannelsRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (generation != m_generation)
        co_return;
    if (reply.ok()) {
        m_channels.replaceAll(reply.value());
        if (m_match != 0)  // over, it is none of the server's list
            m_channels.add(channelOf(Channel::MATCH, m_match), {});
        show(m_panel->channel());
    } else if (m_connection.state() == ConnectionState::SignedIn) {
        m_refreshTimer.start();
    }
}

ChatModel* ChatController::modelOf(const Channel& channel) {
    ChatModel*& model = m_models[keyOf(channel)];
    if (!model) {
        model = new ChatModel(channel, *m_connection.me(), sourceOf(m_connection), this);
        connect(model, &QAbstractItemModel::rowsInserted, this, &ChatController::noteRead, Qt::QueuedConnection);
    }
    return model;
}

void ChatController::show(const Channel& channel) {
    if (!m_connection.me() || m_channels.rowOf(channel) < 0)
        return;
    ChatModel* model = modelOf(channel);
    if (model->state() == ChatModel::State::Empty || model->state() == ChatModel::State::Failed)
        model->load();
    for (ChatPanel* panel : {m_panel, m_matchPanel})
        if (isSame(panel->channel(), channel))
            panel->setConversation(model);
    noteRead();
}

void ChatController::openDirect(std::int64_t userId, const QString& name) {
    if (!m_connection.me() || userId == m_connection.me()->user_id())
        return;
    const Channel channel = channelOf(Channel::DIRECT, userId);
    m_channels.add(channel, name);
    m_panel->showChannel(channel);
    m_window.docks()->open(SideDocks::Part::Chat);
}

void ChatController::setMatch(std::int64_t matchId) {
    if (m_match == matchId)
        return;
    if (m_match != 0) {
        m_channels.remove(channelOf(Channel::MATCH, m_match));
        m_matchChannels.clear();
        m_matchPanel->setConversation(nullptr);
    }
    m_match = matchId;
    if (m_match != 0) {
        m_channels.add(channelOf(Channel::MATCH, m_match), {});
        m_matchChannels.add(channelOf(Channel::MATCH, m_match), {});
    }
}

void ChatController::noteTournament(const pong::wire::TournamentState& state) {
    using Info = pong::wire::TournamentInfo;
    if (!m_connection.me())
        return;
    const std::int64_t me = m_connection.me()->user_id();
    const Channel channel = channelOf(Channel::TOURNAMENT, state.info().id());
    const bool isMine = state.info().organiser().user_id() == me || isParticipant(state, me);
    const bool isOver = state.info().status() == Info::FINISHED || state.info().status() == Info::CANCELLED;
    if (!isMine)
        m_channels.remove(channel);
    else if (!isOver)  // what is over stays as long as the server lists it
        m_channels.add(channel, QString::fromStdString(state.info().name()));
}

bool ChatController::isReading(std::int64_t userId) const {
    return isSame(m_panel->channel(), channelOf(Channel::DIRECT, userId)) && m_panel->isRead();
}

// --- what the server tells ------------------------------------------------------------------------------------------

void ChatController::take(const pong::wire::ServerMessage& event) {
    if (event.has_chat_received()) {
        receive(event.chat_received().message());
    } else if (event.has_chat_read_notice()) {
        const int row = m_channels.rowOf(event.chat_read_notice().channel());
        if (row >= 0)
            m_channels.setUnread(row, static_cast<int>(event.chat_read_notice().unread()));
    } else if (event.has_chat_typing()) {
        const Channel channel = channelOf(Channel::DIRECT, event.chat_typing().user_id());
        const int row = m_channels.rowOf(channel);
        if (row >= 0 && isSame(channel, m_panel->channel()))
            m_panel->showTyping(m_channels.index(row).data(chat::TitleRole).toString());
    } else if (event.has_match_found()) {
        setMatch(event.match_found().match_id());
    } else if (event.has_notification_received() &&
               event.notification_received().notification().kind() == pong::wire::NOTIFICATION_DIRECT_MESSAGE) {
        // Stored after the message was read here: reading it again settles it.
        const std::int64_t from = event.notification_received().notification().from().user_id();
        if (isReading(from)) {
            m_told.erase({Channel::DIRECT, from});
            noteRead();
        }
    }
}

// -1: not known here yet.
int ChatController::rowFor(const ChatMessage& message) {
    const int row = m_channels.rowOf(message.channel());
    const bool isFromOther = message.sender().user_id() == message.channel().id();
    if (row >= 0 || message.channel().kind() != Channel::DIRECT || !isFromOther)
        return row;
    return m_channels.add(message.channel(), QString::fromStdString(message.sender().username()));
}

void ChatController::receive(const ChatMessage& message) {
    if (!m_connection.me())
        return;
    const int row = rowFor(message);
    if (row < 0) {
        m_tasks.run(refresh());
        return;
    }
    const bool isOwn = message.sender().user_id() == m_connection.me()->user_id();
    m_channels.noteMessage(row, message, !isOwn);
    if (!isOwn && message.channel().kind() == Channel::MATCH)
        m_window.matchPage()->showPreview(QString::fromStdString(message.sender().username()),
                                          QString::fromStdString(message.text()));
    if (!isOwn && isSame(message.channel(), m_panel->channel()))
        m_panel->showTyping({});
    const auto model = m_models.find(keyOf(message.channel()));
    if (model != m_models.end())
        model->second->receive(message);
}

// --- what the person does -------------------------------------------------------------------------------------------

void ChatController::noteUnread(int unread) {
    m_window.docks()->setBadge(SideDocks::Part::Chat, unread);
    const int row = m_channels.rowOf(channelOf(Channel::MATCH, m_match));
    m_window.matchPage()->setUnread(row < 0 ? 0 : m_channels.index(row).data(chat::UnreadRole).toInt());
}

void ChatController::noteRead() {
    noteReadIn(*m_panel);
    noteReadIn(*m_matchPanel);
}

void ChatController::noteReadIn(const ChatPanel& panel) {
    const Channel channel = panel.channel();
    const auto model = m_models.find(keyOf(channel));
    const int row = m_channels.rowOf(channel);
    if (row < 0 || model == m_models.end() || !panel.isRead())
        return;
    if (m_channels.index(row).data(chat::UnreadRole).toInt() > 0)
        m_channels.setUnread(row, 0);
    const std::int64_t newest = model->second->newestId();
    if (newest > std::exchange(m_told[keyOf(channel)], newest))
        m_tasks.run(tellRead(channel, newest));
}

QCoro::Task<void> ChatController::tellRead(Channel channel, std::int64_t readId) {
    pong::wire::ChatReadRequest body;
    *body.mutable_channel() = channel;
    body.set_read_id(readId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok())
        m_told.erase(keyOf(channel));  // told with the next one, or when the connection is back
}

void ChatController::tellTyping() {
    const Channel channel = m_panel->channel();
    if (channel.kind() != Channel::DIRECT || m_typingPause.isActive())
        return;
    m_typingPause.start();
    pong::wire::ClientMessage command;
    command.mutable_chat_typing()->set_user_id(channel.id());
    m_connection.send(command);
}

void ChatController::report(std::int64_t userId, const QString& name, std::int64_t messageId, const QString& text) {
    auto* dialog = new ReportDialog(m_look, name, text, &m_window);
    connect(dialog, &ReportDialog::sendRequested, this,
            [this, userId, messageId](const QString& reason) { m_tasks.run(sendReport(userId, messageId, reason)); });
    dialog->open();
}

QCoro::Task<void> ChatController::sendReport(std::int64_t userId, std::int64_t messageId, QString reason) {
    pong::wire::ReportRequest body;
    body.set_user_id(userId);
    body.set_message_id(messageId);
    body.set_reason(reason.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        m_window.showToast(MainWindow::Notice::Done, tr("Reported"), tr("The host of this server will look at it."));
    else
        m_window.showToast(MainWindow::Notice::Problem, tr("Not reported"), reply.failure().text());
}

}  // namespace client
