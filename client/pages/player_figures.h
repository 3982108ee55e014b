#pragma once

// What a profile's side column says of a player's play: figures, won against lost as a bar, and the rating with its
// curve. For the own profile and for those of others. Main thread only.
//
// Object names: winBar, ratingCurve, ratingChange.

#include "client/widgets/rating_curve.h"

#include <QWidget>

#include <array>
#include <cstdint>

class QGridLayout;
class QLabel;

namespace client {

class Look;
class ShareBar;

class PlayerFigures : public QWidget {
    Q_OBJECT

 public:
    // All time.
    struct Figures {
        std::int64_t matches = 0;
        std::int64_t won = 0;
        std::int64_t totalScore = 0;
        std::int64_t tournaments = 0;
        std::int64_t tournamentsWon = 0;
        int rating = 0;  // 0: unrated
    };

    explicit PlayerFigures(const Look& look, QWidget* parent = nullptr);

    void setFigures(const Figures& figures);
    // The oldest first.
    void setRatings(const QList<RatingCurve::Point>& points, const QDateTime& now);

 private:
    QLabel* addFigure(QGridLayout* grid, int position, const QString& name);
    QWidget* buildRating();

    std::array<QLabel*, 6> m_figures{};
    ShareBar* m_bar;
    QLabel* m_won;
    QLabel* m_lost;
    QLabel* m_rating = nullptr;
    QLabel* m_change = nullptr;
    RatingCurve* m_curve;
};

}  // namespace client
