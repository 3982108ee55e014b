#pragma once

// Every feature of the server, constructed in the order of its needs and told who answers what. The only place that
// constructs features; it opens nothing, so that `pong-server routes` can ask a complete router without a database or a
// port. Main thread.

#include "server/accounts/password_hasher.h"
#include "server/app/account_features.h"
#include "server/chat/chat_handlers.h"
#include "server/chat/live_chat_matches.h"
#include "server/friends/blocks.h"
#include "server/friends/friends_handlers.h"
#include "server/friends/presence.h"
#include "server/history/history_handlers.h"
#include "server/history/server_statistics.h"
#include "server/hosting/load_monitor.h"
#include "server/net/admission.h"
#include "server/net/connection_handlers.h"
#include "server/net/router.h"
#include "server/net/sessions.h"
#include "server/notifications/notification_handlers.h"
#include "server/notifications/notifications.h"
#include "server/play/invitation_handlers.h"
#include "server/play/invitations.h"
#include "server/play/live_matches.h"
#include "server/play/play_handlers.h"
#include "server/play/quick_games.h"
#include "server/play/recorder.h"
#include "server/play/spectator_handlers.h"
#include "server/play/spectators.h"
#include "server/players/player_handlers.h"
#include "server/tournaments/tournament_book.h"
#include "server/tournaments/tournament_calls.h"
#include "server/tournaments/tournament_handlers.h"
#include "server/tournaments/tournament_news.h"
#include "shared/pong/rules.h"

#include <QCoroTask>
#include <QString>

namespace server {

class Database;
class MainQueue;

struct FeatureOptions {
    QString serverName;
    pong::Rules rules;
    SessionLimits sessionLimits;
    AccountLimits accountLimits;
    AccountClock accountClock = AccountClock::real();
    std::chrono::milliseconds checkSignInsEvery{5'000};
    std::chrono::milliseconds sweepAccountsEvery{3'600'000};
    HashCost hashCost = HashCost::interactive();
    std::chrono::milliseconds invitationLifetime{60'000};
    ServerKey key = ServerKey::make();
    MailFeatureOptions mail;
    FriendLimits friendLimits;
    PresenceTimes presenceTimes;
    ChatLimits chatLimits;
    TournamentOptions tournaments;
    double fullAt = Admission::standardShare;
    LoadMonitor::Probe loadProbe;  // empty: the real one
};

class Features {
 public:
    Features(MainQueue& queue, Database& database, const FeatureOptions& options);

    Sessions& sessions() { return m_sessions; }
    Router& router() { return m_router; }
    PasswordHasher& hasher() { return m_hasher; }
    MailOutbox& mailOutbox() { return m_accounts.outbox(); }
    LiveMatches& matches() { return m_matches; }
    Notifications& notifications() { return m_notifications; }
    Blocks& blocks() { return m_blocks; }
    const Spectators& spectators() const { return m_spectators; }
    Presence& presence() { return m_presence; }
    TournamentBook& tournaments() { return m_tournaments; }
    FriendsHandlers& friends() { return m_friends; }
    const Admission& admission() const { return m_admission; }
    const LoadMonitor& load() const { return m_load; }

    // What must be done before clients are let in. Throws what the database does.
    QCoro::Task<void> start();
    // What must be done before the database goes; always ends. Called once.
    QCoro::Task<void> drain();
    // Waits for threads other than the database's; what they ended with is then in the queue.
    void stopThreads();

 private:
    void notifyOfFriends();
    void followTournaments();

    Database& m_database;
    Sessions m_sessions;
    Router m_router;
    Admission m_admission;
    PasswordHasher m_hasher;
    ConnectionHandlers m_connections;
    Notifications m_notifications;
    NotificationHandlers m_notificationHandlers;
    AccountFeatures m_accounts;
    Blocks m_blocks;
    HistoryHandlers m_history;
    ServerStatistics m_statistics;
    Recorder m_recorder;
    LiveMatches m_matches;
    Presence m_presence;
    PlayerHandlers m_players;
    FriendsHandlers m_friends;
    Spectators m_spectators;
    SpectatorHandlers m_spectatorHandlers;
    LiveChatMatches m_chatMatches;
    ChatHandlers m_chat;
    QuickGames m_quickGames;
    PlayHandlers m_play;
    Invitations m_invitations;
    InvitationHandlers m_invitationHandlers;
    TournamentBook m_tournaments;
    TournamentCalls m_tournamentCalls;
    TournamentNews m_tournamentNews;
    TournamentHandlers m_tournamentHandlers;
    LoadMonitor m_load;
};

}  // namespace server
