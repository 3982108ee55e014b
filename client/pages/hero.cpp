#include "client/pages/hero.h"

#include "client/pages/match_texts.h"
#include "client/widgets/block_numerals.h"
#include "client/widgets/buttons.h"
#include "client/widgets/keycap.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace client {

namespace {

constexpr int usualHeight = 248;
constexpr int lowHeight = 184;
constexpr int playWidth = 240;
constexpr int playHeight = 64;
constexpr int padding = 32;
constexpr int frameTime = 33;  // milliseconds
constexpr int ticksAFrame = 4;
constexpr std::uint64_t seed = 1972;

constexpr int ball = 12;
constexpr int paddleWidth = 10;
constexpr int paddleFromEdge = 12;
constexpr int numeralCell = 8;
constexpr int numeralFromNet = 32;
constexpr int dashWidth = 2;
constexpr int dash = 6;

constexpr pong::Fixed leftFace = pong::paddleInset + pong::paddleWidth;
constexpr pong::Fixed rightFace = pong::tableWidth - leftFace;

QWidget* hint(const Look& look, const QString& words, const QString& key) {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QLabel* label = makeLabel(words, "small");
    setTone(label, "onTable2");
    row->addWidget(label);
    row->addWidget(new Keycap(look, key, Keycap::Ground::Table));
    return whole;
}

QPushButton* heroButton(const QString& text, const char* kind, const QString& objectName) {
    QPushButton* button = makeButton(text, kind, objectName);
    button->setProperty("scale", QStringLiteral("hero"));
    button->setFixedSize(playWidth, playHeight);
    return button;
}

}  // namespace

Hero::Hero(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    build();
    showState();
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

void Hero::build() {
    m_title = new ElidedLabel(QString(), "title");
    m_lead = new ElidedLabel(QString(), "body");
    m_today = makeLabel(QString(), "small");
    setTone(m_title, "onTable");
    setTone(m_lead, "onTable2");
    setTone(m_today, "onTable2");
    m_play = heroButton(tr("Play"), "primary", QStringLiteral("playButton"));
    setButtonIcon(m_play, m_look, QStringLiteral("play_filled"));
    m_play->setIconSize(QSize(32, 24));
    m_play->setToolTip(tr("Find an opponent (Space)"));
    m_cancel = heroButton(tr("Cancel"), "secondary", QStringLiteral("cancelSearchButton"));
    m_playHint = hint(m_look, tr("or press"), tr("Space"));
    m_cancelHint = hint(m_look, tr("or press"), tr("Esc"));

    auto* action = new QHBoxLayout;
    action->setSpacing(16);
    action->addWidget(m_play);
    action->addWidget(m_cancel);
    action->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, 12, padding, 12);
    column->setSpacing(0);
    column->addStretch(3);
    column->addWidget(m_title);
    column->addWidget(m_lead);
    column->addSpacing(8);
    column->addStretch(2);
    column->addLayout(action);
    column->addSpacing(10);
    column->addWidget(m_playHint, 0, Qt::AlignLeft);
    column->addWidget(m_cancelHint, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_today->setParent(this);

    connect(m_play, &QPushButton::clicked, this, &Hero::playRequested);
    connect(m_cancel, &QPushButton::clicked, this, &Hero::cancelRequested);
}

void Hero::setGreeting(const QString& greeting) {
    m_greeting = greeting;
    showState();
}

void Hero::setToday(int won, int lost) {
    m_won = won;
    m_lost = lost;
    m_today->setText(won + lost > 0 ? tr("Today: %1 won, %2 lost").arg(won).arg(lost) : QString());
    placeToday();
    update();
}

void Hero::setOnline(bool online) {
    m_online = online;
    showState();
}

bool Hero::canPlay() const {
    return m_online && !m_searching;
}

void Hero::setSearching(bool searching, int waiting) {
    if (searching && !m_searching)
        m_since.start();
    m_searching = searching;
    m_waiting = waiting;
    const bool hadFocus = m_play->hasFocus() || m_cancel->hasFocus();
    showState();
    if (hadFocus)
        (searching ? m_cancel : m_play)->setFocus();
}

void Hero::setLow(bool low) {
    m_low = low;
    updateGeometry();
}

QSize Hero::sizeHint() const {
    const int words = m_look.scaled(32) + m_look.scaled(20) + playHeight + m_look.scaled(31) + 46;
    return {640, std::max(m_low ? lowHeight : usualHeight, words)};
}

void Hero::showState() {
    m_play->setVisible(!m_searching);
    m_play->setEnabled(m_online);
    m_cancel->setVisible(m_searching);
    m_playHint->setVisible(!m_searching);
    m_cancelHint->setVisible(m_searching);
    if (m_searching) {
        m_title->setText(tr("Looking for an opponent"));
        const QString time = MatchTexts::length(m_since.elapsed());
        m_lead->setText(m_waiting > 0 ? tr("%1 · %2 waiting").arg(time).arg(m_waiting) : time);
    } else {
        m_title->setText(m_greeting);
        m_lead->setText(m_online ? tr("Quick game against whoever is here") : tr("The server is away. Trying again."));
    }
    update();
}

void Hero::placeToday() {
    m_today->adjustSize();
    m_today->move(width() - padding - 32 - m_today->width(), 32);
}

void Hero::layOutShow() {
    const QWidget* button = m_searching ? m_cancel : m_play;
    layout()->activate();
    const auto units = [this](int y) { return y * pong::tableHeight / pong::unit / std::max(1, height()); };
    const RallyShow::Band band{units(button->geometry().top()), units(button->geometry().bottom())};
    m_show = std::make_unique<RallyShow>(band, seed);
    m_trail.clear();
}

void Hero::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // The words end before the score.
    const int room = width() / 2 - numeralFromNet - blocks::widthOf(10, numeralCell) - padding - 16;
    m_title->setMaximumWidth(room);
    m_lead->setMaximumWidth(room);
    placeToday();
    layOutShow();
    // The still picture has a trail too.
    for (int tick = 0; tick < 2 * pong::ticksPerSecond; ++tick) {
        m_show->step();
        const pong::State& state = m_show->simulation().state();
        m_trail.push(place(state.ballX, state.ballY));
    }
}

void Hero::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_frames.timerId())
        return QWidget::timerEvent(event);
    if (m_searching)
        showState();
    if (!window()->isActiveWindow() || m_look.reduceMotion() || !m_show)
        return;
    for (int tick = 0; tick < ticksAFrame; ++tick) {
        m_show->step();
        const pong::State& state = m_show->simulation().state();
        m_trail.push(place(state.ballX, state.ballY));
    }
    update();
}

void Hero::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_frames.start(frameTime, this);
}

void Hero::hideEvent(QHideEvent* event) {
    m_frames.stop();
    QWidget::hideEvent(event);
}

QPointF Hero::place(int x, int y) const {
    // The left face is the button's right edge, the right one the painted paddle's left edge.
    const double from = padding + playWidth;
    const double to = width() - paddleFromEdge - paddleWidth;
    return {from + (to - from) * (x - leftFace) / double(rightFace - leftFace),
            height() * double(y) / pong::tableHeight};
}

void Hero::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const int edge = m_look.edge();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, edge));
    painter.setBrush(theme.tableBg);
    const qreal half = edge / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintTable(painter);
    if (m_show)
        paintRally(painter);
}

void Hero::paintTable(QPainter& painter) const {
    const Theme& theme = m_look.theme();
    const int net = width() / 2;
    for (int y = 10; y + dash <= height() - 8; y += 2 * dash)
        painter.fillRect(net - dashWidth / 2, y, dashWidth, dash, theme.tableLine);
    const int top = 33;
    blocks::paintNumber(painter, {net - numeralFromNet - blocks::widthOf(m_won, numeralCell), top}, numeralCell, m_won,
                        theme.tableNumeral);
    blocks::paintNumber(painter, {net + numeralFromNet, top}, numeralCell, m_lost, theme.tableNumeral);
}

void Hero::paintRally(QPainter& painter) const {
    const Theme& theme = m_look.theme();
    const pong::State& state = m_show->simulation().state();
    const auto square = [&painter](QPointF centre, double side, const QColor& color) {
        const int pixels = std::max(1, int(std::lround(side)));
        painter.fillRect(
            QRect(int(std::lround(centre.x() - side / 2)), int(std::lround(centre.y() - side / 2)), pixels, pixels),
            color);
    };
    if (!m_look.reduceMotion()) {
        for (const BallTrail::Square& past : m_trail.squares()) {
            QColor color = theme.ball;
            color.setAlphaF(static_cast<float>(past.alpha));
            square(past.centre, past.side, color);
        }
    }
    square(place(state.ballX, state.ballY), ball, theme.ball);

    const double paddleHeight =
        m_show->simulation().rules().paddleHeight * height() * pong::unit / double(pong::tableHeight);
    const double y = place(0, state.paddleY[1]).y();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.paddleR);
    painter.drawRoundedRect(QRect(width() - paddleFromEdge - paddleWidth, int(std::lround(y - paddleHeight / 2)),
                                  paddleWidth, int(std::lround(paddleHeight))),
                            2, 2);
}

}  // namespace client
