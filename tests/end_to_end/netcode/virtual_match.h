#pragma once

// A production LiveMatch and two production OnlineMatches on one virtual clock, with a virtual network between them.
// What server/play does with sessions and PostgreSQL is done here in a few lines, so that minutes of play take
// milliseconds.

#include "server/play/live_match.h"
#include "server/play/stall_watch.h"
#include "tests/end_to_end/netcode/virtual_client.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace netcode {

struct Setup {
    Conditions conditions;
    pong::Rules rules;
    std::uint64_t seed = 1;
};

class VirtualMatch final : public server::LiveMatchOutput {
 public:
    explicit VirtualMatch(const Setup& setup);

    // Lets both clients connect and plays until after the 3-2-1.
    void start();
    void runFor(std::int64_t us);
    // Until this holds, looked at each millisecond; false: not within this time.
    bool runUntil(const std::function<bool()>& condition, std::int64_t longestUs = 60'000'000);
    // Called each millisecond, after everything else.
    void setEachMillisecond(std::function<void()> function) { m_eachMillisecond = std::move(function); }

    std::int64_t nowUs() const { return m_nowUs; }
    server::LiveMatch& server() { return *m_server; }
    VirtualClient& client(pong::Side side) { return *m_clients[pong::index(side)]; }
    VirtualClient& left() { return client(pong::Side::Left); }
    VirtualClient& right() { return client(pong::Side::Right); }
    void press(pong::Side side, pong::Direction direction) { client(side).press(direction, m_nowUs); }

    // The connection breaks, and the server is told.
    void disconnect(pong::Side side);
    void connect(pong::Side side) { client(side).connect(m_nowUs); }
    // Who looks at the server's simulation sees it as of the last time that anybody needed it; after this, of now.
    void bringServerUpToDate() { m_server->advance(m_nowUs); }
    // The server does nothing at all for so long.
    void stallServer(std::int64_t us) { m_serverStallEndsUs = m_nowUs + us; }
    // The server was killed, and restarted from its recorder's chunks.
    void crashServer();

    // What the recorder has.
    pong::MatchRecording recording() const;
    const std::vector<server::FinalChanges>& chunks() const { return m_chunks; }
    const std::vector<server::MatchPoint>& points() const { return m_points; }
    const std::optional<server::MatchResult>& result() const { return m_result; }

 private:
    void send(pong::Side side, const pong::wire::ServerMessage& message) override;
    void sendAll(const pong::wire::ServerMessage& message) override;
    void sendToSpectators(const pong::wire::ServerMessage&) override {}
    bool isWatched() const override { return false; }
    void changesFinal(const server::FinalChanges& chunk) override;
    void pointScored(const server::MatchPoint& point) override { m_points.push_back(point); }
    void ended(const server::MatchResult& result) override;

    void runServer();
    void hear(pong::Side side, const pong::wire::ClientMessage& message);
    void millisecond();

    static constexpr std::int64_t matchId = 77;

    Setup m_setup;
    std::int64_t m_nowUs = 1'000'000;
    std::int64_t m_serverStallEndsUs = 0;
    std::int64_t m_serverTicks = 0;
    server::StallWatch m_stalls;
    std::array<std::unique_ptr<VirtualClient>, 2> m_clients;
    std::optional<server::LiveMatch> m_server;
    std::function<void()> m_eachMillisecond;
    pong::MatchRecording m_recording;
    std::vector<server::FinalChanges> m_chunks;  // without their changes
    std::vector<server::MatchPoint> m_points;
    std::optional<server::MatchResult> m_result;
};

}  // namespace netcode
