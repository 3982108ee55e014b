#include "client/widgets/attract_table.h"

#include "client/widgets/look.h"

#include <QPainter>
#include <QPainterPath>
#include <QTimerEvent>

#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr auto frameTime = 33ms;
constexpr int ticksAFrame = 4;
// A rally is under way and some points are made when somebody first looks.
constexpr pong::Tick warmUp = 150 * pong::ticksPerSecond;
constexpr int trailTicks = 60;

pong::ai::AiPlayer player(pong::Side side, std::uint64_t seed) {
    return {side, pong::ai::parametersOf(4), seed + pong::index(side)};
}

}  // namespace

AttractTable::AttractTable(const Look& look, std::uint64_t seed, QWidget* parent)
    : PongTable(look, parent)
    , m_look(look)
    , m_seed(seed)
    , m_simulation(m_rules, seed)
    , m_left(player(pong::Side::Left, seed))
    , m_right(player(pong::Side::Right, seed)) {
    setRallyShown(false);
    setObjectName({});
    setAccessibleName(tr("Picture of a match"));
    start();
}

void AttractTable::setRules(const pong::Rules& rules) {
    m_rules = rules;
    start();
}

void AttractTable::setRoundedTop(bool rounded) {
    m_roundedTop = rounded;
    update();
}

void AttractTable::start() {
    m_simulation = pong::Simulation(m_rules, m_seed);
    m_left = player(pong::Side::Left, m_seed);
    m_right = player(pong::Side::Right, m_seed);
    clear();
    const auto worthAPicture = [this] {
        return m_simulation.state().phase == pong::Phase::Rally && m_simulation.state().rally >= 2;
    };
    while (!m_simulation.isOver() && (m_simulation.state().tick < warmUp || !worthAPicture()))
        step();
    for (int tick = 0; tick < trailTicks && !m_simulation.isOver(); ++tick) {
        step();
        showState();
    }
}

void AttractTable::step() {
    m_simulation.step({m_left.decide(m_simulation), m_right.decide(m_simulation)});
}

void AttractTable::showState() {
    const pong::State& state = m_simulation.state();
    const auto units = [](pong::Fixed length) { return length / double(pong::unit); };
    MatchFrame frame;
    frame.stage = MatchFrame::Stage::Playing;
    frame.tick = state.tick;
    frame.ballX = units(state.ballX);
    frame.ballY = units(state.ballY);
    frame.paddleY = {units(state.paddleY[0]), units(state.paddleY[1])};
    frame.paddleHeight = m_rules.paddleHeight;
    frame.score = {state.score[0], state.score[1]};
    frame.serving = state.phase == pong::Phase::Serve;
    setFrame(frame, std::chrono::microseconds(state.tick * 1'000'000LL / pong::ticksPerSecond));
}

void AttractTable::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_timer.timerId())
        return PongTable::timerEvent(event);
    if (!window()->isActiveWindow() || m_look.reduceMotion())
        return;
    for (int tick = 0; tick < ticksAFrame; ++tick)
        step();
    if (m_simulation.isOver()) {
        ++m_seed;
        start();
    }
    showState();
}

void AttractTable::showEvent(QShowEvent* event) {
    m_timer.start(int(frameTime.count()), this);
    PongTable::showEvent(event);
}

void AttractTable::hideEvent(QHideEvent* event) {
    m_timer.stop();
    PongTable::hideEvent(event);
}

void AttractTable::paintEvent(QPaintEvent* event) {
    PongTable::paintEvent(event);
    if (!m_roundedTop)
        return;
    // The card's own corner goes on over the picture: ground outside, edge on top.
    const int edge = m_look.edge();
    const qreal radius = 12;
    const QRectF card = QRectF(rect()).adjusted(-edge, -edge, edge, 2 * radius);
    QPainterPath outside;
    outside.addRect(rect());
    QPainterPath inside;
    inside.addRoundedRect(card, radius, radius);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outside - inside, m_look.theme().window);
    painter.setPen(QPen(m_look.theme().line, edge));
    painter.drawRoundedRect(card.adjusted(edge / 2.0, edge / 2.0, -edge / 2.0, 0), radius - edge / 2.0,
                            radius - edge / 2.0);
}

}  // namespace client
