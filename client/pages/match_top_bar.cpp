#include "client/pages/match_top_bar.h"

#include "client/widgets/buttons.h"
#include "client/widgets/chip.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace client {

MatchTopBar::MatchTopBar(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_leave(makeButton(tr("Leave match"), "ghost", QStringLiteral("leaveMatchButton")))
    , m_title(new ElidedLabel(QString(), "strong"))
    , m_rated(makeChip(tr("Rated")))
    , m_pointsToWin(makeChip(QString()))
    , m_clock(makeChip(QString()))
    , m_pause(makeIconButton(look, QStringLiteral("pause"), tr("Pause (P)"), QStringLiteral("pauseButton")))
    , m_mute(makeIconButton(look, QStringLiteral("volume"), tr("Sound off (M)"), QStringLiteral("muteButton")))
    , m_fullScreen(
          makeIconButton(look, QStringLiteral("expand"), tr("Full screen (F11)"), QStringLiteral("fullScreenButton"))) {
    setProperty("kind", QStringLiteral("bar"));
    setMinimumHeight(56);
    setButtonIcon(m_leave, look, QStringLiteral("back"));
    m_clock->setProperty("chip", QStringLiteral("clock"));
    m_clock->setAccessibleName(tr("Time played"));

    auto* left = new QHBoxLayout;
    left->addWidget(m_leave);
    left->addStretch();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(12);
    middle->addWidget(m_title);
    middle->addWidget(m_rated);
    middle->addWidget(m_pointsToWin);
    middle->addWidget(m_clock);
    auto* right = new QHBoxLayout;
    right->setSpacing(4);
    right->addStretch();
    right->addWidget(m_pause);
    right->addWidget(m_mute);
    right->addWidget(m_fullScreen);
    // The sides are as wide as each other, so that the title stands over the net.
    auto* row = new QGridLayout(this);
    row->setContentsMargins(8, 0, 16, 0);
    row->addLayout(left, 0, 0);
    row->addLayout(middle, 0, 1);
    row->addLayout(right, 0, 2);
    row->setColumnStretch(0, 1);
    row->setColumnStretch(2, 1);

    for (QWidget* control : {static_cast<QWidget*>(m_leave), static_cast<QWidget*>(m_pause),
                             static_cast<QWidget*>(m_mute), static_cast<QWidget*>(m_fullScreen)})
        control->setFocusPolicy(Qt::TabFocus);  // a click leaves the keyboard to the match
    connect(m_leave, &QPushButton::clicked, this, &MatchTopBar::leaveClicked);
    connect(m_pause, &QToolButton::clicked, this, &MatchTopBar::pauseClicked);
    connect(m_mute, &QToolButton::clicked, this, &MatchTopBar::soundClicked);
    connect(m_fullScreen, &QToolButton::clicked, this, &MatchTopBar::fullScreenClicked);
}

void MatchTopBar::setMatch(const MatchInfo& info) {
    m_title->setText(info.title);
    m_rated->setVisible(info.rated);
    m_pointsToWin->setText(tr("First to %1").arg(info.pointsToWin));
    m_pause->setVisible(info.canPause);
}

void MatchTopBar::setTime(pong::Tick tick) {
    const int seconds = tick / pong::ticksPerSecond;
    if (seconds == m_seconds)
        return;
    m_seconds = seconds;
    m_clock->setText(
        QStringLiteral("%1:%2").arg(seconds / 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

void MatchTopBar::setSound(bool on) {
    m_mute->setIcon(themedIcon(m_look, on ? QStringLiteral("volume") : QStringLiteral("volume_off")));
    const QString name = on ? tr("Sound off (M)") : tr("Sound on (M)");
    m_mute->setToolTip(name);
    m_mute->setAccessibleName(name);
}

void MatchTopBar::setFullScreen(bool fullScreen) {
    m_fullScreen->setIcon(themedIcon(m_look, fullScreen ? QStringLiteral("shrink") : QStringLiteral("expand")));
    const QString name = fullScreen ? tr("Leave full screen (F11)") : tr("Full screen (F11)");
    m_fullScreen->setToolTip(name);
    m_fullScreen->setAccessibleName(name);
}

}  // namespace client
