#include "server/app/features.h"

namespace server {

namespace {

// As long as a transaction may take (DatabaseOptions::answerWithin).
constexpr std::chrono::milliseconds storeMatchesWithin{10'000};

}  // namespace

Features::Features(MainQueue& queue, Database& database, const FeatureOptions& options)
    : m_database(database)
    , m_sessions(options.sessionLimits)
    , m_router(m_sessions)
    , m_admission(options.fullAt)
    , m_hasher(queue, options.hashCost)
    , m_connections(m_router, m_sessions,
                    Introduction{options.serverName, options.mail.smtp.has_value(), options.mail.contact})
    , m_notifications(database, m_sessions)
    , m_notificationHandlers(m_router, m_sessions, database)
    , m_accounts(queue, database, m_sessions, m_admission, m_router, m_hasher,
                 AccountOptions{options.serverName, options.key, options.accountLimits, options.accountClock,
                                options.checkSignInsEvery, options.sweepAccountsEvery},
                 options.mail)
    , m_history(m_router, m_sessions, database)
    , m_statistics(m_router, database)
    , m_recorder(database)
    , m_matches(database, m_sessions, m_admission, m_recorder, options.rules)
    , m_presence(database, m_sessions, m_matches, options.presenceTimes)
    , m_players(m_router, m_sessions, database, m_presence)
    , m_friends(m_router, m_sessions, database, m_presence, m_blocks, options.friendLimits)
    , m_spectators(m_sessions, m_matches)
    , m_spectatorHandlers(m_router, m_spectators)
    , m_chatMatches(m_matches, m_spectators)
    , m_chat(m_router, m_sessions, database, m_notifications, m_blocks, m_chatMatches, options.chatLimits)
    , m_quickGames(database, m_sessions, m_admission, m_matches, m_blocks)
    , m_play(m_router, m_quickGames, m_matches)
    , m_invitations(
          database, m_sessions, m_matches, m_notifications,
          [this](UserId one, UserId other) { return m_blocks.isBlockedEitherWay(one, other); },
          options.invitationLifetime)
    , m_invitationHandlers(m_router, m_sessions, m_invitations)
    , m_tournaments(database, m_blocks)
    , m_tournamentCalls(m_tournaments, m_matches, m_sessions, m_notifications, options.tournaments.callFor)
    , m_tournamentNews(m_sessions, m_tournaments, m_tournamentCalls, m_matches, options.tournaments.gather)
    , m_tournamentHandlers(m_router, m_sessions,
                           TournamentParts{database, m_tournaments, m_tournamentCalls, m_tournamentNews, m_matches},
                           options.rules, options.tournaments)
    , m_load(m_admission, m_sessions, m_matches, options.loadProbe) {
    m_admission.setPlays([this](UserId user) { return m_matches.isPlaying(user); });
    notifyOfFriends();
    followTournaments();
}

void Features::notifyOfFriends() {
    QObject::connect(&m_friends, &FriendsHandlers::requested, &m_notifications, [this](UserId user, UserId by) {
        m_notifications.notify(user, wire::NOTIFICATION_FRIEND_REQUEST, by, {}, 0);
    });
    QObject::connect(&m_friends, &FriendsHandlers::accepted, &m_notifications, [this](UserId user, UserId by) {
        m_notifications.notify(user, wire::NOTIFICATION_FRIEND_ACCEPTED, by, {}, 0);
    });
    QObject::connect(&m_friends, &FriendsHandlers::requestClosed, &m_notifications, [this](UserId user, UserId by) {
        m_notifications.settle(user, wire::NOTIFICATION_FRIEND_REQUEST, by);
    });
}

void Features::followTournaments() {
    QObject::connect(&m_recorder, &Recorder::stored, &m_tournaments, [this](const play::MatchEnd& end) {
        if (end.tournament != 0)
            m_tournaments.matchEnded(end.tournament);
    });
    QObject::connect(&m_tournaments, &TournamentBook::playingChanged, &m_presence, &Presence::setInTournament);
}

QCoro::Task<void> Features::start() {
    co_await m_blocks.load(m_database);
    co_await m_matches.restore();
    co_await m_tournaments.load();
    m_accounts.start();
}

QCoro::Task<void> Features::drain() {
    // Matches before anything that waits: their players are told where play stopped while they are still connected.
    co_await m_matches.shutdown(storeMatchesWithin);
    co_await m_tournamentCalls.drain();
    co_await m_tournaments.drain();
    co_await m_accounts.drain();
    co_await m_friends.drain();
    co_await m_presence.drain();
    co_await m_chat.drain();
    co_await m_notifications.drain();
}

void Features::stopThreads() {
    m_hasher.stop();
    m_accounts.stopThreads();
}

}  // namespace server
