#pragma once

// What a run found, as a table for people and as one JSON object for programs. Pure values.

#include "server/hosting/load_figures.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>

namespace load {

struct Report {
    // A match is held when its players' inputs reach the opponent within two ticks ...
    static constexpr std::int64_t heldRelayUs = 16'700;  // exclusive
    // ... and it keeps to the wall clock.
    static constexpr double heldPace = 0.99;
    // Those that ended are replaced within a moment; more must not be missing.
    static constexpr double heldShare = 0.98;

    int matches = 0;  // asked for
    double matchesLive = 0;
    int matchesLiveLeast = 0;
    double seconds = 0;  // measured
    bool tls = false;

    struct Latency {
        std::int64_t p50 = 0;  // microseconds
        std::int64_t p99 = 0;
        std::int64_t max = 0;
        std::uint64_t samples = 0;
    };
    Latency relay;
    Latency confirmation;
    Latency beatLateness;

    std::optional<double> slowestPace;  // null: nothing was seen for long enough
    double lateInputsPercent = 0;
    double inputsPerMatchSecond = 0;
    std::uint64_t refusedInputs = 0;
    std::uint64_t desyncs = 0;
    std::uint64_t malformed = 0;
    std::uint64_t disconnects = 0;
    std::uint64_t pauses = 0;
    std::uint64_t busyRefusals = 0;
    std::uint64_t otherRefusals = 0;
    std::uint64_t matchesEnded = 0;

    double bytesDown = 0;  // per match-second, both players together, on the TCP connections
    double bytesUp = 0;
    double messagesDown = 0;
    double messagesUp = 0;

    struct Server {
        double cpuUs = 0;          // per match-second
        double databaseCpuUs = 0;  // per match-second, of the processes that the server started
        double residentKb = 0;     // per match: what it grew by since before the first connection
        std::int64_t totalResidentKb = 0;
        double coreShare = 0;  // of one core, its database included
    };
    std::optional<Server> server;
    std::optional<server::LoadFigures> serverLoad;  // what the server counted, two seconds' difference at either end
    double ownCoreShare = 0;                        // of this program: near 1, it measured itself

    struct Hostile {
        int kept = 0;  // open at the end
        int asked = 0;
        std::uint64_t ended = 0;  // by the server
    };
    std::optional<Hostile> hostile;
    QString lastTrouble;

    bool isHeld() const;
};

Report::Latency latencyOf(const server::LatenessHistogram& histogram);

QString table(const Report& report);
QJsonObject json(const Report& report);

}  // namespace load
