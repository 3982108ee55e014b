#pragma once

// A production OnlineMatch behind a virtual network, with a local clock of its own and a log of what it showed.

#include "client/match/online_match.h"
#include "tests/end_to_end/netcode/virtual_pipe.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace netcode {

// An effect, how much of the match was final when it was played, and what tick it was for its player.
struct PlayedEffect {
    client::MatchEffect effect;
    pong::Tick confirmedTick = 0;
    pong::Tick shownTick = 0;
};

class VirtualClient final : public client::OnlineMatchOutput {
 public:
    // A local clock that has nothing to do with the server's, and drifts by 50 millionths.
    VirtualClient(const pong::wire::MatchFound& found, const Conditions& conditions, std::uint64_t seed);

    pong::Side side() const { return m_side; }
    client::OnlineMatch& match() { return *m_match; }

    void connect(std::int64_t nowUs);
    void cutConnection();
    // The program was started anew: knows nothing of before.
    void restart();
    bool isConnected() const { return m_isConnected; }

    void press(pong::Direction direction, std::int64_t nowUs);
    void loseFocus(std::int64_t nowUs);
    client::MatchFrame frame(std::int64_t nowUs);
    void advance(std::int64_t nowUs);
    // Takes what the network brought.
    void receiveAll(std::int64_t nowUs);

    VirtualPipe& up() { return m_up; }
    VirtualPipe& down() { return m_down; }
    // Changes what the server said, before the client hears it.
    void setTampering(std::function<void(pong::wire::ServerMessage&)> tamper) { m_tamper = std::move(tamper); }

    const std::vector<PlayedEffect>& effects() const { return m_effects; }
    const std::vector<double>& corrections(client::Corrected what) const;
    const std::vector<pong::AskedInput>& inputsSent() const { return m_inputsSent; }
    int beatsSent() const { return m_beatsSent; }

 private:
    void send(const pong::wire::ClientMessage& message) override;
    void effect(const client::MatchEffect& effect) override;
    void corrected(client::Corrected what, double distance) override;
    std::int64_t localUs(std::int64_t nowUs) const { return m_clockOffsetUs + nowUs + nowUs / 20'000; }

    pong::wire::MatchFound m_found;
    pong::Side m_side;
    std::int64_t m_clockOffsetUs;
    VirtualPipe m_up;
    VirtualPipe m_down;
    bool m_isConnected = false;
    std::int64_t m_nowUs = 0;
    std::optional<client::OnlineMatch> m_match;
    pong::Tick m_shownTick = 0;
    std::function<void(pong::wire::ServerMessage&)> m_tamper;
    std::vector<PlayedEffect> m_effects;
    std::array<std::vector<double>, 3> m_corrections;
    std::vector<pong::AskedInput> m_inputsSent;
    int m_beatsSent = 0;
};

}  // namespace netcode
