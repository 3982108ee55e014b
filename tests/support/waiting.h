#pragma once

// Waits in the event loop until something is so, and looks again as soon as anything happened. (QTest::qWaitFor sleeps
// 10 ms between two looks: where client and server share the test's thread, that is three naps a request.)

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>

namespace test {

template <typename Condition>
bool waitFor(Condition isSo, int patienceMs = 10'000) {
    const QDeadlineTimer deadline(patienceMs);
    QTimer look;  // at what no event tells of, such as a file of another process
    look.start(std::chrono::milliseconds(10));
    while (!isSo()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

}  // namespace test
