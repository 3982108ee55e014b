#include "client/app/desktop_notifier.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QSystemTrayIcon>

#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {
constexpr auto shownFor = 8s;
}

DesktopNotifier::DesktopNotifier(const Look& look, QObject* parent) : QObject(parent), m_look(look) {}

void DesktopNotifier::show(const QString& title, const QString& text, std::function<void()> activated) {
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_activated = std::move(activated);
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(themedIcon(m_look, QStringLiteral("two"), &Theme::accent), this);
        m_tray->setToolTip(tr("Pong"));
        const auto act = [this] {
            if (m_activated)
                m_activated();
        };
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, act);
        connect(m_tray, &QSystemTrayIcon::activated, this, act);
    }
    m_tray->show();
    const QIcon icon = themedIcon(m_look, QStringLiteral("bell"));
    m_tray->showMessage(title, text, icon, static_cast<int>(std::chrono::milliseconds(shownFor).count()));
}

void DesktopNotifier::clear() {
    m_activated = nullptr;
    if (m_tray)
        m_tray->hide();
}

}  // namespace client
