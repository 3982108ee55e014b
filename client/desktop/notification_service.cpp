#include "client/desktop/notification_service.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <utility>

namespace client {

namespace {

constexpr QLatin1String service("org.freedesktop.Notifications");
constexpr QLatin1String path("/org/freedesktop/Notifications");
constexpr QLatin1String onClick("default");  // the action of the whole notification

QDBusMessage method(const char* name) {
    return QDBusMessage::createMethodCall(service, path, service, QString::fromLatin1(name));
}

// `answer` gets the call when it is over, however it went.
template <typename Answer>
void ask(QObject* asker, const QDBusMessage& call, Answer answer) {
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), asker);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, asker, [answer](QDBusPendingCallWatcher* over) {
        over->deleteLater();
        answer(*over);
    });
}

}  // namespace

NotificationService::NotificationService(QObject* parent) : QObject(parent) {
    QDBusConnection::sessionBus().connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                                          SLOT(noteAction(uint, QString)));
}

void NotificationService::show(const QString& title, const QString& text) {
    ask(this, method("GetCapabilities"), [this, title, text, closings = m_closings](const QDBusPendingCall& call) {
        const QDBusPendingReply<QStringList> abilities = call;
        if (closings != m_closings)
            return;
        if (abilities.isError())
            Q_EMIT unavailable(title, text);
        else
            notify(title, text, abilities.value());
    });
}

void NotificationService::notify(const QString& title, const QString& text, const QStringList& abilities) {
    // The title is plain for every desktop; the text is markup for those that say so.
    const bool isMarkup = abilities.contains(QStringLiteral("body-markup"));
    QDBusMessage call = method("Notify");
    call.setArguments({QStringLiteral("Pong"), m_shown, QStringLiteral("pong"), title,
                       isMarkup ? text.toHtmlEscaped() : text, QStringList{onClick, tr("Open")},
                       QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("pong")}},
                       static_cast<int>(shownFor.count())});
    ask(this, call, [this, title, text, closings = m_closings](const QDBusPendingCall& over) {
        const QDBusPendingReply<uint> id = over;
        const bool isWanted = closings == m_closings;
        if (id.isError()) {
            if (isWanted)
                Q_EMIT unavailable(title, text);
            return;
        }
        // The one before may have been under way still when this one was sent, and then stands beside it.
        const uint old = isWanted ? std::exchange(m_shown, id.value()) : id.value();
        if (old != 0 && old != m_shown)
            takeAway(old);
    });
}

void NotificationService::close() {
    ++m_closings;
    if (m_shown != 0)
        takeAway(std::exchange(m_shown, 0));
}

void NotificationService::takeAway(uint id) {
    QDBusMessage call = method("CloseNotification");
    call.setArguments({id});
    QDBusConnection::sessionBus().send(call);
}

void NotificationService::noteAction(uint id, const QString& action) {
    if (id == m_shown && id != 0 && action == onClick)
        Q_EMIT activated();
}

}  // namespace client
