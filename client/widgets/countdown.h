#pragma once

// Counts seconds down to zero and says at each what is left, as "0:18". Main thread only.

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace client {

class Countdown : public QObject {
    Q_OBJECT

 public:
    explicit Countdown(QObject* parent = nullptr);

    // Anew where it runs already; tells at once what is left.
    void start(std::chrono::milliseconds time);
    // Without finished().
    void stop() { m_timer.stop(); }
    bool isRunning() const { return m_timer.isActive(); }

 Q_SIGNALS:
    void ticked(const QString& left);
    void finished();

 private:
    void tick();

    QDeadlineTimer m_end;
    QTimer m_timer;
};

}  // namespace client
