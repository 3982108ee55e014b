#include "client/pages/match_card.h"

#include "client/pages/score_display.h"
#include "client/widgets/block_numerals.h"
#include "client/widgets/buttons.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

constexpr int cardWidth = 320;
constexpr int scoreCell = 10;
constexpr int secondsCell = 10;

}  // namespace

class NumberDisplay : public QWidget {
 public:
    explicit NumberDisplay(const Look& look) : m_look(look) { setFixedHeight(blocks::rows * secondsCell); }

    void setNumber(int number) {
        m_number = number;
        setAccessibleName(QString::number(number));
        update();
    }

 protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const int left = (width() - blocks::widthOf(m_number, secondsCell)) / 2;
        blocks::paintNumber(painter, {left, 0}, secondsCell, m_number, m_look.theme().text);
    }

 private:
    const Look& m_look;
    int m_number = 0;
};

MatchCard::MatchCard(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_title(makeLabel(QString(), "heading"))
    , m_text(makeParagraph(QString(), "small"))
    , m_figure(new QWidget)
    , m_score(new ScoreDisplay(look, scoreCell))
    , m_seconds(new NumberDisplay(look))
    , m_buttons(new QWidget) {
    setObjectName(QStringLiteral("matchCard"));
    setProperty("kind", QStringLiteral("card"));
    m_title->setObjectName(QStringLiteral("matchCardTitle"));
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 20, 0, 0);
    buttons->setSpacing(12);
    m_leave = addButton(buttons, tr("Leave match"), "secondary", QStringLiteral("pauseLeaveButton"));
    m_resume = addButton(buttons, tr("Resume"), "primary", QStringLiteral("resumeButton"));
    m_back = addButton(buttons, tr("Back"), "secondary", QStringLiteral("resultBackButton"));
    m_rematch = addButton(buttons, tr("Rematch"), "primary", QStringLiteral("rematchButton"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_text);
    column->addWidget(m_figure);
    column->addWidget(m_buttons);
    auto* figure = new QVBoxLayout(m_figure);
    figure->setContentsMargins(0, 16, 0, 4);
    figure->addWidget(m_score, 0, Qt::AlignHCenter);
    figure->addWidget(m_seconds);
    setFixedWidth(look.scaled(cardWidth));
    connect(&look, &Look::changed, this, [this, &look] { setFixedWidth(look.scaled(cardWidth)); });
    connect(m_resume, &QPushButton::clicked, this, &MatchCard::resumeClicked);
    connect(m_leave, &QPushButton::clicked, this, &MatchCard::leaveClicked);
    connect(m_rematch, &QPushButton::clicked, this, &MatchCard::rematchClicked);
    connect(m_back, &QPushButton::clicked, this, &MatchCard::backClicked);
    hide();
}

QPushButton* MatchCard::addButton(QHBoxLayout* row, const QString& text, const char* kind, const QString& objectName) {
    QPushButton* button = makeButton(text, kind, objectName);
    row->addWidget(button, 1);
    return button;
}

void MatchCard::showMessage(const QString& title, const QString& text) {
    setContent(title, text);
    m_figure->hide();
    setButtons({});
}

void MatchCard::showWait(const QString& title, const QString& text, int seconds) {
    setContent(title, text);
    m_seconds->setNumber(seconds);
    m_score->hide();
    m_seconds->show();
    m_figure->show();
    setButtons({});
}

void MatchCard::showPause() {
    setContent(tr("Paused"), tr("Take your time. Play goes on with 3, 2, 1."));
    m_figure->hide();
    setButtons({m_resume, m_leave});
}

void MatchCard::showResult(const QString& title, const QString& text, int left, int right, bool canRematch) {
    setContent(title, text);
    m_score->setScore(left, right);
    m_score->show();
    m_seconds->hide();
    m_figure->show();
    setButtons(canRematch ? QList<QPushButton*>{m_rematch, m_back} : QList<QPushButton*>{m_back});
}

void MatchCard::setBackLabel(const QString& text) {
    m_back->setText(text);
    m_back->setAccessibleName(text);
}

void MatchCard::setContent(const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void MatchCard::setButtons(const QList<QPushButton*>& buttons) {
    const bool newButtons = m_shown != buttons || isHidden();
    m_shown = buttons;
    for (QPushButton* button : {m_resume, m_leave, m_rematch, m_back})
        button->setVisible(buttons.contains(button));
    // Back is the one main action where there is no other.
    setStyled(m_back, "kind", buttons.size() == 1 ? QStringLiteral("primary") : QStringLiteral("secondary"));
    m_buttons->setVisible(!buttons.isEmpty());
    show();
    raise();
    if (newButtons && !buttons.isEmpty())
        buttons.first()->setFocus(Qt::OtherFocusReason);
}

}  // namespace client
