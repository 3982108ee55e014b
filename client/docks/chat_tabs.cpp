#include "client/docks/chat_tabs.h"

#include "client/models/chat_channels_model.h"
#include "client/widgets/badge.h"
#include "client/widgets/look.h"

#include <QSignalBlocker>

#include <algorithm>

namespace client {

using pong::wire::Channel;

namespace {

constexpr int latestShown = 2;
constexpr int widestTab = 128;
constexpr int tabHeight = 40;

}  // namespace

ChatTabs::ChatTabs(const Look& look, QWidget* parent)
    : QTabBar(parent), m_look(look), m_channel(channelOf(Channel::LOBBY)) {
    setObjectName(QStringLiteral("chatTabs"));
    setAccessibleName(tr("Conversations"));
    setProperty("kind", QStringLiteral("dock"));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    connect(this, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab < 0 || isSame(m_tabs[static_cast<std::size_t>(tab)], m_channel))
            return;
        setChannel(m_tabs[static_cast<std::size_t>(tab)]);
        Q_EMIT channelChosen(m_channel);
    });
    connect(&look, &Look::changed, this, &ChatTabs::sync);
}

void ChatTabs::setModel(ChatChannelsModel* model) {
    m_model = model;
    connect(model, &QAbstractItemModel::modelReset, this, &ChatTabs::sync);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ChatTabs::sync);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ChatTabs::sync);
    connect(model, &QAbstractItemModel::dataChanged, this, &ChatTabs::sync);
    sync();
}

void ChatTabs::setChannel(const Channel& channel) {
    m_channel = channel;
    if (!isOpened(channel))
        m_opened.push_back(channel);
    sync();
}

bool ChatTabs::isOpened(const Channel& channel) const {
    return std::any_of(m_opened.begin(), m_opened.end(),
                       [&channel](const Channel& opened) { return isSame(opened, channel); });
}

bool ChatTabs::isWanted(int row) const {
    const QModelIndex index = m_model->index(row);
    if (index.data(chat::ChannelKindRole).toInt() != Channel::DIRECT || index.data(chat::UnreadRole).toInt() > 0)
        return true;
    int directBefore = 0;
    for (int before = 0; before < row; ++before)
        directBefore += m_model->index(before).data(chat::ChannelKindRole).toInt() == Channel::DIRECT ? 1 : 0;
    return directBefore < latestShown || isOpened(m_model->channelAt(row));
}

// At most some dozens of conversations, so all tabs are compared at each change.
void ChatTabs::sync() {
    if (!m_model)
        return;
    const QSignalBlocker blocker(this);
    int tab = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (isWanted(row))
            place(tab++, row);
    while (count() > tab) {
        removeTab(count() - 1);
        m_tabs.pop_back();
    }
    const auto current = std::find_if(m_tabs.begin(), m_tabs.end(),
                                      [this](const Channel& channel) { return isSame(channel, m_channel); });
    if (current != m_tabs.end()) {
        setCurrentIndex(static_cast<int>(current - m_tabs.begin()));
    } else if (!m_tabs.empty()) {
        m_channel = m_tabs.front();
        setCurrentIndex(0);
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT channelChosen(m_channel); }, Qt::QueuedConnection);
    }
    for (int i = 0; i < count(); ++i) {
        const int row = m_model->rowOf(m_tabs[static_cast<std::size_t>(i)]);
        showUnread(i, i == currentIndex() ? 0 : m_model->index(row).data(chat::UnreadRole).toInt());
    }
}

void ChatTabs::place(int tab, int row) {
    const Channel channel = m_model->channelAt(row);
    const QString title = m_model->index(row).data(chat::TitleRole).toString();
    const auto at = static_cast<std::size_t>(tab);
    if (tab < count() && !isSame(m_tabs[at], channel)) {
        const auto later = std::find_if(m_tabs.begin() + tab, m_tabs.end(),
                                        [&channel](const Channel& other) { return isSame(other, channel); });
        if (later != m_tabs.end()) {
            moveTab(static_cast<int>(later - m_tabs.begin()), tab);
            std::rotate(m_tabs.begin() + tab, later, later + 1);
        }
    }
    if (tab >= count() || !isSame(m_tabs[at], channel)) {
        insertTab(tab, title);
        m_tabs.insert(m_tabs.begin() + tab, channel);
    }
    setTabText(tab, title);
}

void ChatTabs::showUnread(int tab, int unread) {
    auto* badge = static_cast<Badge*>(tabButton(tab, QTabBar::RightSide));
    if (unread == 0) {
        setAccessibleTabName(tab, tabText(tab));
        setTabButton(tab, QTabBar::RightSide, nullptr);
        if (badge)
            badge->deleteLater();
        return;
    }
    if (!badge) {
        badge = new Badge(m_look, false, this);
        setTabButton(tab, QTabBar::RightSide, badge);
    }
    badge->setCount(unread);
    badge->resize(badge->sizeHint());
    setAccessibleTabName(tab, tr("%1, %2 unread").arg(tabText(tab)).arg(unread));
}

QSize ChatTabs::tabSizeHint(int index) const {
    QSize size = QTabBar::tabSizeHint(index);
    size.setWidth(std::min(size.width(), m_look.scaled(widestTab)));
    size.setHeight(m_look.scaled(tabHeight));
    return size;
}

}  // namespace client
