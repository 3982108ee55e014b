#include "shared/async/task_scope.h"

#include <QLoggingCategory>

#include <exception>

namespace pong {

TaskScope::TaskScope(QString name, QObject* parent) : QObject(parent), m_name(std::move(name)) {}

TaskScope::~TaskScope() {
    if (m_running > 0)
        qCritical("task scope %s ends with %d tasks running", qUtf8Printable(m_name), m_running);
}

void TaskScope::run(QCoro::Task<void> task) {
    ++m_running;
    watch(std::move(task));
}

QCoro::Task<void> TaskScope::watch(QCoro::Task<void> task) {
    try {
        co_await task;
    } catch (const std::exception& error) {
        qCritical("task in %s failed: %s", qUtf8Printable(m_name), error.what());
    } catch (...) {
        qCritical("task in %s failed: not a std::exception", qUtf8Printable(m_name));
    }
    if (--m_running == 0)
        Q_EMIT idle();
}

}  // namespace pong
