#pragma once

// One running match on the server: fixes the tick of every input, steps the game and says what everybody must know.
// Pure logic without sockets, SQL or a clock: time comes in as microseconds of a steady clock that never goes back.
// Main thread only. Changes of stage (pause, resume, end) happen in advance(), so the other functions may be called at
// any time, also from inside the output's functions where it says so.

#include "server/play/hash_ring.h"
#include "server/play/live_match_output.h"
#include "server/play/match_player.h"
#include "shared/pong/match_recording.h"
#include "shared/pong/tick_clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <shared/protocol/envelope.pb.h>
#include <vector>

namespace server {

struct LiveMatchCounters {
    std::uint32_t inputs = 0;
    std::uint32_t lateInputs = 0;  // came after the tick they asked for
    std::uint32_t refusedInputs = 0;
    std::uint32_t desyncs = 0;
    std::uint32_t stalls = 0;  // longer than what is caught up: the match's clock was shifted
    std::uint32_t pauses = 0;
};

class LiveMatch {
 public:
    enum class Stage : std::uint8_t {
        Waiting,  // for both players: at first, or in a pause
        Running,  // 3-2-1, then play
        Stopped,  // by shutdown()
        Over
    };

    static constexpr std::int64_t countdownUs = 3 * 700'000;
    static constexpr std::int64_t silenceUs = 1'500'000;        // of a player: gone
    static constexpr std::int64_t waitUs = 30'000'000;          // for a player: then the other one has won
    static constexpr std::int64_t restoredWaitUs = 60'000'000;  // clients must find the restarted server first
    // Play starts on a tick of the server's timer, so each later one is a step's time, give or take the rounding.
    static constexpr std::int64_t roundingUs = 2;
    static constexpr pong::Tick beatTicks = 60;

    // A new match that waits for its players. `rules` must be valid; `output` must outlive the match.
    LiveMatch(std::int64_t matchId, const pong::Rules& rules, std::uint64_t seed, LiveMatchOutput& output,
              std::int64_t nowUs);
    // Goes on with what was stored of an unfinished match: re-simulates it and waits for its players.
    LiveMatch(std::int64_t matchId, const pong::MatchRecording& stored, LiveMatchOutput& output, std::int64_t nowUs);
    LiveMatch(const LiveMatch&) = delete;
    LiveMatch& operator=(const LiveMatch&) = delete;

    // At a tick of the server's timer, with its deadline: steps as far as time has come, and says what there is to say.
    // Needed from dueUs() on; earlier and more often is fine, and changes nothing of what is said. Without input it
    // does not allocate.
    void advance(std::int64_t nowUs);
    // Until then nobody misses advance(): no beat is due, no point can be scored, nobody has been silent for too long.
    // Every other function may change it, and so do spectators who come and go: a beat for those may be half a second
    // late. Most matches have nothing to say in most ticks, and so are not touched.
    std::int64_t dueUs() const;
    // The server stood still, and this much of it is lost: see StallWatch. Before advance() at the tick that ended it.
    void stoodStill(std::int64_t lostUs, std::int64_t nowUs);

    // The player's client asks to join (again). The answer must be sent before advance() is called next: what follows
    // builds upon it.
    pong::wire::MatchSnapshot playerJoined(pong::Side side, std::int64_t nowUs);
    // The player's connection is gone.
    void playerDropped(pong::Side side);
    // Leaves for good: the other one has won.
    void leave(pong::Side side);
    void input(pong::Side side, const pong::wire::MatchInput& input, std::int64_t nowUs);
    void beat(pong::Side side, const pong::wire::MatchBeat& beat, std::int64_t nowUs);

    // The server stops: pauses, and gives the recorder all there is. The match can be restored from its record.
    void shutdown(std::int64_t nowUs);

    // What a spectator needs to follow from here on.
    pong::wire::MatchSnapshot snapshot(std::int64_t nowUs) const;

    std::int64_t matchId() const { return m_matchId; }
    Stage stage() const { return m_stage; }
    bool isOver() const { return m_stage == Stage::Over; }
    bool isPresent(pong::Side side) const { return m_players[pong::index(side)].present; }
    const pong::Simulation& simulation() const { return m_simulation; }
    const LiveMatchCounters& counters() const { return m_counters; }

 private:
    void noticeSilence();
    void advanceWaiting();
    void advanceRunning();
    void startPlay();
    void pausePlay();
    void releaseAll();
    void endByLeaving();
    void endByAbsence();
    void finish(pong::wire::MatchEndReason reason, std::optional<pong::Side> winner);

    void stepTo(std::int64_t nowUs);
    void catchUp(std::int64_t nowUs);
    void step();
    void applyDue(pong::Side side);
    void flushChanges();
    void pointScored(pong::Side scorer);

    pong::wire::MatchAdvance& freshAdvance();
    pong::wire::MatchAdvance& newsFor(pong::Side side);
    void addBeat(pong::wire::MatchAdvance& advance, pong::Side side);
    void addSpectatorsBeat(pong::wire::MatchAdvance& advance);
    void sendBeat(pong::Side side);
    void sendSpectatorsBeat();
    void sendBeats();
    void sendDueBeats();
    void sendUntold();
    pong::Tick nextBeatTick() const;
    void relay(const pong::RelayedChange& change, bool isAsAsked);
    void relayTo(pong::Side side, const pong::RelayedChange& change);
    void relayToSpectators(const pong::RelayedChange& change);
    void refuse(pong::Side side, std::uint32_t number);
    void sendClock();
    void sendPaused();
    void sendDesyncSnapshot(pong::Side side);

    bool bothPresent() const { return m_players[0].present && m_players[1].present; }
    bool isAnybodyGone() const { return m_dropped || m_players[0].left || m_players[1].left; }
    MatchPlayer& player(pong::Side side) { return m_players[pong::index(side)]; }
    // The last tick stepped: what time it is for inputs, never the clock; catchUp() first.
    pong::Tick now() const { return m_simulation.state().tick; }
    std::array<int, 2> score() const;
    std::uint32_t waitMs(std::int64_t nowUs) const;

    LiveMatchOutput& m_output;
    std::int64_t m_matchId;
    pong::Simulation m_simulation;
    pong::Inputs m_directions{};  // as of the last tick
    std::array<MatchPlayer, 2> m_players;
    Stage m_stage = Stage::Waiting;
    bool m_presenceChanged = false;
    bool m_dropped = false;  // somebody, since the last advance()
    std::uint32_t m_epoch = 1;

    std::int64_t m_nowUs;  // of the last call that brought the time
    std::int64_t m_waitEndsUs = 0;
    pong::TickClock m_clock;  // while running
    std::int64_t m_nextStepUs = 0;
    pong::Tick m_startTick = 0;  // where this epoch's play began
    pong::Tick m_spectatorsBeatTick = 0;

    HashRing m_hashes;  // of the last beats
    pong::Tick m_flushedTick = 0;
    std::vector<pong::Change> m_unflushed;
    pong::wire::ServerMessage m_message;  // a MatchAdvance, kept so that beats do not allocate
    LiveMatchCounters m_counters;
};

}  // namespace server
