// ChatPanel: its menus, and what is asked before a link is opened.

#include "client/docks/chat_links.h"
#include "client/docks/chat_panel.h"
#include "client/docks/chat_tabs.h"
#include "client/docks/link_dialog.h"
#include "client/models/chat_channels_model.h"
#include "client/models/chat_model.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QMenu>
#include <QMetaMethod>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace client {

using pong::wire::Channel;

namespace {

QMenu* makeMenu(QWidget* parent) {
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // A menu with round corners needs a window without a ground of its own.
    menu->setWindowFlags(menu->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
    menu->setAttribute(Qt::WA_TranslucentBackground);
    return menu;
}

}  // namespace

// All of them, the last used first: not every one has a tab.
void ChatPanel::openConversations() {
    if (!m_channels)
        return;
    std::vector<QModelIndex> rows;
    for (int row = 0; row < m_channels->rowCount(); ++row)
        rows.push_back(m_channels->index(row));
    std::stable_sort(rows.begin(), rows.end(), [](const QModelIndex& left, const QModelIndex& right) {
        return left.data(chat::LastAtRole).toDateTime() > right.data(chat::LastAtRole).toDateTime();
    });
    QMenu* menu = makeMenu(this);
    for (const QModelIndex& row : rows) {
        const Channel channel = m_channels->channelAt(row.row());
        const int unread = row.data(chat::UnreadRole).toInt();
        const QString name = row.data(chat::TitleRole).toString();
        const bool isDirect = channel.kind() == Channel::DIRECT;
        menu->addAction(themedIcon(m_look, isDirect ? QStringLiteral("user") : QStringLiteral("users")),
                        unread > 0 ? tr("%1 (%2 unread)").arg(name).arg(unread) : name, this,
                        [this, channel] { showChannel(channel); });
    }
    menu->popup(m_conversations->mapToGlobal(
        QPoint(m_conversations->width() - menu->sizeHint().width(), -menu->sizeHint().height())));
}

void ChatPanel::openMenu(const QModelIndex& message, const QPoint& place) {
    const auto id = message.data(chat::SenderIdRole).toLongLong();
    const QString name = message.data(chat::SenderNameRole).toString();
    const QString text = message.data(chat::TextRole).toString();
    const auto messageId = message.data(chat::MessageIdRole).toLongLong();
    QMenu* menu = makeMenu(this);
    const auto add = [&](const char* icon, const QString& label, const char* objectName, auto does) {
        menu->addAction(themedIcon(m_look, QString::fromLatin1(icon)), label, this, does)
            ->setObjectName(QString::fromLatin1(objectName));
    };
    if (message.data(chat::DeliveryRole).value<chat::Delivery>() == chat::Delivery::Failed) {
        const QPersistentModelIndex row(message);
        add("refresh", tr("Retry"), "retryAction", [this, row] {
            if (m_conversation && row.isValid())
                m_conversation->retry(row);
        });
        add("x", tr("Discard"), "discardAction", [this, row] {
            if (m_conversation && row.isValid())
                m_conversation->discard(row);
        });
    }
    if (!message.data(chat::OwnRole).toBool()) {
        if (isSignalConnected(QMetaMethod::fromSignal(&ChatPanel::inviteRequested)))
            add("play", tr("Invite to play"), "inviteAction", [this, id, name] { Q_EMIT inviteRequested(id, name); });
        if (m_shown.kind() != Channel::DIRECT &&
            isSignalConnected(QMetaMethod::fromSignal(&ChatPanel::directRequested)))
            add("chat", tr("Message"), "messageAction", [this, id, name] { Q_EMIT directRequested(id, name); });
    }
    if (isSignalConnected(QMetaMethod::fromSignal(&ChatPanel::profileRequested)))
        add("user", tr("View profile"), "profileAction", [this, id, name] { Q_EMIT profileRequested(id, name); });
    add("copy", tr("Copy text"), "copyAction", [text] { QApplication::clipboard()->setText(text); });
    for (const TextLink& link : linksIn(text))
        add("out", tr("Open %1").arg(link.url.host(QUrl::FullyEncoded)), "linkAction",
            [this, url = link.url] { askForLink(url); });
    if (!message.data(chat::OwnRole).toBool())
        add("alert", tr("Report…"), "reportAction",
            [this, id, name, messageId, text] { Q_EMIT reportRequested(id, name, messageId, text); });
    menu->popup(place);
}

void ChatPanel::askForLink(const QUrl& url) {
    auto* dialog = new LinkDialog(m_look, url, window());
    connect(dialog, &LinkDialog::openRequested, this, &ChatPanel::linkOpened);
    dialog->open();
}

}  // namespace client
