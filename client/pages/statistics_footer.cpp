#include "client/pages/statistics_footer.h"

#include "client/pages/match_texts.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QResizeEvent>

namespace client {

namespace {

constexpr int narrowWindow = 1180;
constexpr int usualMargin = 72;
constexpr int narrowMargin = 32;
constexpr int usualGap = 40;
constexpr int narrowGap = 20;

}  // namespace

StatisticsFooter::StatisticsFooter(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
    , m_name(new ElidedLabel(QString(), "strong"))
    , m_state(makeLabel(QString(), "small")) {
    setProperty("kind", QStringLiteral("footer"));
    setMinimumHeight(72);
    setTone(m_state, "text3");
    auto* picture = new QLabel;
    const auto showPicture = [this, picture, &look] {
        picture->setPixmap(iconPixmap(QStringLiteral("server"), 18, devicePixelRatioF(), look.theme().text2));
    };
    showPicture();
    connect(&look, &Look::changed, picture, showPicture);

    QHBoxLayout* row = m_row;
    row->setSpacing(8);
    row->addWidget(picture);
    row->addWidget(m_name);
    row->addWidget(m_state);
    row->addStretch();
    m_users = addFigure(row);
    m_matches = addFigure(row);
    m_tournaments = addFigure(row);
    m_points = addFigure(row);
    setStatistics(std::nullopt);
}

StatisticsFooter::Figure StatisticsFooter::addFigure(QHBoxLayout* row) {
    const Figure figure{new QWidget, makeLabel(QString(), "number"), makeLabel(QString(), "small")};
    auto* parts = new QHBoxLayout(figure.whole);
    parts->setContentsMargins(usualGap, 0, 0, 0);
    parts->setSpacing(8);
    parts->addWidget(figure.number);
    parts->addWidget(figure.word);
    row->addWidget(figure.whole);
    return figure;
}

void StatisticsFooter::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const bool narrow = width() < narrowWindow;
    const int margin = narrow ? narrowMargin : usualMargin;
    m_row->setContentsMargins(margin, 0, margin, 0);
    for (const Figure& figure : {m_users, m_matches, m_tournaments, m_points})
        figure.whole->layout()->setContentsMargins(narrow ? narrowGap : usualGap, 0, 0, 0);
}

void StatisticsFooter::setServerName(const QString& name) {
    m_name->setText(name.isEmpty() ? tr("No server chosen") : name);
}

void StatisticsFooter::setStatistics(const std::optional<ServerStatistics>& statistics) {
    m_state->setText(statistics ? tr("all time") : QString());
    const ServerStatistics shown = statistics.value_or(ServerStatistics());
    show(m_users, shown.users, shown.users == 1 ? tr("user") : tr("users"));
    show(m_matches, shown.matches, shown.matches == 1 ? tr("match") : tr("matches"));
    show(m_tournaments, shown.tournaments, shown.tournaments == 1 ? tr("tournament") : tr("tournaments"));
    show(m_points, shown.points, shown.points == 1 ? tr("point scored") : tr("points scored"));
    for (const Figure& figure : {m_users, m_matches, m_tournaments, m_points})
        figure.whole->setVisible(statistics.has_value());
}

void StatisticsFooter::show(const Figure& figure, std::int64_t number, const QString& word) {
    figure.number->setText(MatchTexts::count(number));
    figure.word->setText(word);
}

}  // namespace client
