#include "client/app/desktop_notifier.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QSystemTrayIcon>

namespace client {

DesktopNotifier::DesktopNotifier(const Look& look, QObject* parent) : QObject(parent), m_look(look) {
    connect(&m_service, &NotificationService::activated, this, &DesktopNotifier::act);
    connect(&m_service, &NotificationService::unavailable, this, &DesktopNotifier::showInTray);
}

void DesktopNotifier::show(const QString& title, const QString& text, std::function<void()> activated) {
    m_activated = std::move(activated);
    showTray();
    m_service.show(title, text);
}

void DesktopNotifier::showTray() {
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(themedIcon(m_look, QStringLiteral("two"), &Theme::accent), this);
        m_tray->setToolTip(tr("Pong"));
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &DesktopNotifier::act);
        connect(m_tray, &QSystemTrayIcon::activated, this, &DesktopNotifier::act);
    }
    m_tray->show();
}

void DesktopNotifier::showInTray(const QString& title, const QString& text) {
    if (m_tray)
        m_tray->showMessage(title, text, themedIcon(m_look, QStringLiteral("bell")),
                            static_cast<int>(NotificationService::shownFor.count()));
}

void DesktopNotifier::act() {
    if (m_activated)
        m_activated();
}

void DesktopNotifier::clear() {
    m_activated = nullptr;
    m_service.close();
    if (m_tray)
        m_tray->hide();
}

}  // namespace client
