#pragma once

// What clients ask about tournaments. Main thread.

#include "server/net/refusal.h"
#include "server/net/user_rate.h"
#include "shared/pong/rules.h"

#include <QCoroTask>
#include <QObject>

#include <chrono>
#include <shared/protocol/tournaments.pb.h>

namespace server {

class Database;
class LiveMatches;
class Router;
class Session;
class Sessions;
class TournamentBook;
class TournamentCalls;
class TournamentNews;

struct TournamentOptions {
    std::chrono::milliseconds callFor{180'000};  // to say "I'm ready"
    std::chrono::milliseconds gather{200};       // points that are told together
    // Of one user, over all connections.
    Rate creating{0.05F, 4};
    Rate changing{1, 20};
    Rate looking{5, 30};
};

// What the handlers stand on; all of it outlives them.
struct TournamentParts {
    Database& database;
    TournamentBook& book;
    TournamentCalls& calls;
    TournamentNews& news;
    LiveMatches& matches;
};

class TournamentHandlers : public QObject {
    Q_OBJECT

 public:
    // `rules` are those of every match, but for the points.
    TournamentHandlers(Router& router, Sessions& sessions, const TournamentParts& parts, const pong::Rules& rules,
                       const TournamentOptions& options, QObject* parent = nullptr);

    QCoro::Task<wire::TournamentsReply> list(SessionId session, wire::TournamentsRequest request);
    QCoro::Task<wire::TournamentState> page(SessionId session, wire::TournamentPageRequest request);
    void pageLeft(Session& session, const wire::TournamentPageLeft& command);
    QCoro::Task<wire::TournamentState> create(SessionId session, wire::TournamentCreateRequest request);
    QCoro::Task<wire::TournamentState> join(SessionId session, wire::TournamentJoinRequest request);
    QCoro::Task<wire::TournamentState> leave(SessionId session, wire::TournamentLeaveRequest request);
    QCoro::Task<wire::TournamentStartReply> start(SessionId session, wire::TournamentStartRequest request);
    QCoro::Task<wire::TournamentState> cancel(SessionId session, wire::TournamentCancelRequest request);
    wire::TournamentState ready(Session& session, const wire::TournamentReadyRequest& request);

 private:
    // Who asks for a change, within the rate.
    UserId changer(SessionId session);
    wire::TournamentsReply activeFor(UserId user) const;

    Sessions& m_sessions;
    const TournamentParts m_parts;
    const pong::Rules m_rules;
    UserRate m_createRate;
    UserRate m_changeRate;
    UserRate m_lookRate;
};

}  // namespace server
