// A live match without input does not touch the heap. A program of its own, because it counts what operator new is
// asked for.

#include "server/play/live_match.h"

#include <QtTest>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> allocations = 0;

class Deaf final : public server::LiveMatchOutput {
 public:
    void send(pong::Side, const pong::wire::ServerMessage& message) override {
        beats += message.match_advance().has_hash();
    }
    void sendAll(const pong::wire::ServerMessage&) override {}
    void sendToSpectators(const pong::wire::ServerMessage&) override {}
    bool isWatched() const override { return true; }
    void changesFinal(const server::FinalChanges&) override { ++chunks; }
    void pointScored(const server::MatchPoint&) override { ++points; }
    void ended(const server::MatchResult&) override {}

    int beats = 0;
    int chunks = 0;
    int points = 0;
};

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

class TestLiveMatchAllocations : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void advanceDoesNotAllocate();
};

void TestLiveMatchAllocations::advanceDoesNotAllocate() {
    Deaf output;
    pong::Rules rules;
    rules.pointsToWin = 21;
    std::int64_t nowUs = 0;
    server::LiveMatch match(1, rules, 4, output, nowUs);
    match.playerJoined(pong::Side::Left, nowUs);
    match.playerJoined(pong::Side::Right, nowUs);
    const auto pass = [&](pong::Tick ticks) {
        for (pong::Tick i = 0; i < ticks; ++i) {
            nowUs += 8'334;
            match.beat(pong::Side::Left, pong::wire::MatchBeat::default_instance(), nowUs);
            match.beat(pong::Side::Right, pong::wire::MatchBeat::default_instance(), nowUs);
            match.advance(nowUs);
        }
    };
    pass(600);  // the start, and each kind of message once
    QVERIFY(match.simulation().state().tick > 300);
    const long before = allocations;
    QVERIFY(before > 0);
    pass(3000);
    QCOMPARE(allocations - before, 0L);
    QVERIFY(output.beats > 50);
    QVERIFY(output.chunks > 25);
    QVERIFY(output.points > 2);
}

QTEST_APPLESS_MAIN(TestLiveMatchAllocations)
#include "test_live_match_allocations.moc"
