#include "server/async/drained.h"

#include "shared/async/completion.h"

namespace server {

QCoro::Task<void> drained(pong::TaskScope& scope) {
    if (scope.running() == 0)
        co_return;
    pong::Completion<bool> idle;
    QObject::connect(&scope, &pong::TaskScope::idle, &scope, [idle]() mutable { idle.complete(true); });
    co_await idle;
}

}  // namespace server
