#include "server/hosting/load_monitor.h"

#include "server/net/clock.h"
#include "server/net/epoll_dispatcher.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"

#include <QLoggingCategory>

#include <algorithm>
#include <ctime>

namespace server {

namespace {

Q_LOGGING_CATEGORY(loadLog, "load", QtInfoMsg)

// Since some time before the first question: only differences mean anything. 0 where another event loop runs.
std::int64_t busyUs(std::int64_t nowUs) {
    const auto* loop = qobject_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
    if (loop == nullptr)
        return 0;
    return nowUs - std::chrono::duration_cast<std::chrono::microseconds>(loop->counters().waited).count();
}

// What this thread has spent on the processor.
std::int64_t workUs() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

LoadMonitor::LoadMonitor(Admission& admission, const Sessions& sessions, LiveMatches& matches, Probe probe,
                         QObject* parent)
    : QObject(parent)
    , m_admission(admission)
    , m_sessions(sessions)
    , m_matches(matches)
    , m_probe(probe ? std::move(probe) : [this] { return measure(); })
    , m_atLog(figures()) {
    m_sampledUs = m_atLog.atUs;
    m_sampledBusyUs = m_atLog.busyUs;
    m_sampledWorkUs = workUs();
    connect(&m_sampleTimer, &QTimer::timeout, this, &LoadMonitor::sample);
    m_sampleTimer.start(sampleEvery);
    connect(&m_logTimer, &QTimer::timeout, this, &LoadMonitor::log);
    m_logTimer.start(logEvery);
}

LoadFigures LoadMonitor::figures() const {
    const LiveMatches::Counters play = m_matches.counters();
    const TickTimer& ticks = m_matches.timer();
    LoadFigures figures;
    figures.atUs = steadyNowUs();
    figures.busyUs = busyUs(figures.atUs);
    figures.matches = static_cast<int>(m_matches.count());
    figures.sessions = m_sessions.count();
    figures.isFull = m_admission.isFull();
    figures.tickLateness = ticks.lateness();
    figures.catchUps = ticks.missedTicks();
    figures.stalls = play.stalls;
    figures.inputs = play.inputs;
    figures.lateInputs = play.lateInputs;
    figures.refusedInputs = play.refusedInputs;
    figures.desyncs = play.desyncs;
    figures.outboxDrops = m_sessions.counters().outboxDrops;
    figures.refusedBusy = m_admission.refused();
    return figures;
}

LoadSample LoadMonitor::measure() {
    const std::int64_t nowUs = steadyNowUs();
    const std::int64_t nowBusyUs = busyUs(nowUs);
    const std::int64_t nowWorkUs = workUs();
    const LatenessHistogram lateness = m_matches.timer().lateness().since(m_sampledLateness);
    const auto passedUs = static_cast<double>(std::max<std::int64_t>(nowUs - m_sampledUs, 1));
    LoadSample sample;
    sample.busyShare = static_cast<double>(nowBusyUs - m_sampledBusyUs) / passedUs;
    sample.workShare = static_cast<double>(nowWorkUs - m_sampledWorkUs) / passedUs;
    if (lateness.count() > 0)
        sample.lateShare =
            static_cast<double>(lateness.countAbove(Admission::lateUs)) / static_cast<double>(lateness.count());
    sample.matches = static_cast<int>(m_matches.count());
    sample.begun = m_matches.count() + m_matches.counters().ended;
    m_sampledUs = nowUs;
    m_sampledBusyUs = nowBusyUs;
    m_sampledWorkUs = nowWorkUs;
    m_sampledLateness = m_matches.timer().lateness();
    return sample;
}

void LoadMonitor::sample() {
    const bool wasFull = m_admission.isFull();
    m_admission.add(m_probe());
    if (m_admission.isFull() != wasFull)
        qCWarning(loadLog, "%s matches=%zu sessions=%d",
                  wasFull ? "there is room again" : "full: log ins and new matches are refused", m_matches.count(),
                  m_sessions.count());
}

void LoadMonitor::log() {
    const LoadFigures now = figures();
    qCInfo(loadLog, "%s", qUtf8Printable(now.since(m_atLog).line()));
    m_atLog = now;
}

}  // namespace server
