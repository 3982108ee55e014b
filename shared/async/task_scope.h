#pragma once

// Owns fire-and-forget coroutines: counts those that run, logs what they throw, and tells when none is left, so that a
// shutdown can wait for zero. Main thread only; must outlive its tasks (destroying it with tasks running is a defect
// and is logged).

#include <QCoroTask>
#include <QObject>
#include <QString>

namespace pong {

class TaskScope : public QObject {
    Q_OBJECT

 public:
    explicit TaskScope(QString name, QObject* parent = nullptr);
    ~TaskScope() override;

    // Takes a task that already runs (QCoro tasks start at once).
    void run(QCoro::Task<void> task);
    int running() const { return m_running; }

 Q_SIGNALS:
    void idle();

 private:
    QCoro::Task<void> watch(QCoro::Task<void> task);

    QString m_name;
    int m_running = 0;
};

}  // namespace pong
