#pragma once

// The chat dock: conversations as tabs, the messages of the one that is shown, and the field to write in. Beside a
// match it holds that one conversation, and closes instead of folding. It knows no sockets: it shows models, and asks
// by signals. Everything a person typed is drawn as plain text. Main thread only.
//
// Object names: chatTabs, conversationsButton, foldChatButton (closeMatchChatButton beside a match), chatView,
// jumpToEndButton, typingHint, chatRetryButton, and those of ChatComposer; in menus: messageAction, inviteAction,
// profileAction, copyAction, retryAction, discardAction, linkAction, reportAction.

#include <QFrame>
#include <QModelIndex>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <map>
#include <shared/protocol/chat.pb.h>
#include <utility>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace client {

class ChatChannelsModel;
class ChatComposer;
class ChatModel;
class ChatTabs;
class ChatView;
class EmptyState;
class Look;
class SkeletonRows;

class ChatPanel : public QFrame {
    Q_OBJECT

 public:
    enum class Place { Dock, BesideMatch };

    explicit ChatPanel(const Look& look, Place place = Place::Dock, QWidget* parent = nullptr);

    // Neither model is owned. The conversation is that of channel(); null: it is on its way.
    void setChannels(ChatChannelsModel* channels);
    void setConversation(ChatModel* conversation);
    pong::wire::Channel channel() const;
    // Opens the conversation's tab; it must be among the channels.
    void showChannel(const pong::wire::Channel& channel);

    // Whether the person sees the end of the conversation now.
    bool isRead() const;
    // For some seconds; empty: nobody types any more.
    void showTyping(const QString& name);
    void showNotice(const QString& text, std::chrono::milliseconds time);
    // Only the tabs are left.
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

 Q_SIGNALS:
    void channelChosen(const pong::wire::Channel& channel);
    void sendRequested(const QString& text);
    void typed();
    // isRead() may be another now.
    void readingChanged();
    // These three are offered while somebody is connected.
    void profileRequested(std::int64_t userId, const QString& name);
    void inviteRequested(std::int64_t userId, const QString& name);
    void directRequested(std::int64_t userId, const QString& name);
    void reportRequested(std::int64_t userId, const QString& name, std::int64_t messageId, const QString& text);
    void linkOpened(const QUrl& url);
    void foldedChanged(bool folded);
    void closeRequested();

 protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    QWidget* buildHead();
    QWidget* buildBody();
    void connectParts();
    void choose(const pong::wire::Channel& channel);
    void showState();
    void showWritable();
    void openConversations();
    void openMenu(const QModelIndex& message, const QPoint& place);
    void askForLink(const QUrl& url);
    void placeJump();
    QString title() const;

    const Look& m_look;
    QPointer<ChatChannelsModel> m_channels;
    QPointer<ChatModel> m_conversation;
    ChatTabs* m_tabs;
    QToolButton* m_conversations;
    QToolButton* m_fold;
    QWidget* m_body;
    QStackedWidget* m_stack;
    ChatView* m_view;
    EmptyState* m_empty;
    EmptyState* m_error;
    SkeletonRows* m_skeleton;
    QPushButton* m_jump;
    QLabel* m_typing;
    QTimer* m_typingTimer;
    ChatComposer* m_composer;
    // What was begun and not sent, by the kind and id of its conversation.
    std::map<std::pair<int, std::int64_t>, QString> m_drafts;
    pong::wire::Channel m_shown;
    bool m_folded = false;
};

}  // namespace client
