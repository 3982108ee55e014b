#include "client/app/figures_message.h"

namespace client {

PlayerFigures::Figures figuresOf(const pong::wire::PlayerProfile& profile) {
    const pong::wire::PlayerFigures& figures = profile.figures();
    return {figures.games_played(),       figures.games_won(),       figures.total_score(),
            figures.tournaments_played(), figures.tournaments_won(), profile.player().rating()};
}

pong::wire::RatingHistoryRequest ratingsRequest(qint64 userId) {
    pong::wire::RatingHistoryRequest body;
    body.set_user_id(userId);
    body.set_since_ms(QDateTime::currentDateTime().addYears(-1).toMSecsSinceEpoch());
    return body;
}

QList<RatingCurve::Point> ratingsOf(const pong::wire::RatingHistoryReply& reply) {
    QList<RatingCurve::Point> points;
    points.reserve(reply.points_size());
    for (const pong::wire::RatingPoint& point : reply.points())
        points.append({QDateTime::fromMSecsSinceEpoch(point.at_ms()), point.rating()});
    return points;
}

}  // namespace client
