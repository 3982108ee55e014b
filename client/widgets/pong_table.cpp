#include "client/widgets/pong_table.h"

#include "client/widgets/block_numerals.h"
#include "client/widgets/look.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr PongTable::Microseconds hitFlash = 90ms;
constexpr PongTable::Microseconds pointFade = 600ms;
constexpr PongTable::Microseconds pointChip = 800ms;
constexpr int shortestRally = 3;  // hits; fewer are not worth a figure
constexpr int chipHeight = 32;

QColor mixed(const QColor& from, const QColor& to, double part) {
    const auto mix = [part](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * part)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

}  // namespace

PongTable::PongTable(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setObjectName(QStringLiteral("pongTable"));
    setAccessibleName(tr("Match table"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PongTable::setFrame(const MatchFrame& frame, Microseconds now) {
    m_frame = frame;
    m_now = now;
    if (!frame.ballVisible || frame.serving)
        m_trail.clear();
    else
        m_trail.push({frame.ballX, frame.ballY});
    update();
}

void PongTable::addEffect(const MatchEffect& effect) {
    switch (effect.kind) {
        case MatchEffect::Kind::LeftPaddleHit:
            m_hit[0] = m_now;
            break;
        case MatchEffect::Kind::RightPaddleHit:
            m_hit[1] = m_now;
            break;
        case MatchEffect::Kind::LeftScored:
            m_point[0] = m_now;
            break;
        case MatchEffect::Kind::RightScored:
            m_point[1] = m_now;
            break;
        case MatchEffect::Kind::WallHit:
        case MatchEffect::Kind::Served:
        case MatchEffect::Kind::Over:
            break;
    }
    update();
}

void PongTable::setPlayerNames(const QString& left, const QString& right) {
    m_names = {left, right};
    update();
}

void PongTable::setRallyShown(bool shown) {
    m_rallyShown = shown;
    update();
}

void PongTable::clear() {
    m_trail.clear();
    m_hit = {};
    m_point = {};
    update();
}

QRect PongTable::tableRect() const {
    return TableGeometry(size()).table();
}

QSize PongTable::minimumSizeHint() const {
    return {240, 150};
}

void PongTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        m_background = QPixmap();
    QWidget::changeEvent(event);
}

void PongTable::paintEvent(QPaintEvent*) {
    const qreal ratio = devicePixelRatioF();
    const TableGeometry geometry((QSizeF(size()) * ratio).toSize());
    updateBackground(geometry, ratio);

    QPainter painter(this);
    painter.drawPixmap(0, 0, m_background);
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    painter.setClipRect(geometry.table());
    paintNumerals(painter, geometry);
    paintBall(painter, geometry);
    paintPaddle(painter, geometry, pong::Side::Left);
    paintPaddle(painter, geometry, pong::Side::Right);
    painter.restore();
    paintRally(painter);
    paintPoint(painter);
}

void PongTable::updateBackground(const TableGeometry& geometry, qreal ratio) {
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    const Theme& theme = m_look.theme();
    const BackgroundKey key{pixels, m_frame.score, theme.tableBg.rgb()};
    if (!m_background.isNull() && key == m_backgroundKey)
        return;
    m_backgroundKey = key;
    m_background = QPixmap(pixels);
    m_background.fill(theme.window);
    QPainter painter(&m_background);
    painter.fillRect(geometry.table(), theme.tableBg);
    painter.fillRect(geometry.topWall(), theme.tableWall);
    painter.fillRect(geometry.bottomWall(), theme.tableWall);
    for (const QRect& dash : geometry.net())
        painter.fillRect(dash, theme.tableLine);
    for (const pong::Side side : {pong::Side::Left, pong::Side::Right}) {
        const int score = m_frame.score[pong::index(side)];
        blocks::paintNumber(painter, geometry.numeral(side, score), geometry.numeralCell(), score, theme.tableNumeral);
    }
    painter.end();
    m_background.setDevicePixelRatio(ratio);
}

// A numeral that just changed is drawn again over the cached one, in a colour that falls back to it.
void PongTable::paintNumerals(QPainter& painter, const TableGeometry& geometry) const {
    for (const pong::Side side : {pong::Side::Left, pong::Side::Right}) {
        const auto part = progress(m_point[pong::index(side)], pointFade);
        if (!part)
            continue;
        const int score = m_frame.score[pong::index(side)];
        blocks::paintNumber(painter, geometry.numeral(side, score), geometry.numeralCell(), score,
                            mixed(m_look.theme().onTable, m_look.theme().tableNumeral, *part));
    }
}

void PongTable::paintBall(QPainter& painter, const TableGeometry& geometry) const {
    if (!m_frame.ballVisible)
        return;
    if (!m_look.reduceMotion()) {
        for (const BallTrail::Square& square : m_trail.squares()) {
            QColor color = m_look.theme().ball;
            color.setAlphaF(static_cast<float>(square.alpha));
            painter.fillRect(geometry.square(square.centre.x(), square.centre.y(), square.side), color);
        }
    }
    painter.fillRect(geometry.square(m_frame.ballX, m_frame.ballY, TableGeometry::ballUnits), m_look.theme().ball);
}

void PongTable::paintPaddle(QPainter& painter, const TableGeometry& geometry, pong::Side side) const {
    const Theme& theme = m_look.theme();
    QColor color = side == pong::Side::Left ? theme.paddleL : theme.paddleR;
    if (const auto part = progress(m_hit[pong::index(side)], hitFlash))
        color = mixed(theme.ball, color, *part);
    constexpr int radius = 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(geometry.paddle(side, m_frame.paddleY[pong::index(side)], m_frame.paddleHeight), radius,
                            radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PongTable::paintRally(QPainter& painter) const {
    if (!m_rallyShown || m_frame.rally < shortestRally || m_frame.stage == MatchFrame::Stage::Over)
        return;
    const Theme& theme = m_look.theme();
    const QFont wordFont = m_look.font(TextStyle::Small);
    const QFont figureFont = m_look.number(14, QFont::DemiBold);
    const QString word = tr("Rally");
    const QString figure = QString::number(m_frame.rally);
    const int wordWidth = QFontMetrics(wordFont).horizontalAdvance(word);
    const int figureWidth = QFontMetrics(figureFont).horizontalAdvance(figure);
    const int height = m_look.scaled(chipHeight);
    const QRect table = tableRect();
    QRect chip(0, 0, 12 + wordWidth + 8 + figureWidth + 12, height);
    chip.moveCenter(table.center());
    chip.moveBottom(table.bottom() - 16);

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.highContrast ? QPen(theme.line, 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.surface1);
    painter.drawRoundedRect(chip, 4, 4);
    painter.setFont(wordFont);
    painter.setPen(theme.text2);
    painter.drawText(chip.adjusted(12, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, word);
    painter.setFont(figureFont);
    painter.setPen(theme.text);
    painter.drawText(chip.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, figure);
}

void PongTable::paintPoint(QPainter& painter) const {
    for (const pong::Side side : {pong::Side::Left, pong::Side::Right}) {
        const auto& since = m_point[pong::index(side)];
        const QString& name = m_names[pong::index(side)];
        if (!since || m_now - *since >= pointChip || name.isEmpty())
            continue;
        const Theme& theme = m_look.theme();
        const bool left = side == pong::Side::Left;
        const QFont font = m_look.font(TextStyle::BodyStrong);
        const QRect table = tableRect();
        const int inset = table.width() / 16;
        const int square = 8;
        const QFontMetrics metrics(font);
        // At most up to the numerals.
        const QString text = metrics.elidedText(tr("Point to %1").arg(name), Qt::ElideRight, table.width() / 4);
        QRect chip(table.left() + inset, table.top() + 32, 12 + square + 8 + metrics.horizontalAdvance(text) + 12,
                   m_look.scaled(chipHeight));
        if (!left)
            chip.moveRight(table.right() - inset);

        const QColor color = left ? theme.accentText : theme.rival;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.highContrast ? QPen(color, 1) : QPen(Qt::NoPen));
        painter.setBrush(left ? theme.accentSoft : theme.rivalSoft);
        painter.drawRoundedRect(chip, 4, 4);
        painter.fillRect(chip.left() + 12, chip.center().y() - square / 2 + 1, square, square, color);
        painter.setPen(color);
        painter.setFont(font);
        painter.drawText(chip.adjusted(12 + square + 8, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
}

std::optional<double> PongTable::progress(const std::optional<Microseconds>& since, Microseconds length) const {
    if (!since || m_look.reduceMotion() || m_now - *since >= length)
        return std::nullopt;
    return double((m_now - *since).count()) / double(length.count());
}

}  // namespace client
