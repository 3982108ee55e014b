#include "client/models/chat_model.h"

#include <QDateTime>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <chrono>

namespace client {

using chat::Delivery;
using pong::wire::ChatMessage;
using pong::wire::ChatPageReply;
using pong::wire::ChatPageRequest;
using namespace std::chrono_literals;

namespace {

constexpr auto catchUpAgainAfter = 3s;
constexpr int mostCatchUpPages = 6;  // more was missed than anybody scrolls through: the newest page instead

// The server could not say yes or no: it is asked again.
bool isPassing(const Failure& failure) {
    switch (failure.code()) {
        case pong::wire::REFUSAL_BUSY:
        case pong::wire::REFUSAL_UNAVAILABLE:
        case pong::wire::REFUSAL_SHUTTING_DOWN:
            return true;
        default:
            return failure.kind() != Failure::Kind::Refused;
    }
}

}  // namespace

ChatModel::ChatModel(pong::wire::Channel channel, pong::wire::PlayerCard me, Source source, QObject* parent)
    : QAbstractListModel(parent)
    , m_channel(std::move(channel))
    , m_me(std::move(me))
    , m_source(std::move(source))
    , m_tasks(QStringLiteral("chat")) {}

// --- pages ----------------------------------------------------------------------------------------------------------

// Whatever was asked for before is dropped when it comes.
void ChatModel::begin() {
    ++m_generation;
    m_fetching = false;
    m_catchingUp = false;
    m_heldTooMany = false;
}

void ChatModel::retire() {
    begin();
    if (m_tasks.running() == 0)
        deleteLater();
    else
        connect(&m_tasks, &pong::TaskScope::idle, this, &QObject::deleteLater);
}

void ChatModel::load() {
    begin();
    if (m_messages.empty())
        setState(State::Loading);
    m_tasks.run(fetch(Direction::Newest));
}

void ChatModel::catchUp() {
    std::vector<std::string> again;
    for (const Pending& pending : m_pending)
        if (pending.isNetworkFault)
            again.push_back(pending.clientId);
    for (const std::string& clientId : again)
        retry(index(storedRows() + pendingWith(clientId)));
    if (m_state == State::Empty)
        return;
    if (m_messages.empty()) {
        load();
    } else if (!m_hasNewer) {
        begin();
        m_catchingUp = true;
        m_catchUpPages = 0;
        m_tasks.run(fetch(Direction::Newer));
    }
}

void ChatModel::fetchOlder() {
    if (m_state == State::Ready && m_hasOlder && !m_fetching)
        m_tasks.run(fetch(Direction::Older));
}

void ChatModel::fetchNewer() {
    if (m_state == State::Ready && m_hasNewer && !m_fetching)
        m_tasks.run(fetch(Direction::Newer));
}

ChatPageRequest ChatModel::requestFor(Direction direction) const {
    ChatPageRequest request;
    *request.mutable_channel() = m_channel;
    request.set_limit(pageSize);
    if (direction == Direction::Older)
        request.set_before_id(m_messages.front().id());
    else if (direction == Direction::Newer)
        request.set_after_id(m_messages.back().id());
    return request;
}

QCoro::Task<void> ChatModel::fetch(Direction direction) {
    const int generation = m_generation;
    m_fetching = true;
    // What arrives while a page is on its way may come after it, or be in it.
    if (direction != Direction::Older)
        m_behind = true;
    auto request = m_source.page(requestFor(direction));
    const Page page = co_await request;
    if (generation != m_generation)
        co_return;
    m_fetching = false;
    if (page.ok())
        take(direction, page.value());
    else
        noteFailure(direction, page.failure());
}

void ChatModel::take(Direction direction, const ChatPageReply& page) {
    setCanWrite(page.can_write());
    switch (direction) {
        case Direction::Newest:
            replaceWith(page.messages());
            m_hasOlder = page.more();
            m_hasNewer = false;
            releaseHeld();
            break;
        case Direction::Older:
            prepend(page.messages());
            m_hasOlder = page.more() && !page.messages().empty();
            dropNewest();
            break;
        case Direction::Newer:
            takeNewer(page);
            break;
    }
    setState(State::Ready);
}

void ChatModel::takeNewer(const ChatPageReply& page) {
    append(page.messages());
    dropOldest();
    const bool isComplete = !std::exchange(m_heldTooMany, false) && !(page.more() && !page.messages().empty());
    if (isComplete) {
        m_catchingUp = false;
        m_hasNewer = false;
        releaseHeld();
    } else if (!m_catchingUp) {
        m_hasNewer = true;
        m_behind = false;
        m_held.clear();
    } else if (++m_catchUpPages < mostCatchUpPages) {
        m_tasks.run(fetch(Direction::Newer));
    } else {
        load();
    }
}

void ChatModel::noteFailure(Direction direction, const Failure& failure) {
    m_error = failure.text();
    if (m_messages.empty()) {
        setState(State::Failed);
    } else if (direction == Direction::Newer && !m_catchingUp) {
        m_behind = false;  // the view asks again when it comes there again
        m_held.clear();
    } else if (direction != Direction::Older) {
        const int generation = m_generation;
        QTimer::singleShot(catchUpAgainAfter, this, [this, generation] {
            if (generation == m_generation)
                catchUp();
        });
    }
}

void ChatModel::replaceWith(const Messages& messages) {
    beginResetModel();
    m_messages.assign(messages.begin(), messages.end());
    if (!m_messages.empty())
        m_newestId = std::max(m_newestId, m_messages.back().id());
    endResetModel();
}

// --- live -----------------------------------------------------------------------------------------------------------

void ChatModel::receive(const ChatMessage& message) {
    m_newestId = std::max(m_newestId, message.id());
    const int pending = message.client_id().empty() ? -1 : pendingWith(message.client_id());
    if (pending == 0 && isNext(message)) {
        // The row stays and becomes the stored one.
        m_messages.push_back(message);
        m_pending.erase(m_pending.begin());
        refreshRow(storedRows() - 1);
        return;
    }
    if (pending >= 0)
        removePending(pending);
    if (m_state == State::Empty || (m_state == State::Failed && m_messages.empty()))
        return;  // it will be in the page
    if (m_behind)
        hold(message);
    else if (!m_hasNewer)
        insert(message);
}

bool ChatModel::isNext(const ChatMessage& message) const {
    return m_state == State::Ready && !m_behind && !m_hasNewer &&
           (m_messages.empty() || m_messages.back().id() < message.id());
}

void ChatModel::hold(const ChatMessage& message) {
    if (m_held.size() >= static_cast<std::size_t>(mostRows)) {
        m_held.clear();
        m_heldTooMany = true;  // they are in a page that is asked for after this
    }
    m_held.push_back(message);
}

void ChatModel::releaseHeld() {
    m_behind = false;
    for (const ChatMessage& message : std::exchange(m_held, {}))
        insert(message);
}

// --- what the person writes -----------------------------------------------------------------------------------------

void ChatModel::send(const QString& text) {
    if (m_hasNewer)
        load();  // what one writes one wants to see
    Pending pending;
    pending.clientId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    pending.text = text.toStdString();
    pending.writtenMs = QDateTime::currentMSecsSinceEpoch();
    pending.key = --m_lastKey;
    beginInsertRows({}, rowCount(), rowCount());
    m_pending.push_back(pending);
    endInsertRows();
    m_tasks.run(transmit(pending.clientId));
}

QCoro::Task<void> ChatModel::transmit(std::string clientId) {
    pong::wire::ChatSendRequest body;
    *body.mutable_channel() = m_channel;
    body.set_text(m_pending[static_cast<std::size_t>(pendingWith(clientId))].text);
    body.set_client_id(clientId);
    auto request = m_source.send(std::move(body));
    const Sent sent = co_await request;
    if (sent.ok())
        receive(sent->message());
    else
        fail(clientId, sent.failure());
}

void ChatModel::fail(const std::string& clientId, const Failure& failure) {
    const int pending = pendingWith(clientId);
    if (pending < 0)
        return;  // it was stored after all
    m_pending[static_cast<std::size_t>(pending)].isNetworkFault = isPassing(failure);
    setDelivery(pending, Delivery::Failed, failure.text());
    if (failure.kind() == Failure::Kind::Refused)
        Q_EMIT sendRefused(failure.text(), failure.retryAfterMs());
}

void ChatModel::retry(const QModelIndex& index) {
    const int pending = index.row() - storedRows();
    if (pending < 0 || m_pending[static_cast<std::size_t>(pending)].delivery != Delivery::Failed)
        return;
    m_pending[static_cast<std::size_t>(pending)].isNetworkFault = false;
    setDelivery(pending, Delivery::Sending);
    m_tasks.run(transmit(m_pending[static_cast<std::size_t>(pending)].clientId));
}

void ChatModel::discard(const QModelIndex& index) {
    const int pending = index.row() - storedRows();
    if (pending >= 0 && m_pending[static_cast<std::size_t>(pending)].delivery == Delivery::Failed)
        removePending(pending);
}

int ChatModel::pendingWith(const std::string& clientId) const {
    const auto found = std::find_if(m_pending.begin(), m_pending.end(),
                                    [&clientId](const Pending& pending) { return pending.clientId == clientId; });
    return found == m_pending.end() ? -1 : static_cast<int>(found - m_pending.begin());
}

void ChatModel::setDelivery(int pending, Delivery delivery, const QString& error) {
    m_pending[static_cast<std::size_t>(pending)].delivery = delivery;
    m_pending[static_cast<std::size_t>(pending)].error = error;
    refreshRow(storedRows() + pending);
}

void ChatModel::removePending(int pending) {
    const int row = storedRows() + pending;
    beginRemoveRows({}, row, row);
    m_pending.erase(m_pending.begin() + pending);
    endRemoveRows();
    refreshRow(row);
}

// --- state ----------------------------------------------------------------------------------------------------------

void ChatModel::setState(State state) {
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

void ChatModel::setCanWrite(bool canWrite) {
    if (std::exchange(m_canWrite, canWrite) != canWrite)
        Q_EMIT canWriteChanged(canWrite);
}

}  // namespace client
