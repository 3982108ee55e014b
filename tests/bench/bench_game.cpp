// What a tick costs: one step, its hash, an AI's decision, and a whole match from its recording.

#include "shared/ai/ai_player.h"
#include "shared/pong/match_recording.h"
#include "shared/pong/random.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <vector>

using namespace pong;

namespace {

constexpr Tick fiveMinutes = 5 * 60 * ticksPerSecond;

// Eight changes a second of both players together, after the ball. First to 21 with large paddles is still on when the
// five minutes end, so that no tick is one of the cheap ones after the end.
MatchRecording fiveMinuteMatch() {
    MatchRecording recording{Rules{.pointsToWin = 21, .paddleHeight = 112}, 1, {}, fiveMinutes};
    Simulation simulation(recording.rules, recording.seed);
    std::uint64_t generator = recording.seed;
    Inputs held{};
    while (simulation.state().tick < fiveMinutes && !simulation.isOver()) {
        for (const Side side : {Side::Left, Side::Right}) {
            if (randomBelow(generator, 30) > 0)
                continue;
            const Fixed off = simulation.state().ballY - simulation.state().paddleY[index(side)];
            const int direction = std::abs(off) < units(20) ? 0 : off > 0 ? 1 : -1;
            held[index(side)] = static_cast<Direction>(direction);
            recording.changes.push_back({simulation.state().tick + 1, side, held[index(side)]});
        }
        simulation.step(held);
    }
    recording.lastTick = simulation.state().tick;
    return recording;
}

// Steps of every kind in their usual mix: the five minutes over and over.
void step(benchmark::State& state) {
    const MatchRecording recording = fiveMinuteMatch();
    std::vector<Inputs> inputs(static_cast<std::size_t>(fiveMinutes) + 1);
    for (const Change& change : recording.changes)
        for (auto tick = static_cast<std::size_t>(change.tick); tick < inputs.size(); ++tick)
            inputs[tick][index(change.side)] = change.direction;
    Simulation simulation(recording.rules, recording.seed);
    std::size_t next = 1;
    for (auto _ : state) {
        benchmark::DoNotOptimize(simulation.step(inputs[next]));
        if (++next == inputs.size()) {
            simulation = Simulation(recording.rules, recording.seed);
            next = 1;
        }
    }
}
BENCHMARK(step);

void replayFiveMinutes(benchmark::State& state) {
    const MatchRecording recording = fiveMinuteMatch();
    if (recording.lastTick != fiveMinutes)
        state.SkipWithError("the match is over before five minutes");
    for (auto _ : state) {
        Replay replay(recording);
        replay.seek(recording.lastTick);
        benchmark::DoNotOptimize(replay.simulation().state());
    }
    state.counters["ticks"] = static_cast<double>(recording.lastTick);
    state.counters["changes"] = static_cast<double>(recording.changes.size());
    state.counters["bytes"] = static_cast<double>(encodeChanges(recording.changes, 0).size());
}
BENCHMARK(replayFiveMinutes)->Unit(benchmark::kMicrosecond);

void hash(benchmark::State& state) {
    Simulation simulation(Rules{}, 1);
    simulation.step({});
    for (auto _ : state) {
        benchmark::DoNotOptimize(simulation);
        benchmark::DoNotOptimize(simulation.hash());
    }
}
BENCHMARK(hash);

// Two AI players and the step that their answers make.
void aiTick(benchmark::State& state) {
    Simulation simulation(Rules{}, 1);
    ai::AiPlayer left(Side::Left, ai::parametersOf(4), 1);
    ai::AiPlayer right(Side::Right, ai::parametersOf(4), 2);
    for (auto _ : state) {
        simulation.step({left.decide(simulation), right.decide(simulation)});
        if (simulation.isOver())
            simulation = Simulation(Rules{}, 1);
    }
}
BENCHMARK(aiTick);

}  // namespace
