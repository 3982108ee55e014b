#pragma once

// The conversations as tabs: the lobby, the match one is in, and of those with one other person the latest and those
// that were opened or have something unread. A badge counts what is unread, never on the tab that is shown. Main
// thread only.

#include <QPointer>
#include <QTabBar>

#include <shared/protocol/chat.pb.h>
#include <vector>

namespace client {

class ChatChannelsModel;
class Look;

class ChatTabs : public QTabBar {
    Q_OBJECT

 public:
    explicit ChatTabs(const Look& look, QWidget* parent = nullptr);

    // Not owned.
    void setModel(ChatChannelsModel* model);
    // Also opens it. It must be in the model.
    void setChannel(const pong::wire::Channel& channel);
    pong::wire::Channel channel() const { return m_channel; }

 Q_SIGNALS:
    // By the person, or because the conversation that was shown is gone.
    void channelChosen(const pong::wire::Channel& channel);

 protected:
    QSize tabSizeHint(int index) const override;

 private:
    void sync();
    bool isWanted(int row) const;
    bool isOpened(const pong::wire::Channel& channel) const;
    void place(int tab, int row);
    void showUnread(int tab, int unread);

    const Look& m_look;
    QPointer<ChatChannelsModel> m_model;
    pong::wire::Channel m_channel;
    std::vector<pong::wire::Channel> m_tabs;
    std::vector<pong::wire::Channel> m_opened;
};

}  // namespace client
