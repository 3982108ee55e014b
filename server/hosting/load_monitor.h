#pragma once

// Watches how loaded this server is: twice a second it tells Admission how busy and how late the main thread was, and
// once a minute it writes what happened to the log. Main thread.

#include "server/hosting/load_figures.h"
#include "server/net/admission.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace server {

class LiveMatches;
class Sessions;

class LoadMonitor : public QObject {
    Q_OBJECT

 public:
    // Says what the main thread has measured since it was last asked. Tests bring their own.
    using Probe = std::function<LoadSample()>;

    static constexpr std::chrono::milliseconds sampleEvery{500};
    static constexpr std::chrono::minutes logEvery{1};

    // An empty `probe` measures this thread's event loop (EpollDispatcher) and the matches' ticks.
    LoadMonitor(Admission& admission, const Sessions& sessions, LiveMatches& matches, Probe probe = {},
                QObject* parent = nullptr);

    // Since the server started.
    LoadFigures figures() const;

 private:
    LoadSample measure();
    void sample();
    void log();

    Admission& m_admission;
    const Sessions& m_sessions;
    LiveMatches& m_matches;
    const Probe m_probe;
    QTimer m_sampleTimer;
    QTimer m_logTimer;
    std::int64_t m_sampledUs = 0;
    std::int64_t m_sampledBusyUs = 0;
    std::int64_t m_sampledWorkUs = 0;
    LatenessHistogram m_sampledLateness;
    LoadFigures m_atLog;
};

}  // namespace server
