#include "tests/end_to_end/netcode/watched_match.h"

#include "shared/pong/match_recording.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace netcode {

using client::MatchEffect;
using client::MatchFrame;
using pong::Side;

namespace {

constexpr Side bothSides[] = {Side::Left, Side::Right};
constexpr std::int64_t frameUs = 16'000;
constexpr std::int64_t settlingUs = 10'000'000;
constexpr std::int64_t stallEveryUs = 20'000'000;
constexpr std::int64_t stallUs = 1'000'000;
constexpr pong::Tick sameEffect = 6;  // ticks: a paddle hit that was foreseen may be some off

MatchEffect::Kind kindOf(pong::Event event, Side side) {
    const bool isLeft = side == Side::Left;
    switch (event) {
        case pong::LeftPaddleHit:
            return isLeft ? MatchEffect::Kind::LeftPaddleHit : MatchEffect::Kind::RightPaddleHit;
        case pong::RightPaddleHit:
            return isLeft ? MatchEffect::Kind::RightPaddleHit : MatchEffect::Kind::LeftPaddleHit;
        case pong::LeftScored:
            return isLeft ? MatchEffect::Kind::LeftScored : MatchEffect::Kind::RightScored;
        case pong::RightScored:
            return isLeft ? MatchEffect::Kind::RightScored : MatchEffect::Kind::LeftScored;
        case pong::Served:
            return MatchEffect::Kind::Served;
        case pong::MatchOver:
            return MatchEffect::Kind::Over;
        default:
            return MatchEffect::Kind::WallHit;
    }
}

// What a recorded match has to be heard, as this side hears it.
std::multimap<MatchEffect::Kind, pong::Tick> trueEffects(const pong::MatchRecording& recording, Side side) {
    std::multimap<MatchEffect::Kind, pong::Tick> effects;
    pong::Replay replay(recording);
    while (!replay.atEnd()) {
        const pong::Events events = replay.step();
        for (int bit = 0; bit < 7; ++bit)
            if (const auto event = static_cast<pong::Event>(1 << bit); (events & event) != 0)
                effects.emplace(kindOf(event, side), replay.simulation().state().tick);
    }
    return effects;
}

}  // namespace

WatchedMatch::WatchedMatch(const Setup& setup, double slack)
    : m_match(setup)
    , m_seats{Seat{KeyPlayer(setup.seed, slack), {}, {}}, Seat{KeyPlayer(setup.seed + 1, slack), {}, {}}} {
    m_match.setEachMillisecond([this] { watch(); });
}

void WatchedMatch::play(int minutes) {
    m_match.start();
    m_startUs = m_match.nowUs();
    m_match.runUntil([this] { return m_match.result() || !m_failure.isEmpty(); }, std::int64_t{minutes} * 60'000'000);
    m_match.runFor(1'000'000);
}

void WatchedMatch::watch() {
    const std::int64_t nowUs = m_match.nowUs();
    if (!m_settled && m_startUs != 0 && nowUs - m_startUs > settlingUs)
        m_settled = m_match.server().counters();
    if (m_hasStalls && nowUs % stallEveryUs == 0) {
        m_match.left().up().stallUntil(nowUs + stallUs);
        m_match.left().down().stallUntil(nowUs + stallUs);
    }
    for (const Side side : bothSides)
        watchSeat(side);
}

void WatchedMatch::watchSeat(Side side) {
    VirtualClient& client = m_match.client(side);
    Seat& seat = m_seats[pong::index(side)];
    const auto& corrections = client.corrections(client::Corrected::OwnPaddle);
    if (corrections.size() != std::exchange(seat.corrections, corrections.size()))
        seat.correctedUs = m_match.nowUs();

    const bool isFrameDue = (m_match.nowUs() / 1000 + static_cast<std::int64_t>(pong::index(side)) * 7) % 16 == 0;
    const bool isAnswerDue = seat.pressed && m_match.nowUs() - seat.pressed->atUs == 9000;
    if (!isFrameDue && !isAnswerDue)
        return;
    const MatchFrame frame = client.frame(m_match.nowUs());
    checkScore(side, frame);
    if (isAnswerDue)
        checkAnswer(side, frame);
    if (isFrameDue)
        steer(side, frame);
}

void WatchedMatch::steer(Side side, const MatchFrame& frame) {
    Seat& seat = m_seats[pong::index(side)];
    const pong::Direction wanted = seat.player.decide(frame, m_match.nowUs());
    if (wanted == std::exchange(seat.held, wanted))
        return;
    seat.pressed.reset();
    m_match.press(side, wanted);
    const bool isFree = frame.paddleY[0] > 60 && frame.paddleY[0] < 440;
    const bool isEased = m_match.nowUs() - seat.correctedUs < 400'000;
    const bool isAfterStall = m_hasStalls && m_match.nowUs() % stallEveryUs < stallUs + settlingUs / 5;
    if (frame.stage == MatchFrame::Stage::Playing && wanted != pong::Direction::None && isFree && !isEased &&
        !isAfterStall)
        seat.pressed = Press{m_match.nowUs(), frame.paddleY[0], wanted};
}

// Only points that the server has counted are shown, all of them, and never another order of them.
void WatchedMatch::checkScore(Side side, const MatchFrame& frame) {
    std::array<int, 2> shown = frame.score;
    if (side == Side::Right)
        std::swap(shown[0], shown[1]);
    const pong::State& confirmed = m_match.client(side).match().confirmed().state();
    if (shown[0] != confirmed.score[0] || shown[1] != confirmed.score[1])
        fail(QStringLiteral("a score was shown that is not the confirmed one"));
    const auto& points = m_match.points();
    const bool isTrue =
        (shown[0] == 0 && shown[1] == 0) ||
        std::any_of(points.begin(), points.end(), [&](const auto& point) { return point.score == shown; });
    if (!isTrue)
        fail(QStringLiteral("a score was shown that the server never had"));
    if (frame.stage == MatchFrame::Stage::Over && !m_match.result())
        fail(QStringLiteral("an end was shown before its time"));
}

// A press moves the paddle within the tick in which it was made: after 9 ms by more than a tick's way. Not looked at
// just after a stall, where holds that started late end late.
void WatchedMatch::checkAnswer(Side side, const MatchFrame& frame) {
    Seat& seat = m_seats[pong::index(side)];
    const Press press = *std::exchange(seat.pressed, std::nullopt);
    if (frame.stage != MatchFrame::Stage::Playing || seat.correctedUs >= press.atUs)
        return;
    const double way = (frame.paddleY[0] - press.paddleY) * static_cast<double>(press.direction);
    if (way < 4)
        fail(QStringLiteral("the own paddle moved by %1 units in the tick of a press").arg(way));
    ++m_answeredPresses;
}

// Everything that happened was heard, and nothing twice.
void WatchedMatch::checkEffects(Side side, int& foreseenInVain) {
    auto missing = trueEffects(m_match.recording(), side);
    std::set<std::pair<MatchEffect::Kind, pong::Tick>> played;
    for (const auto& [effect, confirmedTick, shownTick] : m_match.client(side).effects()) {
        if (!played.insert({effect.kind, effect.tick}).second)
            fail(QStringLiteral("an effect was played twice"));
        const auto [begin, end] = missing.equal_range(effect.kind);
        const auto found = std::find_if(
            begin, end, [tick = effect.tick](const auto& each) { return std::abs(each.second - tick) < sameEffect; });
        if (found != end)
            missing.erase(found);
        else
            ++foreseenInVain;
    }
    if (!missing.empty())
        fail(QStringLiteral("%1 effects were never played").arg(missing.size()));
}

void WatchedMatch::fail(const QString& what) {
    if (m_failure.isEmpty())
        m_failure = QStringLiteral("%1 s: %2").arg(static_cast<double>(m_match.nowUs()) / 1e6).arg(what);
}

Figures WatchedMatch::figures() {
    constexpr std::int64_t frameHeaderDown = 2;
    constexpr std::int64_t frameHeaderUp = 6;
    Figures figures;
    figures.seconds = m_match.server().simulation().state().tick / 120.0;
    figures.points = static_cast<int>(m_match.points().size());
    const server::LiveMatchCounters settled = m_settled.value_or(server::LiveMatchCounters());
    figures.inputs = m_match.server().counters().inputs - settled.inputs;
    figures.lateInputs = m_match.server().counters().lateInputs - settled.lateInputs;
    figures.answeredPresses = m_answeredPresses;
    const auto aSecond = [&](const VirtualPipe& pipe, std::int64_t header) {
        return static_cast<double>(pipe.bytesSent() + pipe.messagesSent() * header) / figures.seconds;
    };
    for (const Side side : bothSides) {
        figures.bytesUp[pong::index(side)] = aSecond(m_match.client(side).up(), frameHeaderUp);
        figures.bytesDown[pong::index(side)] = aSecond(m_match.client(side).down(), frameHeaderDown);
        figures.leadMs[pong::index(side)] = static_cast<double>(m_match.client(side).match().leadUs()) / 1000;
        checkEffects(side, figures.foreseenInVain);
    }
    return figures;
}

}  // namespace netcode
