#include "client/pages/player_figures.h"

#include "client/pages/match_texts.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/share_bar.h"

#include <QBoxLayout>
#include <QGridLayout>

namespace client {

PlayerFigures::PlayerFigures(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_bar(new ShareBar(look, &Theme::success, &Theme::danger))
    , m_won(makeLabel(QString(), "caption"))
    , m_lost(makeLabel(QString(), "caption"))
    , m_curve(new RatingCurve(look)) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(0);
    const std::array names{tr("Matches played"), tr("Won"), tr("Win rate"), tr("Total score"), tr("Tournaments played"),
                           tr("Tournaments won")};
    for (int position = 0; position < 6; ++position)
        m_figures[static_cast<std::size_t>(position)] =
            addFigure(grid, position, names[static_cast<std::size_t>(position)]);
    m_bar->setObjectName(QStringLiteral("winBar"));
    setTone(m_won, "success");
    setTone(m_lost, "danger");
    auto* barTexts = new QHBoxLayout;
    barTexts->addWidget(m_won);
    barTexts->addStretch();
    barTexts->addWidget(m_lost);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLabel(tr("Statistics"), "strong"));
    column->addSpacing(12);
    column->addLayout(grid);
    column->addSpacing(8);
    column->addWidget(m_bar);
    column->addSpacing(4);
    column->addLayout(barTexts);
    column->addSpacing(24);
    column->addWidget(buildRating());
    setFigures({});
}

QLabel* PlayerFigures::addFigure(QGridLayout* grid, int position, const QString& name) {
    QLabel* value = makeLabel(QString(), "figure");
    QLabel* caption = new ElidedLabel(name, "caption");
    caption->setContentsMargins(0, 0, 0, 16);
    caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // as wide as its column, not as its text
    const int row = position / 2 * 2;
    grid->addWidget(value, row, position % 2);
    grid->addWidget(caption, row + 1, position % 2);
    grid->setColumnStretch(position % 2, 1);
    return value;
}

QWidget* PlayerFigures::buildRating() {
    m_rating = makeLabel(QString(), "number");
    m_change = makeLabel(QString(), "number");
    m_change->setObjectName(QStringLiteral("ratingChange"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Rating"), "strong"));
    head->addStretch();
    head->addWidget(m_rating);
    head->addWidget(m_change);
    auto* rating = new QWidget;
    auto* column = new QVBoxLayout(rating);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_curve);
    return rating;
}

void PlayerFigures::setFigures(const Figures& figures) {
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return whole == 0 ? QStringLiteral("–") : tr("%1 %").arg((part * 100 + whole / 2) / whole);
    };
    const std::array texts{MatchTexts::count(figures.matches),     MatchTexts::count(figures.won),
                           share(figures.won, figures.matches),    MatchTexts::count(figures.totalScore),
                           MatchTexts::count(figures.tournaments), MatchTexts::count(figures.tournamentsWon)};
    for (std::size_t i = 0; i < texts.size(); ++i)
        m_figures[i]->setText(texts[i]);
    const std::int64_t lost = figures.matches - figures.won;
    m_bar->setParts(figures.won, lost);
    m_won->setText(tr("%1 won").arg(MatchTexts::count(figures.won)));
    m_lost->setText(tr("%1 lost").arg(MatchTexts::count(lost)));
    m_rating->setText(figures.rating > 0 ? QString::number(figures.rating) : tr("Unrated"));
}

void PlayerFigures::setRatings(const QList<RatingCurve::Point>& points, const QDateTime& now) {
    m_curve->setPoints(points, now);
    // What the month began with: the last value before it, or else the first one in it.
    const QDateTime month(QDate(now.date().year(), now.date().month(), 1), QTime(0, 0));
    int before = points.isEmpty() ? 0 : points.front().rating;
    for (const RatingCurve::Point& point : points)
        if (point.at < month)
            before = point.rating;
    const int change = points.isEmpty() ? 0 : points.back().rating - before;
    m_change->setVisible(change != 0);
    m_change->setText(tr("%1 this month").arg(MatchTexts::ratingChange(change)));
    setTone(m_change, change > 0 ? "success" : "danger");
}

}  // namespace client
