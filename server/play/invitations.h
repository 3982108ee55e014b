#pragma once

// Invitations to a match: who asked whom, for a minute at most. They live in memory only: with the server they end, and
// nobody waits for longer than for one. At most one between two people; a crossing one accepts. An invitation ends when
// one of the two leaves or plays elsewhere. Where one of the two has blocked the other it is never delivered, and looks
// to its sender like one that nobody answered; so does one to a stranger who is not here. Main thread.

#include "server/net/refusal.h"
#include "server/net/token_bucket.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <functional>
#include <shared/protocol/invitations.pb.h>
#include <unordered_map>
#include <vector>

namespace server {

class Database;
class LiveMatches;
class Notifications;
class Sessions;

class Invitations : public QObject {
    Q_OBJECT

 public:
    static constexpr std::size_t mostSent = 5;       // open at once, by one user
    static constexpr std::size_t mostReceived = 20;  // open at once, to one user
    static constexpr Rate sendRate{0.2F, 10};        // of one user, open or not

    // Whether one of these two has blocked the other.
    using AreApart = std::function<bool(UserId, UserId)>;

    // Each invitation lasts for `lifetime`.
    Invitations(Database& database, Sessions& sessions, LiveMatches& matches, Notifications& notifications,
                AreApart areApart, std::chrono::milliseconds lifetime, QObject* parent = nullptr);

    // Asks; answers with the same one while it is open. Where the other one has asked already it is accepted (the match
    // is told by its own event). Throws Refusal.
    QCoro::Task<wire::Invitation> invite(UserId from, UserId to);
    // By whom it was sent to. Throws Refusal, also where the match cannot be made.
    QCoro::Task<void> answer(UserId user, std::int64_t id, bool accepts);
    // By who sent it. Throws Refusal where there is no such invitation any more.
    void cancel(UserId user, std::int64_t id);

 private:
    struct Open {
        wire::Invitation invitation;
        std::int64_t endsUs = 0;
        bool isHidden = false;  // from its receiver

        UserId from() const { return invitation.from().user_id(); }
        UserId to() const { return invitation.to().user_id(); }
    };
    using List = std::vector<Open>;

    void checkSender(UserId from);
    void checkFree(UserId from, UserId to) const;
    void checkNumbers(UserId from, UserId to) const;
    List::iterator find(std::int64_t id);
    List::iterator findOpen(UserId from, UserId to);
    wire::Invitation open(wire::PlayerCard from, wire::PlayerCard to, bool isHidden);
    QCoro::Task<void> accept(Open accepted);
    Open take(List::iterator which);
    void tellEnd(const Open& ended, wire::InvitationEnded::Reason reason);
    void endAllOf(UserId user);
    void onSignedIn(SessionId session, UserId user);
    void onSignedOut(UserId user);
    void expire();
    static wire::Invitation asNow(const Open& open);

    Database& m_database;
    Sessions& m_sessions;
    LiveMatches& m_matches;
    Notifications& m_notifications;
    const AreApart m_areApart;
    const std::chrono::milliseconds m_lifetime;
    List m_open;                                      // the oldest first
    std::unordered_map<UserId, TokenBucket> m_rates;  // of users who are here
    std::int64_t m_lastId;
    QTimer m_expiry;
};

}  // namespace server
