#pragma once

// A value that somebody will deliver once: `co_await completion` suspends until its owner calls complete(). The awaiter
// and the owner share the state, so either may go first; a value that nobody awaits is dropped. Main thread only: a
// worker hands its result over through its queue, and the main thread completes. Whoever makes a Completion promises to
// complete it always (result, time-out or cancelled), or the coroutine that waits never ends.

#include <memory>
#include <optional>
#include <utility>
#ifndef Q_MOC_RUN  // moc 6.4 cannot read this header where it comes first
#include <coroutine>
#endif

namespace pong {

template <typename Value>
class Completion {
 public:
    Completion() : m_state(std::make_shared<State>()) {}

    bool isComplete() const { return m_state->value.has_value(); }

    // Resumes the waiter at once, on this call's stack. A second call changes nothing.
    void complete(Value value) {
        const std::shared_ptr<State> state = m_state;  // the waiter may destroy *this while it runs
        if (state->value)
            return;
        state->value.emplace(std::move(value));
        if (state->waiter)
            std::exchange(state->waiter, nullptr).resume();
    }

    bool await_ready() const { return isComplete(); }
    void await_suspend(std::coroutine_handle<> waiter) { m_state->waiter = waiter; }
    Value await_resume() { return std::move(*m_state->value); }

 private:
    struct State {
        std::optional<Value> value;
        std::coroutine_handle<> waiter;
    };
    std::shared_ptr<State> m_state;
};

}  // namespace pong
