#include "client/app/notification_controller.h"

#include "client/app/chat_controller.h"
#include "client/app/session_controller.h"
#include "client/docks/badge_button.h"
#include "client/docks/side_docks.h"
#include "client/pages/inbox_popup.h"
#include "client/pages/main_window.h"
#include "client/pages/notification_texts.h"
#include "client/pages/top_bar.h"

#include <QSettings>

namespace client {

using pong::wire::Notification;
using pong::wire::NotificationKind;

namespace {

constexpr int onDesktop = 0;

// One key a kind, by number: names in the schema may change, numbers may not.
QString keyOf(int kind) {
    return kind == onDesktop ? QStringLiteral("notifications/desktop")
                             : QStringLiteral("notifications/kind%1").arg(kind);
}

NotificationsModel::Source pagesOf(Connection& connection) {
    return [&connection](pong::wire::NotificationsRequest body) { return connection.request(std::move(body)); };
}

}  // namespace

NotificationController::NotificationController(MainWindow& window, const Look& look, Connection& connection,
                                               SessionController& session, ChatController& chat, QSettings& settings)
    : m_window(window)
    , m_connection(connection)
    , m_chat(chat)
    , m_settings(settings)
    , m_model(pagesOf(connection))
    , m_desktop(look)
    , m_popup(new InboxPopup(look, &window))
    , m_tasks(QStringLiteral("notifications")) {
    m_popup->setModel(&m_model);
    m_popup->setOn(onDesktop, isOn(onDesktop));
    for (const NotificationKind kind : NotificationTexts::optional())
        m_popup->setOn(kind, isOn(kind));
    connectParts(session);
}

void NotificationController::connectParts(SessionController& session) {
    BadgeButton* bell = m_window.topBar()->bell();
    connect(bell, &QToolButton::clicked, this, [this, bell] { m_popup->openAt(bell); });
    connect(&m_model, &NotificationsModel::unseenChanged, bell, &BadgeButton::setCount);
    connect(m_popup, &InboxPopup::opened, this, [this] {
        m_desktop.clear();
        if (m_model.newestId() != 0 && m_model.unseen() != 0)
            m_tasks.run(tellSeen(m_model.newestId()));
    });
    connect(m_popup, &InboxPopup::switched, this, [this](int kind, bool on) { m_settings.setValue(keyOf(kind), on); });
    connect(m_popup, &InboxPopup::activated, this, [this](const QModelIndex& row) {
        open(static_cast<NotificationKind>(row.data(inbox::KindRole).toInt()), row.data(inbox::FromIdRole).toLongLong(),
             row.data(inbox::FromNameRole).toString(), row.data(inbox::SubjectIdRole).toLongLong());
    });
    connect(&session, &SessionController::signedOut, this, [this] {
        m_model.clear();
        m_desktop.clear();
    });
    connect(&m_connection, &Connection::event, this, &NotificationController::take);
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::SignedIn)
            m_model.load();
    });
}

void NotificationController::take(const pong::wire::ServerMessage& event) {
    if (event.has_notification_received()) {
        m_model.receive(event.notification_received());
        tell(event.notification_received().notification());
    } else if (event.has_notifications_seen_notice()) {
        m_model.noteSeen(event.notifications_seen_notice().up_to_id(),
                         static_cast<int>(event.notifications_seen_notice().unseen()));
    }
}

bool NotificationController::isOn(int kind) const {
    return m_settings.value(keyOf(kind), true).toBool();
}

void NotificationController::tell(const Notification& notification) {
    const NotificationKind kind = notification.kind();
    const std::int64_t from = notification.from().user_id();
    if (!isOn(kind) || (kind == pong::wire::NOTIFICATION_DIRECT_MESSAGE && m_chat.isReading(from)))
        return;
    const QString name = QString::fromStdString(notification.from().username());
    const QString title = NotificationTexts::title(kind, name);
    const QString text = QString::fromStdString(notification.text());
    const auto act = [this, kind, from, name, subject = notification.subject_id()] { open(kind, from, name, subject); };
    if (m_window.isActiveWindow()) {
        // An invitation has a toast of its own, with the answers on it.
        if (kind == pong::wire::NOTIFICATION_TOURNAMENT_CALL)
            Q_EMIT tournamentCalled(notification.subject_id(), title, text);
        else if (kind != pong::wire::NOTIFICATION_INVITATION)
            m_window.showToast(MainWindow::Notice::Information, title, text, act);
    } else if (isOn(onDesktop)) {
        m_desktop.show(title, text, [this, act] {
            m_window.show();
            m_window.raise();
            m_window.activateWindow();
            act();
        });
    }
}

QCoro::Task<void> NotificationController::tellSeen(std::int64_t upToId) {
    pong::wire::NotificationsSeenRequest body;
    body.set_up_to_id(upToId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        m_model.noteSeen(upToId, static_cast<int>(reply->unseen()));
}

void NotificationController::open(NotificationKind kind, std::int64_t fromId, const QString& fromName,
                                  std::int64_t subject) {
    switch (kind) {
        case pong::wire::NOTIFICATION_DIRECT_MESSAGE:
            m_chat.openDirect(fromId, fromName);
            break;
        case pong::wire::NOTIFICATION_FRIEND_REQUEST:
        case pong::wire::NOTIFICATION_FRIEND_ACCEPTED:
            m_window.docks()->open(SideDocks::Part::Friends);
            break;
        case pong::wire::NOTIFICATION_INVITATION:
            Q_EMIT invitationOpened(subject);
            break;
        case pong::wire::NOTIFICATION_TOURNAMENT_CALL:
            Q_EMIT tournamentOpened(subject);
            break;
        default:
            break;
    }
}

}  // namespace client
