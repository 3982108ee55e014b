#pragma once

// Waits until a scope has no task left, for a feature's part in the shutdown. Main thread only.

#include "shared/async/task_scope.h"

#include <QCoroTask>

namespace server {

// `scope` outlives the wait.
QCoro::Task<void> drained(pong::TaskScope& scope);

}  // namespace server
