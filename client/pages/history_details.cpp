#include "client/pages/history_details.h"

#include "client/models/history_roles.h"
#include "client/pages/match_texts.h"
#include "client/pages/meetings.h"
#include "client/pages/outcome_text.h"
#include "client/pages/score_display.h"
#include "client/widgets/avatar.h"
#include "client/widgets/buttons.h"
#include "client/widgets/chip.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QDateTime>
#include <QGridLayout>
#include <QStackedWidget>

namespace client {

namespace {

constexpr int padding = 24;
constexpr int avatarSide = 40;
constexpr int scoreCell = 6;

QFrame* separator() {
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    return line;
}

}  // namespace

HistoryDetails::HistoryDetails(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_stack(new QStackedWidget)
    , m_back(makeButton(tr("All matches"), "quiet", QStringLiteral("historyBackButton"))) {
    setObjectName(QStringLiteral("historyDetails"));
    setProperty("kind", QStringLiteral("card"));
    setButtonIcon(m_back, look, QStringLiteral("back"));
    m_back->hide();
    m_stack->addWidget(new EmptyState(look, EmptyState::Picture::Table, tr("No match selected"),
                                      tr("Choose one to see how it went."), QString(), QString()));
    m_stack->addWidget(buildMatch());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* backRow = new QHBoxLayout;
    backRow->setContentsMargins(padding, 0, 0, 0);
    backRow->addWidget(m_back);
    backRow->addStretch();
    column->addLayout(backRow);
    column->addWidget(m_stack, 1);
    connect(m_back, &QPushButton::clicked, this, &HistoryDetails::backRequested);
}

QWidget* HistoryDetails::buildMatch() {
    m_meetingsTitle = new ElidedLabel(QString(), "strong");
    m_balance = makeLabel(QString(), "small");
    m_meetings = new Meetings(m_look);
    auto* meetingsHead = new QHBoxLayout;
    meetingsHead->addWidget(m_meetingsTitle);
    meetingsHead->addWidget(m_balance);
    meetingsHead->addStretch();
    m_profile = makeButton(tr("Profile"), "link", QStringLiteral("opponentProfileButton"));
    meetingsHead->addWidget(m_profile);
    connect(m_profile, &QPushButton::clicked, this, [this] { Q_EMIT playerRequested(m_opponentId); });

    auto* match = new QWidget;
    auto* column = new QVBoxLayout(match);
    column->setContentsMargins(0, 0, 0, padding);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(separator());
    column->addWidget(buildFacts());
    column->addWidget(separator());
    auto* meetings = new QVBoxLayout;
    meetings->setContentsMargins(padding, 20, padding, 0);
    meetings->setSpacing(12);
    meetings->addLayout(meetingsHead);
    meetings->addWidget(m_meetings, 1);
    column->addLayout(meetings, 1);
    return match;
}

QWidget* HistoryDetails::buildHead() {
    m_score = new ScoreDisplay(m_look, scoreCell);
    const auto person = [this](Qt::Alignment side) {
        Person made{new Avatar(m_look, avatarSide), new ElidedLabel(QString(), "strong"),
                    makeLabel(QString(), "number")};
        made.name->setAlignment(side | Qt::AlignVCenter);
        made.name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        made.rating->setAlignment(side | Qt::AlignVCenter);
        setTone(made.rating, "text2");
        return made;
    };
    const auto words = [](const Person& who) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        column->addStretch();
        column->addWidget(who.name);
        column->addWidget(who.rating);
        column->addStretch();
        return column;
    };
    m_me = person(Qt::AlignLeft);
    m_opponent = person(Qt::AlignRight);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(padding, padding, padding, padding);
    row->setSpacing(12);
    row->addWidget(m_me.avatar);
    row->addLayout(words(m_me), 1);
    row->addWidget(m_score);
    row->addLayout(words(m_opponent), 1);
    row->addWidget(m_opponent.avatar);
    return head;
}

QWidget* HistoryDetails::buildFacts() {
    auto* facts = new QWidget;
    auto* grid = new QGridLayout(facts);
    grid->setContentsMargins(padding, 20, padding, 20);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const auto fact = [] {
        QLabel* value = new ElidedLabel(QString(), "name");
        value->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        value->setMinimumHeight(24);
        return value;
    };
    m_outcome = makeChip(QString());
    m_rating = fact();
    m_length = fact();
    m_played = fact();
    m_mode = fact();
    m_ending = fact();
    addFact(grid, 0, tr("Result"), m_outcome);
    addFact(grid, 1, tr("Rating"), m_rating);
    addFact(grid, 2, tr("Length"), m_length);
    addFact(grid, 3, tr("Played"), m_played);
    addFact(grid, 4, tr("Mode"), m_mode);
    addFact(grid, 5, tr("Ended"), m_ending);
    return facts;
}

// Three beside each other.
void HistoryDetails::addFact(QGridLayout* grid, int position, const QString& name, QLabel* value) {
    const int row = position / 3 * 3;
    const int column = position % 3;
    grid->addWidget(makeLabel(name, "caption"), row, column);
    grid->addWidget(value, row + 1, column, value == m_outcome ? Qt::AlignLeft | Qt::AlignVCenter : Qt::Alignment());
    grid->setRowMinimumHeight(row + 2, position < 3 ? 8 : 0);
    grid->setColumnStretch(column, 1);
}

void HistoryDetails::setPlayer(const PlayerInfo& me) {
    m_me.avatar->setPerson(me.name, me.avatarUrl);
    m_me.name->setText(me.name);
    m_me.rating->setText(me.rating > 0 ? QString::number(me.rating) : QString());
    m_me.rating->setVisible(me.rating > 0);
}

void HistoryDetails::setMatch(const QModelIndex& index) {
    m_stack->setCurrentIndex(index.isValid() ? 1 : 0);
    if (!index.isValid())
        return;
    const QString opponent = index.data(history::OpponentNameRole).toString();
    const int rating = index.data(history::OpponentRatingRole).toInt();
    m_opponentId = index.data(history::OpponentIdRole).toLongLong();
    m_profile->setAccessibleName(tr("Profile of %1").arg(opponent));
    m_opponent.avatar->setPerson(opponent, index.data(history::OpponentAvatarUrlRole).toString());
    m_opponent.name->setText(opponent);
    m_opponent.rating->setText(rating > 0 ? QString::number(rating) : QString());
    m_opponent.rating->setVisible(rating > 0);
    m_score->setScore(index.data(history::MyScoreRole).toInt(), index.data(history::OpponentScoreRole).toInt());

    const auto outcome = index.data(history::OutcomeRole).value<history::Outcome>();
    setChip(m_outcome, OutcomeText::chip(outcome), OutcomeText::kind(outcome));
    m_length->setText(MatchTexts::length(index.data(history::LengthMsRole).toLongLong()));
    m_played->setText(MatchTexts::played(index.data(history::PlayedAtRole).toDateTime(), QDateTime::currentDateTime()));
    m_mode->setText(index.data(history::ModeTextRole).toString());
    m_ending->setText(OutcomeText::ending(index.data(history::EndingRole).value<history::Ending>()));
    const int change = index.data(history::RatingChangeRole).toInt();
    m_rating->setText(change == 0 ? tr("Not rated") : MatchTexts::ratingChange(change));
    setTone(m_rating, change == 0 ? "text" : change > 0 ? "success" : "danger");
    showMeetings(index);
}

void HistoryDetails::showMeetings(const QModelIndex& index) {
    const QString opponent = index.data(history::OpponentNameRole).toString();
    QList<QModelIndex> meetings;
    int won = 0;
    int lost = 0;
    const QAbstractItemModel* model = index.model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex match = model->index(row, 0);
        if (match.data(history::OpponentNameRole).toString() != opponent)
            continue;
        meetings.append(match);
        const auto outcome = match.data(history::OutcomeRole).value<history::Outcome>();
        won += outcome == history::Outcome::Won ? 1 : 0;
        lost += outcome == history::Outcome::Lost ? 1 : 0;
    }
    m_meetingsTitle->setText(tr("Latest meetings with %1").arg(opponent));
    m_balance->setText(tr("%1 won, %2 lost").arg(won).arg(lost));
    m_meetings->setMatches(meetings, index);
}

void HistoryDetails::setBackShown(bool shown) {
    m_back->setVisible(shown);
}

}  // namespace client
