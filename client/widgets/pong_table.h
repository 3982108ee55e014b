#pragma once

// The match table: draws the latest frame at 16:10, as large as it fits, and what flashes after hits and points. Knows
// nothing of time but what setFrame() tells it. Main thread only.

#include "client/match/match_effect.h"
#include "client/match/match_frame.h"
#include "client/widgets/ball_trail.h"
#include "client/widgets/table_geometry.h"

#include <QPixmap>
#include <QWidget>

#include <array>
#include <chrono>
#include <optional>

namespace client {

class Look;

class PongTable : public QWidget {
    Q_OBJECT

 public:
    using Microseconds = std::chrono::microseconds;

    explicit PongTable(const Look& look, QWidget* parent = nullptr);

    // What to show, at this time of a steady clock.
    void setFrame(const MatchFrame& frame, Microseconds now);
    // Lights up what it is about, from the latest frame's time on.
    void addEffect(const MatchEffect& effect);
    // Who a point goes to, in words. Without names points are not announced.
    void setPlayerNames(const QString& left, const QString& right);
    void setRallyShown(bool shown);
    // Forgets the trail and every flash: another match begins.
    void clear();

    // Where the table lies in this widget, without the bars around it.
    QRect tableRect() const;

    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    struct BackgroundKey {
        QSize size;
        std::array<int, 2> score{};
        QRgb theme = 0;

        bool operator==(const BackgroundKey&) const = default;
    };

    void updateBackground(const TableGeometry& geometry, qreal ratio);
    void paintNumerals(QPainter& painter, const TableGeometry& geometry) const;
    void paintBall(QPainter& painter, const TableGeometry& geometry) const;
    void paintPaddle(QPainter& painter, const TableGeometry& geometry, pong::Side side) const;
    void paintRally(QPainter& painter) const;
    void paintPoint(QPainter& painter) const;
    // How far along a flash that lasts `length` is, 0 to 1; nothing once it is over, or without motion.
    std::optional<double> progress(const std::optional<Microseconds>& since, Microseconds length) const;

    const Look& m_look;
    MatchFrame m_frame;
    Microseconds m_now{0};
    BallTrail m_trail;
    std::array<std::optional<Microseconds>, 2> m_hit;
    std::array<std::optional<Microseconds>, 2> m_point;
    std::array<QString, 2> m_names;
    bool m_rallyShown = true;
    QPixmap m_background;
    BackgroundKey m_backgroundKey;
};

}  // namespace client
