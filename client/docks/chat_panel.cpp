#include "client/docks/chat_panel.h"

#include "client/docks/chat_composer.h"
#include "client/docks/chat_delegate.h"
#include "client/docks/chat_tabs.h"
#include "client/docks/chat_view.h"
#include "client/models/chat_channels_model.h"
#include "client/models/chat_model.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/skeleton.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace client {

using namespace std::chrono_literals;
using pong::wire::Channel;

namespace {

constexpr auto typingShownFor = 5s;
constexpr int jumpInset = 8;

std::pair<int, std::int64_t> draftKey(const Channel& channel) {
    return {channel.kind(), channel.id()};
}

}  // namespace

ChatPanel::ChatPanel(const Look& look, Place place, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_tabs(new ChatTabs(look))
    , m_conversations(makeIconButton(look, QStringLiteral("chat"), tr("All conversations"),
                                     QStringLiteral("conversationsButton"), 32))
    , m_fold(makeIconButton(look, QStringLiteral("down"), tr("Fold the chat"), QStringLiteral("foldChatButton"), 32))
    , m_body(new QWidget)
    , m_stack(new QStackedWidget)
    , m_view(new ChatView(new ChatDelegate(look, &QDateTime::currentDateTime, this)))
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, QString(), QString(), QString(), QString()))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("chatRetryButton")))
    , m_skeleton(new SkeletonRows(look, 48))
    , m_jump(makeButton(tr("Newest messages"), "secondary", QStringLiteral("jumpToEndButton"), m_view))
    , m_typing(makeLabel(QString(), "caption"))
    , m_typingTimer(new QTimer(this))
    , m_composer(new ChatComposer(look)) {
    setProperty("surface", QStringLiteral("dock"));
    setObjectName(QStringLiteral("chatPanel"));
    if (place == Place::BesideMatch) {
        setObjectName(QStringLiteral("matchChatPanel"));
        m_conversations->hide();
        m_fold->setObjectName(QStringLiteral("closeMatchChatButton"));
        m_fold->setIcon(themedIcon(look, QStringLiteral("x")));
        m_fold->setToolTip(tr("Close the chat"));
        m_fold->setAccessibleName(m_fold->toolTip());
    }
    connect(m_fold, &QToolButton::clicked, this, [this, place] {
        if (place == Place::Dock)
            setFolded(!m_folded);
        else
            Q_EMIT closeRequested();
    });
    m_view->setObjectName(QStringLiteral("chatView"));
    m_view->setAccessibleName(tr("Messages"));
    m_typing->setObjectName(QStringLiteral("typingHint"));
    m_typing->setContentsMargins(16, 0, 16, 0);
    m_typingTimer->setSingleShot(true);
    makeCompact(m_jump);
    m_jump->hide();
    setFocusProxy(m_composer);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    column->addWidget(line);
    column->addWidget(buildHead());
    column->addWidget(buildBody(), 1);
    connectParts();
    showTyping({});
    showState();
}

QWidget* ChatPanel::buildHead() {
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(4, 0, 8, 0);
    row->setSpacing(4);
    row->addWidget(m_tabs, 1, Qt::AlignLeft);
    row->addWidget(m_conversations);
    row->addWidget(m_fold);
    return head;
}

QWidget* ChatPanel::buildBody() {
    for (QWidget* state : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty),
                           static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_skeleton)})
        m_stack->addWidget(state);
    m_stack->setMinimumHeight(0);
    m_stack->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(line);
    column->addWidget(m_stack, 1);
    column->addWidget(m_typing);
    column->addWidget(m_composer);
    return m_body;
}

void ChatPanel::connectParts() {
    connect(m_tabs, &ChatTabs::channelChosen, this, &ChatPanel::choose);
    connect(m_conversations, &QToolButton::clicked, this, &ChatPanel::openConversations);
    connect(m_view, &ChatView::olderWanted, this, [this] {
        if (m_conversation)
            m_conversation->fetchOlder();
    });
    connect(m_view, &ChatView::newerWanted, this, [this] {
        if (m_conversation)
            m_conversation->fetchNewer();
    });
    connect(m_view, &ChatView::atEndChanged, this, [this](bool atEnd) {
        m_jump->setVisible(!atEnd);
        placeJump();
        Q_EMIT readingChanged();
    });
    connect(m_view, &ChatView::menuWanted, this, &ChatPanel::openMenu);
    connect(m_view, &ChatView::linkWanted, this, &ChatPanel::askForLink);
    connect(m_view, &ChatView::retryWanted, this, [this](const QModelIndex& message) {
        if (m_conversation)
            m_conversation->retry(message);
    });
    connect(m_jump, &QPushButton::clicked, this, [this] {
        if (m_conversation && m_conversation->hasNewer())
            m_conversation->load();
        else
            m_view->goToEnd();
    });
    connect(m_error, &EmptyState::buttonClicked, this, [this] {
        if (m_conversation)
            m_conversation->load();
    });
    connect(m_composer, &ChatComposer::submitted, this, &ChatPanel::sendRequested);
    connect(m_composer, &ChatComposer::submitted, m_view, &ChatView::goToEnd);
    connect(m_composer, &ChatComposer::typed, this, &ChatPanel::typed);
    connect(m_typingTimer, &QTimer::timeout, this, [this] { showTyping({}); });
}

void ChatPanel::setChannels(ChatChannelsModel* channels) {
    m_channels = channels;
    m_tabs->setModel(channels);
    m_shown = m_tabs->channel();
}

Channel ChatPanel::channel() const {
    return m_tabs->channel();
}

void ChatPanel::showChannel(const Channel& channel) {
    m_tabs->setChannel(channel);
    choose(channel);
    setFolded(false);
}

void ChatPanel::choose(const Channel& channel) {
    m_drafts[draftKey(m_shown)] = m_composer->text();
    m_shown = channel;
    m_composer->setText(m_drafts[draftKey(channel)]);
    m_composer->showNotice({});
    showTyping({});
    setConversation(nullptr);
    Q_EMIT channelChosen(channel);
}

void ChatPanel::setConversation(ChatModel* conversation) {
    if (m_conversation == conversation && conversation)
        return;
    if (m_conversation)
        m_conversation->disconnect(this);
    m_conversation = conversation;
    m_view->setModel(conversation);
    if (conversation) {
        connect(conversation, &ChatModel::stateChanged, this, &ChatPanel::showState);
        connect(conversation, &QAbstractItemModel::rowsInserted, this, &ChatPanel::showState);
        connect(conversation, &QAbstractItemModel::rowsRemoved, this, &ChatPanel::showState);
        connect(conversation, &QAbstractItemModel::modelReset, this, &ChatPanel::showState);
        connect(conversation, &ChatModel::canWriteChanged, this, &ChatPanel::showWritable);
        connect(conversation, &ChatModel::sendRefused, this, [this](const QString& text, int retryAfterMs) {
            showNotice(text, std::chrono::milliseconds(retryAfterMs));
        });
    }
    showState();
    showWritable();
}

void ChatPanel::showState() {
    m_empty->setText(tr("Nothing here yet"), tr("Write the first message."));
    if (!m_conversation || (m_conversation->state() == ChatModel::State::Loading && m_conversation->rowCount() == 0)) {
        m_stack->setCurrentWidget(m_skeleton);
    } else if (m_conversation->rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
    } else if (m_conversation->state() == ChatModel::State::Failed) {
        m_error->setText(tr("The messages could not be loaded"), m_conversation->error());
        m_stack->setCurrentWidget(m_error);
    } else {
        m_stack->setCurrentWidget(m_empty);
    }
    Q_EMIT readingChanged();
}

QString ChatPanel::title() const {
    const int row = m_channels ? m_channels->rowOf(m_shown) : -1;
    return row < 0 ? QString() : m_channels->index(row).data(chat::TitleRole).toString();
}

void ChatPanel::showWritable() {
    const bool writable = m_conversation && m_conversation->canWrite();
    m_composer->setWritable(writable);
    if (m_conversation && !writable)
        m_composer->setPlaceholder(tr("You cannot write here"));
    else if (m_shown.kind() == Channel::LOBBY)
        m_composer->setPlaceholder(tr("Message the lobby"));
    else if (m_shown.kind() == Channel::MATCH)
        m_composer->setPlaceholder(tr("Message players and spectators"));
    else
        m_composer->setPlaceholder(tr("Message %1").arg(title()));
}

bool ChatPanel::isRead() const {
    return m_conversation && isVisible() && !m_folded && isActiveWindow() && m_stack->currentWidget() == m_view &&
           m_view->isAtEnd() && !m_conversation->hasNewer();
}

void ChatPanel::showTyping(const QString& name) {
    m_typing->setText(name.isEmpty() ? QString() : tr("%1 is typing…").arg(name));
    m_typing->setVisible(m_shown.kind() == Channel::DIRECT);
    if (name.isEmpty())
        m_typingTimer->stop();
    else
        m_typingTimer->start(typingShownFor);
}

void ChatPanel::showNotice(const QString& text, std::chrono::milliseconds time) {
    m_composer->showNotice(text, time);
}

void ChatPanel::setFolded(bool folded) {
    if (std::exchange(m_folded, folded) == folded)
        return;
    m_fold->setIcon(themedIcon(m_look, folded ? QStringLiteral("up") : QStringLiteral("down")));
    m_fold->setToolTip(folded ? tr("Unfold the chat") : tr("Fold the chat"));
    m_fold->setAccessibleName(m_fold->toolTip());
    m_body->setVisible(!folded);
    Q_EMIT foldedChanged(folded);
    Q_EMIT readingChanged();
}

void ChatPanel::placeJump() {
    m_jump->adjustSize();
    m_jump->move((m_view->width() - m_jump->width()) / 2, m_view->height() - m_jump->height() - jumpInset);
    m_jump->raise();
}

void ChatPanel::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    Q_EMIT readingChanged();
}

void ChatPanel::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    Q_EMIT readingChanged();
}

void ChatPanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    placeJump();
}

void ChatPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ActivationChange)
        Q_EMIT readingChanged();
}

}  // namespace client
