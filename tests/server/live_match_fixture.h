#pragma once

// A LiveMatch alone, with everything it says kept, and a clock that the test turns.

#include "server/play/live_match.h"
#include "server/play/stall_watch.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace live_match_test {

struct Chunk {
    pong::Tick after = 0;
    pong::Tick through = 0;
    std::vector<pong::Change> changes;
};

class KeptOutput final : public server::LiveMatchOutput {
 public:
    void send(pong::Side side, const pong::wire::ServerMessage& message) override {
        received[pong::index(side)].push_back(message);
    }
    void sendAll(const pong::wire::ServerMessage& message) override {
        for (auto& each : received)
            each.push_back(message);
        watched.push_back(message);
    }
    void sendToSpectators(const pong::wire::ServerMessage& message) override { watched.push_back(message); }
    bool isWatched() const override { return true; }
    void changesFinal(const server::FinalChanges& chunk) override {
        chunks.push_back({chunk.after, chunk.through, {chunk.changes.begin(), chunk.changes.end()}});
        flushedBeforePoints.push_back(points.size());
    }
    void pointScored(const server::MatchPoint& point) override { points.push_back(point); }
    void ended(const server::MatchResult& result) override { results.push_back(result); }

    std::array<std::vector<pong::wire::ServerMessage>, 2> received;
    std::vector<pong::wire::ServerMessage> watched;
    std::vector<Chunk> chunks;
    std::vector<std::size_t> flushedBeforePoints;  // how many points there were at each chunk
    std::vector<server::MatchPoint> points;
    std::vector<server::MatchResult> results;
};

class Fixture {
 public:
    static constexpr std::int64_t matchId = 5;

    explicit Fixture(const pong::Rules& rules = {}, std::uint64_t seed = 3)
        : match(matchId, rules, seed, output, nowUs) {
        stalls.start(nowUs);
    }
    Fixture(const pong::MatchRecording& stored) : match(matchId, stored, output, nowUs) { stalls.start(nowUs); }

    // Both join, and the 3-2-1 is over; nothing is stepped yet.
    void start() {
        join(pong::Side::Left);
        join(pong::Side::Right);
        advance();
        passUs(server::LiveMatch::countdownUs);
        clear();
    }
    // The same, and so many ticks are played, of which nothing is kept.
    void startAndPlay(pong::Tick ticks) {
        start();
        passTicks(ticks);
        clear();
    }
    pong::wire::MatchSnapshot join(pong::Side side) { return match.playerJoined(side, nowUs); }

    // A tick of the server's timer.
    void advance() {
        if (const std::int64_t lostUs = stalls.tick(nowUs); lostUs > 0)
            match.stoodStill(lostUs, nowUs);
        match.advance(nowUs);
    }
    // Time passes as the server's timer sees it; those who are there beat.
    void passUs(std::int64_t us) {
        const std::int64_t endUs = nowUs + us;
        while (nowUs < endUs) {
            nowUs = std::min(endUs, nowUs + 8'333);
            for (const pong::Side side : {pong::Side::Left, pong::Side::Right})
                if (isBeating[pong::index(side)])
                    match.beat(side, {}, nowUs);
            advance();
        }
    }
    void passTicks(pong::Tick ticks) {
        for (const pong::Tick end = tick() + ticks; tick() < end;)
            passUs(1000);
    }

    std::uint32_t input(pong::Side side, pong::Tick tick, pong::Direction direction) {
        const std::uint32_t number = ++numbers[pong::index(side)];
        input(side, number, epoch, tick, direction);
        return number;
    }
    void input(pong::Side side, std::uint32_t number, std::uint32_t inEpoch, pong::Tick tick,
               pong::Direction direction) {
        pong::wire::MatchInput input;
        input.set_epoch(inEpoch);
        input.set_number(number);
        input.set_tick_direction(pong::packInput({tick, direction}));
        match.input(side, input, nowUs);
    }

    pong::Tick tick() const { return match.simulation().state().tick; }
    double paddleY(pong::Side side) const {
        return static_cast<double>(match.simulation().state().paddleY[pong::index(side)]) / pong::unit;
    }
    void clear() {
        for (auto& each : output.received)
            each.clear();
        output.watched.clear();
    }
    const std::vector<pong::wire::ServerMessage>& toLeft() const { return output.received[0]; }
    const std::vector<pong::wire::ServerMessage>& toRight() const { return output.received[1]; }

    std::int64_t nowUs = 1'000'000;
    KeptOutput output;
    server::StallWatch stalls;
    server::LiveMatch match;
    std::array<std::uint32_t, 2> numbers{};
    std::array<bool, 2> isBeating{true, true};
    std::uint32_t epoch = 2;  // of the first start
};

// What a message says of changes.
inline std::vector<pong::RelayedChange> changesOf(const pong::wire::ServerMessage& message) {
    const pong::wire::MatchAdvance& advance = message.match_advance();
    std::vector<pong::RelayedChange> changes;
    for (const std::uint32_t packed : advance.changes())
        changes.push_back(pong::unpackChange(packed, static_cast<pong::Tick>(advance.through_tick()))
                              .value_or(pong::RelayedChange()));
    return changes;
}

// Of a message that has one; else a default one.
inline pong::RelayedChange onlyChange(const pong::wire::ServerMessage& message) {
    const std::vector<pong::RelayedChange> changes = changesOf(message);
    return changes.size() == 1 ? changes[0] : pong::RelayedChange();
}

// The last beat that the match sent.
inline pong::wire::MatchAdvance lastBeat(const std::vector<pong::wire::ServerMessage>& messages) {
    for (auto message = messages.rbegin(); message != messages.rend(); ++message)
        if (message->match_advance().has_hash())
            return message->match_advance();
    return {};
}

}  // namespace live_match_test
