#include "client/net/pending_requests.h"

#include <algorithm>

namespace client {

PendingRequests::PendingRequests(QObject* parent) : QObject(parent) {
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PendingRequests::expire);
}

PendingRequests::~PendingRequests() {
    failAll(Failure::Kind::ConnectionLost);
}

std::pair<std::uint32_t, pong::Completion<Answer>> PendingRequests::add(std::chrono::milliseconds timeOut) {
    do
        ++m_last;
    while (m_last == 0 || m_waiting.contains(m_last));
    Waiting& waiting = m_waiting[m_last];
    waiting.deadline = now() + timeOut;
    const std::pair added(m_last, waiting.completion);
    schedule();
    return added;
}

bool PendingRequests::complete(const pong::wire::ServerMessage& reply) {
    auto found = m_waiting.extract(reply.reply_to());
    if (found.empty())
        return false;
    schedule();
    if (reply.has_refusal())
        found.mapped().completion.complete(Answer(Failure(reply.refusal())));
    else
        found.mapped().completion.complete(Answer(reply));
    return true;
}

void PendingRequests::failAll(Failure::Kind kind) {
    // What resumes may ask again: that belongs to the next connection, not to this round.
    auto waiting = std::exchange(m_waiting, {});
    m_timer.stop();
    for (auto& [number, request] : waiting)
        request.completion.complete(Answer(Failure(kind)));
}

void PendingRequests::expire() {
    std::vector<pong::Completion<Answer>> late;
    for (auto request = m_waiting.begin(); request != m_waiting.end();) {
        if (request->second.deadline <= now()) {
            late.push_back(std::move(request->second.completion));
            request = m_waiting.erase(request);
        } else {
            ++request;
        }
    }
    schedule();
    for (auto& completion : late)
        completion.complete(Answer(Failure(Failure::Kind::TimedOut)));
}

void PendingRequests::schedule() {
    if (m_waiting.empty()) {
        m_timer.stop();
        return;
    }
    const auto first = std::min_element(m_waiting.begin(), m_waiting.end(), [](const auto& a, const auto& b) {
        return a.second.deadline < b.second.deadline;
    });
    m_timer.start(std::max(first->second.deadline - now(), std::chrono::milliseconds(0)));
}

}  // namespace client
