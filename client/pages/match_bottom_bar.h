#pragma once

// Under a match: which keys do what, how many watch, and the way to the chat with what was written there last. Main
// thread only.
//
// Object names: matchChatButton, chatPreview, spectatorCount.

#include "client/match/key_bindings.h"

#include <QWidget>

class QHBoxLayout;
class QTimer;

namespace client {

class ElidedLabel;
class Look;
class MatchChatButton;
struct MatchInfo;

class MatchBottomBar : public QWidget {
    Q_OBJECT

 public:
    explicit MatchBottomBar(const Look& look, QWidget* parent = nullptr);

    void setMatch(const MatchInfo& info, const KeyBindings& bindings);

    void setChatOpen(bool open);
    void setUnread(int count);
    // Shown for some seconds; nothing while the chat is open.
    void showPreview(const QString& name, const QString& text);

 Q_SIGNALS:
    void chatClicked();

 private:
    void addPlayer(QHBoxLayout* row, pong::Side side, const QString& words, const KeyBindings& bindings);
    void addSpectators(QHBoxLayout* row, int count);
    void addKey(QHBoxLayout* row, const QString& key, const QString& words);

    const Look& m_look;
    QWidget* m_keys = nullptr;
    ElidedLabel* m_preview;
    QTimer* m_previewTimer;
    MatchChatButton* m_chat;
    QHBoxLayout* m_row;
    int m_unread = 0;
    bool m_isChatOpen = false;
};

}  // namespace client
