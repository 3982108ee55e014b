#include "client/pages/match_page.h"

#include "client/docks/chat_panel.h"
#include "client/match/match_driver.h"
#include "client/pages/leave_dialog.h"
#include "client/pages/match_bottom_bar.h"
#include "client/pages/match_cards.h"
#include "client/pages/match_top_bar.h"
#include "client/pages/player_column.h"
#include "client/widgets/look.h"
#include "client/widgets/pong_table.h"
#include "client/widgets/sound_effects.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QScreen>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace client {

namespace {

constexpr int columnWidth = 128;
constexpr int narrowColumn = 104;
constexpr int narrowWindow = 1180;
constexpr int chatWidth = 304;
constexpr int narrowChat = 264;
constexpr int tableMargin = 16;
constexpr double usualRefresh = 60;  // hertz

}  // namespace

MatchPage::MatchPage(const Look& look, SoundEffects& sounds, QWidget* parent)
    : QWidget(parent), m_look(look), m_sounds(sounds) {
    setFocusPolicy(Qt::ClickFocus);
    build(look);
    connectControls();
    m_top->setSound(sounds.isOn());
}

void MatchPage::build(const Look& look) {
    m_top = new MatchTopBar(look);
    m_left = new PlayerColumn(look, pong::Side::Left);
    m_right = new PlayerColumn(look, pong::Side::Right);
    m_table = new PongTable(look);
    m_bottom = new MatchBottomBar(look);
    m_frames = new QTimer(this);
    m_frames->setTimerType(Qt::PreciseTimer);

    m_middle = new QHBoxLayout;
    m_middle->setSpacing(0);
    m_middle->addWidget(m_left);
    auto* table = new QVBoxLayout;
    table->setContentsMargins(0, tableMargin, 0, tableMargin);
    table->addWidget(m_table);
    m_middle->addLayout(table, 1);
    m_middle->addWidget(m_right);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_top);
    page->addLayout(m_middle, 1);
    page->addWidget(m_bottom);
    m_cards = new MatchCards(look, this);
}

void MatchPage::connectControls() {
    connect(m_frames, &QTimer::timeout, this, &MatchPage::showFrame);
    connect(m_top, &MatchTopBar::leaveClicked, this, &MatchPage::askToLeave);
    connect(m_top, &MatchTopBar::pauseClicked, this, &MatchPage::togglePause);
    connect(m_top, &MatchTopBar::soundClicked, this, [this] { setSound(!m_sounds.isOn()); });
    connect(m_top, &MatchTopBar::fullScreenClicked, this, [this] { Q_EMIT fullScreenRequested(!m_fullScreen); });
    connect(m_bottom, &MatchBottomBar::chatClicked, this, [this] {
        m_openedByKey = false;
        setChatOpen(m_chat && m_chat->isHidden());
    });
    connect(m_cards, &MatchCards::resumeClicked, this, &MatchPage::togglePause);
    connect(m_cards, &MatchCards::leaveClicked, this, &MatchPage::askToLeave);
    connect(m_cards, &MatchCards::backClicked, this, &MatchPage::askToLeave);
    connect(m_cards, &MatchCards::rematchClicked, this, [this] {
        if (!m_driver)
            return;
        m_table->clear();
        setFocus();
        m_driver->rematch();
    });
}

void MatchPage::setDriver(MatchDriver* driver, const KeyBindings& bindings) {
    if (m_driver)
        m_driver->disconnect(this);
    if (m_question)
        m_question->reject();
    m_driver = driver;
    m_bindings = bindings;
    m_table->clear();
    m_cards->hide();
    if (!driver) {
        m_frames->stop();
        setChatOpen(false);
        return;
    }
    connect(driver, &MatchDriver::changed, this, &MatchPage::showInfo);
    connect(driver, &MatchDriver::finished, this, [this] {
        if (m_question)
            m_question->reject();
    });
    connect(driver, &MatchDriver::effect, this, [this](const MatchEffect& effect) {
        m_table->addEffect(effect);
        m_sounds.play(effect);
    });
    showInfo();
    const MatchInfo info = driver->info();
    m_openedByKey = false;
    setChatOpen(info.hasChat && !info.steered[0] && !info.steered[1]);
    if (isVisible())
        m_frames->start();
}

void MatchPage::setFullScreen(bool fullScreen) {
    m_fullScreen = fullScreen;
    m_top->setFullScreen(fullScreen);
}

void MatchPage::setBackLabel(const QString& text) {
    m_cards->setBackLabel(text);
}

void MatchPage::showInfo() {
    if (!m_driver)
        return;
    const MatchInfo info = m_driver->info();
    m_top->setMatch(info);
    m_left->setPlayer(info.players[0]);
    m_right->setPlayer(info.players[1]);
    m_bottom->setMatch(info, m_bindings);
    m_table->setPlayerNames(info.players[0].name, info.players[1].name);
}

void MatchPage::showFrame() {
    if (!m_driver)
        return;
    const std::chrono::microseconds now = MatchDriver::clock();
    const MatchFrame frame = m_driver->frame(now);
    if (!m_driver)
        return;  // it left inside frame()
    m_stage = frame.stage;
    m_table->setFrame(frame, now);
    m_top->setTime(frame.tick);
    const bool serves = frame.serving && frame.stage != MatchFrame::Stage::Over;
    m_left->setReceiving(serves && frame.serveTo == pong::Side::Left);
    m_right->setReceiving(serves && frame.serveTo == pong::Side::Right);
    m_cards->show(frame, m_driver->info(), m_driver->result());
}

void MatchPage::askToLeave() {
    if (!m_driver || m_question)
        return;
    const MatchInfo info = m_driver->info();
    if (m_driver->result() || !info.leaveForfeits)
        return m_driver->leave();
    const std::size_t opponent = info.steered[0] ? 1 : 0;
    m_question = new LeaveDialog(m_look, info.players[opponent].name, info.rated, window());
    connect(m_question, &QDialog::finished, this, [this] { m_question.clear(); });
    connect(m_question, &QDialog::accepted, this, [this] {
        if (m_driver)
            m_driver->leave();
    });
    m_question->open();
}

void MatchPage::setSound(bool on) {
    m_sounds.setOn(on);
    m_top->setSound(on);
    Q_EMIT soundChanged(on);
}

void MatchPage::togglePause() {
    if (!m_driver || !m_driver->info().canPause)
        return;
    if (m_stage == MatchFrame::Stage::Paused)
        m_driver->resume();
    else
        m_driver->pause();
}

// --- chat -----------------------------------------------------------------------------------------------------------

void MatchPage::setChat(ChatPanel* chat) {
    m_chat = chat;
    m_middle->addWidget(chat);
    chat->hide();
    connect(chat, &ChatPanel::closeRequested, this, [this] { setChatOpen(false); });
    connect(chat, &ChatPanel::sendRequested, this, [this] {
        const MatchInfo info = m_driver ? m_driver->info() : MatchInfo();
        if ((info.steered[0] || info.steered[1]) && !m_driver->result())
            leaveChat();
    });
}

void MatchPage::setUnread(int count) {
    m_bottom->setUnread(count);
}

void MatchPage::showPreview(const QString& name, const QString& text) {
    m_bottom->showPreview(name, text);
}

void MatchPage::setChatOpen(bool open) {
    if (!m_chat || m_chat->isHidden() == !open)
        return;
    if (!open && m_chat->isAncestorOf(QApplication::focusWidget()))
        setFocus();
    m_chat->setVisible(open);
    m_bottom->setChatOpen(open);
    placeTable();
}

void MatchPage::openField() {
    if (!m_driver || !m_chat || !m_driver->info().hasChat)
        return;
    if (m_chat->isHidden()) {
        m_openedByKey = true;
        setChatOpen(true);
    }
    m_chat->setFocus();
}

void MatchPage::leaveChat() {
    setFocus();
    if (std::exchange(m_openedByKey, false))
        setChatOpen(false);
}

// --- events ---------------------------------------------------------------------------------------------------------

void MatchPage::keyPressEvent(QKeyEvent* event) {
    if (event->isAutoRepeat())
        return;
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return openField();
        case Qt::Key_P:
            return togglePause();
        case Qt::Key_M:
            return setSound(!m_sounds.isOn());
        case Qt::Key_F11:
            Q_EMIT fullScreenRequested(!m_fullScreen);
            return;
        case Qt::Key_Escape:
            if (m_chat && m_chat->isAncestorOf(QApplication::focusWidget()))
                return leaveChat();
            // A match that can pause does; leaving it takes its button.
            if (m_driver && m_driver->info().canPause && !m_driver->result())
                return togglePause();
            return askToLeave();
        default:
            QWidget::keyPressEvent(event);
    }
}

void MatchPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeTable();
}

void MatchPage::placeTable() {
    const bool isNarrow = width() < narrowWindow;
    const bool hasChat = m_chat && !m_chat->isHidden();
    const int column = m_look.scaled(isNarrow || hasChat ? narrowColumn : columnWidth);
    m_left->setFixedWidth(column);
    m_right->setFixedWidth(column);
    if (hasChat)
        m_chat->setFixedWidth(m_look.scaled(isNarrow ? narrowChat : chatWidth));
    layout()->activate();
    m_cards->setTable(m_table->tableRect().translated(m_table->mapTo(this, QPoint())));
}

void MatchPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    setFocus();
    m_top->setSound(m_sounds.isOn());
    const double refresh = std::max(screen()->refreshRate(), usualRefresh);
    m_frames->setInterval(int(1000 / refresh));
    if (m_driver) {
        showFrame();
        m_frames->start();
    }
}

void MatchPage::hideEvent(QHideEvent* event) {
    m_frames->stop();
    QWidget::hideEvent(event);
}

}  // namespace client
