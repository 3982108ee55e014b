#pragma once

// One run of people in the lobby: signs all in, has them write by turns at a steady rate, measures how long every
// delivery takes, and reports. One thread.

#include "tests/load/chat_client.h"
#include "tests/load/options.h"
#include "tests/load/process_usage.h"
#include "tests/load/report.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace load {

struct ChatReport {
    // What the server is built for.
    static constexpr double aimedDeliveries = 20'000;  // a second and core
    static constexpr std::int64_t aimedP99Us = 50'000;

    int people = 0;
    double seconds = 0;
    double messagesPerSecond = 0;
    double deliveriesPerSecond = 0;
    std::int64_t p50 = 0;  // microseconds
    std::int64_t p99 = 0;
    std::int64_t max = 0;
    std::uint64_t lost = 0;  // deliveries that did not come
    std::uint64_t disordered = 0;
    std::uint64_t refusals = 0;
    std::uint64_t disconnects = 0;
    std::optional<double> serverCore;    // share of one core
    std::optional<double> databaseCore;  // of the processes that the server started
    double ownCore = 0;                  // of this program: near 1, it measured itself

    // What one core would carry at this cost; none without the server's usage.
    std::optional<double> deliveriesPerCore() const;
};

QString table(const ChatReport& report);
QJsonObject json(const ChatReport& report);

class ChatRun : private Sleeper {
 public:
    // `tokens`: one a person.
    ChatRun(const Options& options, std::vector<std::string> tokens);
    ~ChatRun() override;

    // Null: not everybody could sign in; lastTrouble() says why.
    std::optional<ChatReport> run();
    const std::string& lastTrouble() const { return m_context.lastTrouble; }

 private:
    enum class Phase { SignIn, Settle, Measure, Drain };

    struct Mark {
        Micros at = 0;
        std::int64_t ownCpuUs = 0;
        std::optional<ProcessUsage> server;
    };

    void wake(Micros now) override;
    void startSome();
    void writeDue(Micros now);
    Mark mark(Micros now) const;
    ChatReport report() const;

    const Options m_options;
    EventLoop m_loop;
    ConnectionContext m_connections;
    ChatContext m_context;
    std::vector<std::unique_ptr<ChatClient>> m_people;
    Phase m_phase = Phase::SignIn;
    Micros m_phaseEnds = 0;
    Micros m_nextWrite = 0;
    std::size_t m_started = 0;  // of m_people
    std::size_t m_turn = 0;
    bool m_isComplete = false;
    Mark m_from;
    Mark m_to;
};

}  // namespace load
