#include "client/widgets/countdown.h"

#include <algorithm>

namespace client {

Countdown::Countdown(QObject* parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Countdown::tick);
}

void Countdown::start(std::chrono::milliseconds time) {
    m_end.setRemainingTime(time);
    tick();
}

void Countdown::tick() {
    constexpr qint64 second = 1000;
    const qint64 left = std::max<qint64>(0, m_end.remainingTime());
    if (left == 0) {
        m_timer.stop();
        Q_EMIT finished();
        return;
    }
    // A second that has begun counts: "0:01" stands until the end.
    const qint64 seconds = (left + second - 1) / second;
    m_timer.start(static_cast<int>(left - (seconds - 1) * second));
    Q_EMIT ticked(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

}  // namespace client
