#pragma once

// One coroutine at a time, in the order they came: for work whose results must be told in the order in which it was
// done. Main thread only; must outlive its coroutines.
//
//     co_await m_lane.enter();
//     const auto leave = qScopeGuard([this] { m_lane.leave(); });

#include "shared/async/completion.h"

#include <QCoroTask>

#include <deque>

namespace pong {

class Lane {
 public:
    QCoro::Task<void> enter() {
        if (!m_isTaken) {
            m_isTaken = true;
            co_return;
        }
        Completion<bool> turn;
        m_waiting.push_back(turn);
        co_await turn;
    }

    // Resumes who waits next at once, on this call's stack.
    void leave() {
        if (m_waiting.empty()) {
            m_isTaken = false;
            return;
        }
        Completion<bool> next = m_waiting.front();
        m_waiting.pop_front();
        next.complete(true);
    }

 private:
    std::deque<Completion<bool>> m_waiting;
    bool m_isTaken = false;
};

}  // namespace pong
