#include "client/pages/local_options_page.h"

#include "client/pages/scroll_page.h"
#include "client/widgets/attract_table.h"
#include "client/widgets/buttons.h"
#include "client/widgets/keycap.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/net_line.h"
#include "client/widgets/segmented.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>

namespace client {

namespace {

constexpr int contentWidth = 480;
constexpr int roomyWidth = 920;
constexpr std::uint64_t pictureSeed = 11;

QWidget* option(const QString& name, Segmented* control) {
    auto* whole = new QWidget;
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeLabel(name, "fieldLabel"));
    column->addWidget(control);
    return whole;
}

QWidget* keys(const Look& look, const QString& who, Qt::Key up, Qt::Key down) {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new Keycap(look, up));
    row->addWidget(new Keycap(look, down));
    row->addSpacing(8);
    row->addWidget(makeLabel(who, "small"));
    return whole;
}

}  // namespace

LocalOptionsPage::LocalOptionsPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_title(makeLabel(QString(), "title"))
    , m_lead(makeParagraph(QString(), "body"))
    , m_keys(new QWidget)
    , m_picture(new AttractTable(look, pictureSeed))
    , m_level(new Segmented(QStringLiteral("aiLevel"), tr("Level of the AI"), true))
    , m_points(new Segmented(QStringLiteral("pointsToWin"), tr("Points to win"), true))
    , m_paddle(new Segmented(QStringLiteral("paddleSize"), tr("Paddle size"), true))
    , m_ball(new Segmented(QStringLiteral("ballSpeed"), tr("Ball speed"), true)) {
    setTone(m_lead, "text2");
    for (int level = 1; level <= 5; ++level)
        m_level->add(QString::number(level), level);
    for (const int points : {5, 7, 11, 15, 21})
        m_points->add(QString::number(points), points);
    m_paddle->add(tr("Small"), 64);
    m_paddle->add(tr("Medium"), 84);
    m_paddle->add(tr("Large"), 112);
    m_ball->add(tr("Calm"), 300);
    m_ball->add(tr("Normal"), 400);
    m_ball->add(tr("Fast"), 550);
    m_levelRow = option(tr("Level of the AI"), m_level);

    m_leftKeys = keys(look, tr("Left player"), Qt::Key_W, Qt::Key_S);
    m_rightKeys = keys(look, tr("Right player"), Qt::Key_Up, Qt::Key_Down);
    m_eitherKeys = new QWidget;
    auto* either = new QHBoxLayout(m_eitherKeys);
    either->setContentsMargins(0, 0, 0, 0);
    either->addWidget(keys(look, tr("or"), Qt::Key_W, Qt::Key_S));
    either->addWidget(keys(look, tr("move your paddle"), Qt::Key_Up, Qt::Key_Down));
    auto* keyRow = new QHBoxLayout(m_keys);
    keyRow->setContentsMargins(0, 0, 0, 0);
    keyRow->addWidget(m_leftKeys);
    keyRow->addWidget(m_eitherKeys);
    keyRow->addStretch();
    keyRow->addWidget(m_rightKeys);
    build(look);
    setOptions(LocalMatchOptions());

    for (Segmented* control : {m_paddle, m_ball})
        connect(control, &Segmented::valueChanged, this, [this] { m_picture->setRules(options().rules); });
}

void LocalOptionsPage::build(const Look& look) {
    QPushButton* back = makeButton(tr("Back"), "ghost", QStringLiteral("backFromOptionsButton"));
    setButtonIcon(back, look, QStringLiteral("back"));
    m_start = makeButton(tr("Start"), "primary", QStringLiteral("startMatchButton"));
    setButtonIcon(m_start, look, QStringLiteral("play_filled"));
    connect(back, &QPushButton::clicked, this, &LocalOptionsPage::backRequested);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(options()); });

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_start, 1);
    buttons->addWidget(back);
    auto* form = new QWidget;
    form->setMaximumWidth(look.scaled(contentWidth));
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 24, 0, 24);
    column->setSpacing(16);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_lead);
    column->addSpacing(8);
    column->addWidget(m_levelRow);
    column->addWidget(option(tr("Points to win"), m_points));
    column->addWidget(option(tr("Paddle size"), m_paddle));
    column->addWidget(option(tr("Ball speed"), m_ball));
    column->addSpacing(8);
    column->addWidget(m_keys);
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addStretch(1);

    auto* left = new QWidget;
    auto* leftRow = new QHBoxLayout(left);
    leftRow->setContentsMargins(32, 0, 32, 0);
    leftRow->addStretch(1);
    leftRow->addWidget(form, 1000);
    leftRow->addStretch(1);

    m_net = new NetLine(look);
    m_pictureSide = new QWidget;
    auto* rightColumn = new QVBoxLayout(m_pictureSide);
    rightColumn->setContentsMargins(48, 48, 48, 48);
    rightColumn->addWidget(m_picture, 1);
    auto* page = new QHBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(makeScrollPage(left), 544);
    page->addWidget(m_net);
    page->addWidget(m_pictureSide, 736);
}

void LocalOptionsPage::setOptions(const LocalMatchOptions& options) {
    m_mode = options.mode;
    m_level->setValue(options.aiLevel);
    m_points->setValue(options.rules.pointsToWin);
    m_paddle->setValue(options.rules.paddleHeight);
    m_ball->setValue(options.rules.ballSpeed);
    showMode();
    m_picture->setRules(this->options().rules);
}

LocalMatchOptions LocalOptionsPage::options() const {
    LocalMatchOptions options;
    options.mode = m_mode;
    options.aiLevel = m_level->value();
    options.rules.pointsToWin = m_points->value();
    options.rules.paddleHeight = m_paddle->value();
    options.rules.ballSpeed = m_ball->value();
    return options;
}

void LocalOptionsPage::showMode() {
    const bool ai = m_mode == LocalMode::VersusAi;
    m_title->setText(ai ? tr("Versus AI") : tr("Two players"));
    m_lead->setText(ai ? tr("You play at the left. Nothing of it is recorded.")
                       : tr("Two people at one keyboard. Nothing of it is recorded."));
    m_levelRow->setVisible(ai);
    m_leftKeys->setVisible(!ai);
    m_rightKeys->setVisible(!ai);
    m_eitherKeys->setVisible(ai);
}

void LocalOptionsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_start->setFocus();
}

void LocalOptionsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Large text needs the room that the picture has.
    const bool roomy = width() >= m_look.scaled(roomyWidth);
    m_net->setVisible(roomy);
    m_pictureSide->setVisible(roomy);
}

void LocalOptionsPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT backRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT startRequested(options());
    else
        QWidget::keyPressEvent(event);
}

}  // namespace client
