#pragma once

// One coroutine at a time, in the order they came: for work whose results must be told in the order in which it was
// done. Main thread only; must outlive its coroutines.
//
//     co_await m_lane.enter();
//     const auto leave = qScopeGuard([this] { m_lane.leave(); });

#include "shared/async/completion.h"

#include <QCoroTask>

#include <cstddef>
#include <deque>

namespace pong {

class Lane {
 public:
    QCoro::Task<void> enter() {
        if (!m_isTaken) {
            m_isTaken = true;
            m_hasLeft = false;
            co_return;
        }
        Completion<bool> turn;
        m_waiting.push_back(turn);
        co_await turn;
    }

    // Resumes who waits next at once. Where that one leaves before it waits for anything, the one after it is resumed
    // by the same loop and not from within: the stack does not grow with those who wait.
    void leave() {
        m_hasLeft = true;
        if (m_isResuming)
            return;
        m_isResuming = true;
        while (m_hasLeft && !m_waiting.empty()) {
            m_hasLeft = false;
            Completion<bool> next = m_waiting.front();
            m_waiting.pop_front();
            next.complete(true);
        }
        m_isResuming = false;
        if (m_hasLeft)
            m_isTaken = false;
    }

    // Beside the one that is in.
    std::size_t waiting() const { return m_waiting.size(); }

 private:
    std::deque<Completion<bool>> m_waiting;
    bool m_isTaken = false;
    bool m_hasLeft = false;  // the one that was in; who is next is still to be resumed
    bool m_isResuming = false;
};

}  // namespace pong
