#pragma once

// Brings conversations to the chat dock, and that of the match to the match page: their list, a model for each that was
// opened, what arrives, what is read and who types. Main thread only.

#include "client/models/chat_channels_model.h"
#include "client/models/chat_model.h"
#include "client/net/connection.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <utility>

namespace client {

class ChatPanel;
class Look;
class MainWindow;
class SessionController;

class ChatController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    ChatController(MainWindow& window, const Look& look, Connection& connection, SessionController& session);

    // What other features connect to: invitations, profiles.
    ChatPanel& panel() { return *m_panel; }

    // The conversation with this person, opened and focused.
    void openDirect(std::int64_t userId, const QString& name);
    // The match that is played or watched now; 0: none.
    void setMatch(std::int64_t matchId);
    // A tournament that this user is in has a conversation from joining to its end.
    void noteTournament(const pong::wire::TournamentState& state);
    // Asks why, and tells the host of the server. `messageId` 0: it is about the person as such.
    void report(std::int64_t userId, const QString& name, std::int64_t messageId, const QString& text);
    // Whether the person sees what this one writes.
    bool isReading(std::int64_t userId) const;

 private:
    using Key = std::pair<int, std::int64_t>;

    void connectPanel(ChatPanel& panel);
    void connectDock();
    void connectConnection(SessionController& session);
    void reset();
    QCoro::Task<void> refresh();
    ChatModel* modelOf(const pong::wire::Channel& channel);
    void show(const pong::wire::Channel& channel);

    void take(const pong::wire::ServerMessage& event);
    void receive(const pong::wire::ChatMessage& message);
    int rowFor(const pong::wire::ChatMessage& message);
    void noteUnread(int unread);
    void noteRead();
    void noteReadIn(const ChatPanel& panel);
    QCoro::Task<void> tellRead(pong::wire::Channel channel, std::int64_t readId);
    void tellTyping();
    QCoro::Task<void> sendReport(std::int64_t userId, std::int64_t messageId, QString reason);

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    ChatPanel* m_panel;
    ChatPanel* m_matchPanel;  // on the match page
    ChatChannelsModel m_channels;
    ChatChannelsModel m_matchChannels;   // that of the match, or none
    std::map<Key, ChatModel*> m_models;  // children of the controller
    std::map<Key, std::int64_t> m_told;  // up to where the server knows that it was read
    QTimer m_refreshTimer;
    QTimer m_typingPause;
    std::int64_t m_match = 0;
    int m_generation = 0;  // of refresh()
    pong::TaskScope m_tasks;
};

}  // namespace client
