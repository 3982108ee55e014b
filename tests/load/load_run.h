#pragma once

// One run from the first connection to the report: starts the bots a few at a time, waits until all matches play, lets
// them settle, measures, and has everybody leave. Every phase is bounded in time. One thread.

#include "tests/load/hostile_connections.h"
#include "tests/load/load_client.h"
#include "tests/load/options.h"
#include "tests/load/process_usage.h"
#include "tests/load/report.h"
#include "tests/load/server_load.h"

#include <memory>
#include <string>
#include <vector>

namespace load {

class LoadRun : private Sleeper {
 public:
    // `tokens`: two a match at least.
    LoadRun(const Options& options, std::vector<std::string> tokens);
    ~LoadRun() override;

    // Returns after everything has ended. Null: not one match was played; lastTrouble() says why.
    std::optional<Report> run();
    const std::string& lastTrouble() const { return m_context.lastTrouble; }

 private:
    enum class Phase { RampUp, Settle, Measure, Leave };

    // What is compared between the start and the end of the measuring.
    struct Mark {
        Micros at = 0;
        std::uint64_t bytesIn = 0;
        std::uint64_t bytesOut = 0;
        std::int64_t ownCpuUs = 0;
        std::optional<ProcessUsage> server;
        std::optional<server::LoadFigures> serverLoad;
    };

    void wake(Micros now) override;
    void startSome();
    void startMeasuring(Micros now);
    void lookAtMatches();
    void endMeasuring(Micros now);
    void leaveAll();
    bool allPlay(Micros now) const;
    bool allGone() const;
    Mark mark(Micros now) const;

    Report report() const;
    void addCosts(Report& report) const;
    void addServer(Report& report, double matchSeconds) const;

    const Options m_options;
    EventLoop m_loop;
    ConnectionContext m_connections;
    Measurements m_measurements;
    LoadMatches m_matches;
    LoadContext m_context;
    std::vector<std::unique_ptr<LoadClient>> m_clients;
    HostileConnections m_hostile;

    Phase m_phase = Phase::RampUp;
    Micros m_phaseEnds = 0;
    std::size_t m_started = 0;  // of m_clients
    std::optional<ProcessUsage> m_serverBefore;
    Mark m_from;
    Mark m_to;
    std::int64_t m_looks = 0;
    std::int64_t m_liveSum = 0;
    int m_liveLeast = 0;
    int m_hostileOpen = 0;
};

}  // namespace load
