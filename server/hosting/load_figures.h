#pragma once

// What a server can say of its own load: counts since it started, so that the difference of two tells what happened in
// between. Readable as one line of the log, and as JSON by programs (pong-load). A value; any thread.

#include "server/net/lateness_histogram.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>

namespace server {

struct LoadFigures {
    std::int64_t atUs = 0;    // steadyNowUs(); of a difference: how long it lasted
    std::int64_t busyUs = 0;  // of the main thread
    int matches = 0;          // now
    int sessions = 0;         // now
    bool isFull = false;      // now: newcomers are told that the server is busy

    LatenessHistogram tickLateness;
    std::uint64_t catchUps = 0;  // deadlines that passed without a tick of their own
    std::uint64_t stalls = 0;    // of matches, longer than what is caught up
    std::uint64_t inputs = 0;
    std::uint64_t lateInputs = 0;
    std::uint64_t refusedInputs = 0;
    std::uint64_t desyncs = 0;
    std::uint64_t outboxDrops = 0;  // connections that did not read
    std::uint64_t refusedBusy = 0;  // log ins and matches

    double busyShare() const { return atUs > 0 ? static_cast<double>(busyUs) / static_cast<double>(atUs) : 0; }

    // What happened since `earlier` of the same server; what is of now stays.
    LoadFigures since(const LoadFigures& earlier) const;

    // "matches=50 sessions=100 busy_share=0.07 ..."
    QString line() const;

    QJsonObject json() const;
    // What is missing stays 0.
    static LoadFigures fromJson(const QJsonObject& json);
};

}  // namespace server
