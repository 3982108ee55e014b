#pragma once

// One bot on one connection: signs in with its token, looks for a quick match, plays it, looks for the next. Comes back
// by itself after whatever went wrong, and counts it. One thread; lives until after the event loop.

#include "tests/load/bot_match.h"
#include "tests/load/ws_connection.h"

#include <cstdint>
#include <memory>
#include <string>

namespace load {

// What all clients of a run share.
struct LoadContext {
    ConnectionContext& connections;
    Measurements& measurements;
    LoadMatches& matches;
    pong::wire::ClientMessage out;  // used again for every message, which saves their allocations
    pong::wire::ServerMessage in;
    std::string encoded;
    std::string lastTrouble;  // what last went wrong, for people
};

class LoadClient : private WsConnection::Listener, private Sleeper {
 public:
    enum class Stage { Offline, Connecting, SigningIn, Queueing, InMatch, Leaving };

    LoadClient(LoadContext& context, std::string token, std::uint32_t number);

    void start();
    // Its match and its queueing end with it, for this run and so that the next one begins with nothing left over.
    void leave();
    void stop();

    Stage stage() const { return m_stage; }
    // In a match, the 3-2-1 included.
    bool isInMatch() const { return m_match && m_match->isJoined(); }
    bool isPlaying(Micros now) const { return m_match && m_match->isPlaying(now); }
    std::uint64_t bytesIn() const { return m_connection.bytesIn(); }
    std::uint64_t bytesOut() const { return m_connection.bytesOut(); }

 private:
    // WsConnection::Listener
    void opened() override;
    void received(std::string_view message, Micros at) override;
    void closed(const char* why) override;
    // Sleeper
    void wake(Micros now) override;

    void dispatch(const pong::wire::ServerMessage& message, Micros at);
    void onRefusal(const pong::wire::Refusal& refusal, Micros at);
    void onMatchFound(const pong::wire::MatchFound& found);
    void onEcho(const pong::wire::ClockEchoReply& echo, Micros at);
    void onSnapshot(const pong::wire::MatchSnapshot& snapshot, bool asked, Micros at);
    void onMatchEnded(const pong::wire::MatchEnded& ended, Micros at);

    void askEcho();
    void askMatch();
    void request(pong::wire::ClientMessage& message);
    void send(const pong::wire::ClientMessage& message);
    pong::wire::ClientMessage& fresh();
    void retryIn(Micros wait, Micros now);
    void sleepUntilMatchDue();
    void trouble(std::string what);

    LoadContext& m_context;
    const std::string m_token;
    WsConnection m_connection;
    std::minstd_rand m_random;
    Stage m_stage = Stage::Offline;
    std::uint32_t m_lastRequest = 0;
    std::uint32_t m_joinRequest = 0;
    std::unique_ptr<BotMatch> m_match;
    int m_echoes = 0;  // that came back
    ClockDifference m_clock;
};

}  // namespace load
