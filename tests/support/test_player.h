#pragma once

// A client that plays: looks for a match, joins it and, from then on, beats twice a second and changes its direction
// every now and then, as the protocol asks, until told to stop. It does not simulate the game; what it shows is up to
// the server. Waiting runs the event loop.

#include "tests/support/test_client.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace test {

class TestPlayer : public QObject {
    Q_OBJECT

 public:
    // A client that is signed in; not null.
    explicit TestPlayer(std::unique_ptr<TestClient> client);

    TestClient& client() { return *m_client; }

    // Asks for a quick game; how many wait, or nothing if refused.
    std::optional<std::uint32_t> seek();
    // Waits for the match this user is in.
    std::optional<wire::MatchFound> found();
    // Joins it, and plays from now on.
    std::optional<wire::MatchSnapshot> join(std::int64_t matchId);
    // Waits for the match to start, or to go on since the last call.
    std::optional<wire::MatchClock> started();
    std::optional<wire::MatchEnded> ended();
    // Keeps its connection, but says nothing more.
    void fallSilent() { m_beats.stop(); }
    // Beats, but never presses a key.
    void stayStill() { m_still = true; }

    // The connection breaks without a goodbye.
    void lose();

    std::uint32_t inputsSent() const { return m_number; }
    std::uint32_t epoch() const { return m_epoch; }

 private:
    void beat();
    void press();
    void followClock();

    std::unique_ptr<TestClient> m_client;
    QTimer m_beats;
    std::optional<wire::MatchClock> m_clock;
    bool m_clockIsNews = false;  // started() has not told of it yet
    std::uint32_t m_epoch = 0;
    std::uint32_t m_number = 0;
    int m_direction = 0;
    bool m_still = false;
};

}  // namespace test
