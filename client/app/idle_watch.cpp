#include "client/app/idle_watch.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace client {

IdleWatch::IdleWatch(std::chrono::milliseconds after, QObject* parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, [this] { setIdle(true); });
    QCoreApplication::instance()->installEventFilter(this);
    m_timer.start();
}

bool IdleWatch::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::Wheel:
        case QEvent::TouchBegin:
            m_timer.start();
            setIdle(false);
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

void IdleWatch::setIdle(bool idle) {
    if (std::exchange(m_isIdle, idle) != idle)
        Q_EMIT idleChanged(idle);
}

}  // namespace client
