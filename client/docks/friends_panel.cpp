#include "client/docks/friends_panel.h"

#include "client/docks/people_view.h"
#include "client/models/friends_model.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/skeleton.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMetaMethod>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <chrono>

namespace client {

using namespace std::chrono_literals;
using friends::Presence;
using friends::Relation;

namespace {

constexpr int headHeight = 48;
constexpr int rowHeight = 48;
constexpr auto skeletonAfter = 200ms;  // a quick answer needs no skeleton

qint64 userOf(const QModelIndex& index) {
    return index.data(friends::UserIdRole).toLongLong();
}

}  // namespace

FriendsPanel::FriendsPanel(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_head(new QWidget)
    , m_counts(new ElidedLabel(QString(), "small"))
    , m_filter(new QLineEdit)
    , m_stack(new QStackedWidget)
    , m_view(new PeopleView(
          look, QStringLiteral("friendsView"), tr("Friends"),
          [this](const QModelIndex& index) { return buttonsOf(index); },
          [this](const QModelIndex& index) { return menuOf(index); }))
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, tr("No friends yet"),
                             tr("Add players by their name, and see here when they are online."), tr("Add a friend"),
                             QStringLiteral("addFirstFriendButton")))
    , m_none(new EmptyState(look, EmptyState::Picture::Table, tr("Nobody of this name"),
                            tr("Press Esc to see everybody."), QString(), QString()))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, tr("The friends could not be loaded"), QString(),
                             tr("Try again"), QStringLiteral("retryFriendsButton")))
    , m_skeleton(new SkeletonRows(look, rowHeight))
    , m_skeletonDelay(new QTimer(this)) {
    setObjectName(QStringLiteral("friendsPanel"));
    setProperty("kind", QStringLiteral("side"));
    m_empty->setObjectName(QStringLiteral("friendsEmpty"));
    m_error->setObjectName(QStringLiteral("friendsError"));
    for (QWidget* state : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_none),
                           static_cast<QWidget*>(m_error), static_cast<QWidget*>(m_skeleton)})
        m_stack->addWidget(state);
    buildHead(look);

    m_filter->setObjectName(QStringLiteral("friendFilter"));
    m_filter->setAccessibleName(tr("Filter friends"));
    m_filter->setPlaceholderText(tr("Filter friends"));
    m_filter->setMaxLength(20);
    m_filter->addAction(themedIcon(look, QStringLiteral("search"), &Theme::text3), QLineEdit::LeadingPosition);
    auto* magnifier = m_filter->findChild<QToolButton*>();  // Qt makes a button of it
    magnifier->setObjectName(QStringLiteral("friendFilterIcon"));
    magnifier->setAccessibleName(tr("Filter friends"));
    m_filter->installEventFilter(this);
    auto* filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(15, 0, 16, 0);
    filterRow->addWidget(m_filter);
    m_filter->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);  // the edge
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(filterRow);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    m_skeletonDelay->setSingleShot(true);
    m_skeletonDelay->setInterval(skeletonAfter);
    connect(m_skeletonDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_filter, &QLineEdit::textChanged, this, &FriendsPanel::filter);
    connect(m_view, &PeopleView::triggered, this, &FriendsPanel::trigger);
    connect(m_view, &PeopleView::headingActivated, this, &FriendsPanel::toggle);
    connect(m_view, &PeopleView::typed, this, &FriendsPanel::beginFilter);
    connect(m_empty, &EmptyState::buttonClicked, this, &FriendsPanel::addRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &FriendsPanel::retryRequested);
}

void FriendsPanel::buildHead(const Look& look) {
    auto* add = makeIconButton(look, QStringLiteral("userplus"), tr("Add a friend"), QStringLiteral("addFriendButton"));
    auto* collapse = makeIconButton(look, QStringLiteral("right"), tr("Hide friends and chat"),
                                    QStringLiteral("collapseDocksButton"));
    m_head->setMinimumHeight(headHeight);
    auto* row = new QHBoxLayout(m_head);
    row->setContentsMargins(15, 0, 4, 0);
    row->setSpacing(0);
    row->addWidget(makeLabel(tr("Friends"), "heading"));
    row->addSpacing(8);
    row->addWidget(m_counts);
    row->addStretch();
    row->addWidget(add);
    row->addWidget(collapse);
    setTone(m_counts, "text3");
    connect(add, &QToolButton::clicked, this, &FriendsPanel::addRequested);
    connect(collapse, &QToolButton::clicked, this, &FriendsPanel::collapseRequested);
}

void FriendsPanel::setModel(FriendsModel* model) {
    m_model = model;
    m_view->setModel(model);
    connect(model, &FriendsModel::countsChanged, this, &FriendsPanel::showCounts);
    connect(model, &FriendsModel::friendsChanged, this, [this] {
        if (m_stack->currentWidget() != m_skeleton && m_stack->currentWidget() != m_error)
            showPeople();
    });
    showCounts();
    showPeople();
}

void FriendsPanel::showLoading() {
    // Who was here stays, until the list, or the skeleton, comes.
    if (!m_model || m_model->isEmpty())
        m_skeletonDelay->start();
}

void FriendsPanel::showPeople() {
    m_skeletonDelay->stop();
    const bool isEmpty = !m_model || m_model->isEmpty();
    m_stack->setCurrentWidget(isEmpty                    ? static_cast<QWidget*>(m_empty)
                              : m_model->rowCount() == 0 ? static_cast<QWidget*>(m_none)
                                                         : static_cast<QWidget*>(m_view));
    if (isEmpty && m_filter->isVisible())
        endFilter();
}

void FriendsPanel::showError(const QString& text) {
    m_skeletonDelay->stop();
    m_error->setText(tr("The friends could not be loaded"), text);
    m_stack->setCurrentWidget(m_error);
}

void FriendsPanel::showCounts() {
    const FriendsModel::Counts counts = m_model ? m_model->counts() : FriendsModel::Counts();
    m_counts->setText(counts.friends == 0 ? QString() : tr("%1 of %2 online").arg(counts.online).arg(counts.friends));
}

void FriendsPanel::select(qint64 userId) {
    if (!m_model)
        return;
    endFilter();
    if (!m_model->indexOf(userId).isValid())
        m_model->setCollapsed(friends::Group::Offline, false);
    const QModelIndex index = m_model->indexOf(userId);
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
}

// --- actions --------------------------------------------------------------------------------------------------------

bool FriendsPanel::isOffered(FriendAction action) const {
    switch (action) {
        case FriendAction::Invite:
            return isSignalConnected(QMetaMethod::fromSignal(&FriendsPanel::inviteRequested));
        case FriendAction::Message:
            return isSignalConnected(QMetaMethod::fromSignal(&FriendsPanel::messageRequested));
        case FriendAction::Watch:
            return isSignalConnected(QMetaMethod::fromSignal(&FriendsPanel::watchRequested));
        case FriendAction::Profile:
            return isSignalConnected(QMetaMethod::fromSignal(&FriendsPanel::profileRequested));
        default:
            return true;
    }
}

FriendActions FriendsPanel::offered(const FriendActions& actions) const {
    FriendActions kept;
    for (const FriendAction action : actions)
        if (isOffered(action))
            kept << action;
    return kept;
}

FriendActions FriendsPanel::buttonsOf(const QModelIndex& index) const {
    switch (index.data(friends::RelationRole).value<Relation>()) {
        case Relation::Asks:
            return {FriendAction::Accept, FriendAction::Decline};
        case Relation::Asked:
            return {FriendAction::Withdraw};
        case Relation::Friend:
            break;
        default:
            return {};
    }
    switch (index.data(friends::PresenceRole).value<Presence>()) {
        case Presence::InMatch:
            return offered({FriendAction::Message, FriendAction::Watch});
        case Presence::Online:
        case Presence::Idle:
            return offered({FriendAction::Message, FriendAction::Invite});
        default:
            return offered({FriendAction::Message});
    }
}

FriendActions FriendsPanel::menuOf(const QModelIndex& index) const {
    const auto presence = index.data(friends::PresenceRole).value<Presence>();
    switch (index.data(friends::RelationRole).value<Relation>()) {
        case Relation::Asks:
            return offered({FriendAction::Accept, FriendAction::Decline, FriendAction::Profile, FriendAction::Block});
        case Relation::Asked:
            return offered({FriendAction::Withdraw, FriendAction::Profile, FriendAction::Block});
        case Relation::Friend:
            break;
        default:
            return {};
    }
    FriendActions actions;
    if (presence == Presence::Online || presence == Presence::Idle)
        actions << FriendAction::Invite;
    actions << FriendAction::Message;
    if (presence == Presence::InMatch)
        actions << FriendAction::Watch;
    actions << FriendAction::Profile << FriendAction::Remove << FriendAction::Block;
    return offered(actions);
}

void FriendsPanel::trigger(FriendAction action, const QModelIndex& index) {
    const qint64 user = userOf(index);
    const QString name = index.data(friends::NameRole).toString();
    switch (action) {
        case FriendAction::Accept:
        case FriendAction::Decline:
            Q_EMIT answerRequested(user, action == FriendAction::Accept);
            break;
        case FriendAction::Withdraw:
            Q_EMIT withdrawRequested(user);
            break;
        case FriendAction::Invite:
            Q_EMIT inviteRequested(user, name);
            break;
        case FriendAction::Message:
            Q_EMIT messageRequested(user, name);
            break;
        case FriendAction::Watch:
            Q_EMIT watchRequested(index.data(friends::MatchIdRole).toLongLong());
            break;
        case FriendAction::Profile:
            Q_EMIT profileRequested(user, name);
            break;
        case FriendAction::Remove:
            Q_EMIT removeRequested(user, name);
            break;
        case FriendAction::Block:
            Q_EMIT blockRequested(user, name);
            break;
        case FriendAction::Add:
        case FriendAction::Unblock:
            break;  // not of this list
    }
}

void FriendsPanel::toggle(const QModelIndex& heading) {
    const auto group = heading.data(friends::GroupRole).value<friends::Group>();
    if (m_model && group == friends::Group::Offline && m_model->filter().isEmpty())
        m_model->setCollapsed(group, !heading.data(friends::IsCollapsedRole).toBool());
}

// --- filter ---------------------------------------------------------------------------------------------------------

void FriendsPanel::beginFilter(const QString& text) {
    m_filter->show();
    m_filter->setFocus();
    m_filter->setText(m_filter->text() + text);
}

void FriendsPanel::endFilter() {
    const bool hadFocus = m_filter->hasFocus();
    m_filter->clear();
    m_filter->hide();
    if (hadFocus)
        m_view->setFocus();
}

void FriendsPanel::filter(const QString& text) {
    if (!m_model)
        return;
    m_model->setFilter(text);
    showPeople();
    // The first one whom Enter would mean; the row before is the heading.
    if (!text.isEmpty() && m_model->rowCount() > 1)
        m_view->setCurrentIndex(m_model->index(1));
}

bool FriendsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_filter)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && m_filter->text().isEmpty())
        m_filter->hide();
    // Esc means the filter here, not the docks.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            endFilter();
            return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            m_view->setFocus();
            QCoreApplication::sendEvent(m_view, event);
            return true;
        default:
            return false;
    }
}

}  // namespace client
