#pragma once

// A match on the screen, whoever runs it: shows the driver's frames, players and result, and forwards what the buttons
// and the page's own keys ask for (P pause, Escape pause or leave, M sound, F11 full screen). The paddles' keys are
// KeySteering's work.
//
// A match with a chat has it at the right of the table, open for those who watch. Enter goes into its field, and opens
// it first where it is closed; Escape gives the keyboard back to the match, and so does sending for whoever steers;
// what Enter had opened closes then. Main thread only.
//
// Object names: leaveMatchButton, muteButton, fullScreenButton, pauseButton, resumeButton, rematchButton,
// pauseLeaveButton, resultBackButton, pongTable, matchCard, countdownCard; in the question before leaving: stayButton,
// confirmLeaveButton.

#include "client/match/key_bindings.h"
#include "client/match/match_driver.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;

namespace client {

class ChatPanel;
class LeaveDialog;
class Look;
class MatchBottomBar;
class MatchCards;
class MatchTopBar;
class PlayerColumn;
class PongTable;
class SoundEffects;

class MatchPage : public QWidget {
    Q_OBJECT

 public:
    MatchPage(const Look& look, SoundEffects& sounds, QWidget* parent = nullptr);

    // Shows this match until another one, or null, is set. Not owned. The bindings are shown as keycaps.
    void setDriver(MatchDriver* driver, const KeyBindings& bindings);
    MatchDriver* driver() const { return m_driver; }
    void setFullScreen(bool fullScreen);
    // Of the button that leaves a match that is over.
    void setBackLabel(const QString& text);

    // Once. Owned from now on.
    void setChat(ChatPanel* chat);
    // What nobody has read there yet, and what came last.
    void setUnread(int count);
    void showPreview(const QString& name, const QString& text);

    // Leaves at once where that costs nothing, else asks first.
    void askToLeave();

 Q_SIGNALS:
    void soundChanged(bool on);
    void fullScreenRequested(bool fullScreen);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

 private:
    void build(const Look& look);
    void connectControls();
    void showInfo();
    void showFrame();
    void setSound(bool on);
    void togglePause();
    void setChatOpen(bool open);
    void openField();
    void leaveChat();
    void placeTable();

    const Look& m_look;
    SoundEffects& m_sounds;
    QPointer<MatchDriver> m_driver;
    MatchTopBar* m_top = nullptr;
    PlayerColumn* m_left = nullptr;
    PlayerColumn* m_right = nullptr;
    PongTable* m_table = nullptr;
    MatchCards* m_cards = nullptr;
    MatchBottomBar* m_bottom = nullptr;
    QHBoxLayout* m_middle = nullptr;
    ChatPanel* m_chat = nullptr;
    QTimer* m_frames = nullptr;
    KeyBindings m_bindings;
    QPointer<LeaveDialog> m_question;  // asked right now
    MatchFrame::Stage m_stage = MatchFrame::Stage::Synchronising;
    bool m_fullScreen = false;
    bool m_openedByKey = false;  // the chat
};

}  // namespace client
