#include "server/play/invitations.h"

#include "server/database/database.h"
#include "server/net/clock.h"
#include "server/net/sessions.h"
#include "server/notifications/notifications.h"
#include "server/play/live_matches.h"
#include "server/players/players_store.h"

#include <QDateTime>

#include <algorithm>
#include <exception>
#include <utility>

namespace server {

using Ended = wire::InvitationEnded;

namespace {

Refusal gone() {
    return Refusal(wire::REFUSAL_NOT_FOUND, Invitations::tr("This invitation is no longer open."));
}

Refusal conflict(const QString& text) {
    return Refusal(wire::REFUSAL_CONFLICT, text);
}

QString nameOf(const wire::PlayerCard& card) {
    return QString::fromStdString(card.username());
}

}  // namespace

Invitations::Invitations(Database& database, Sessions& sessions, LiveMatches& matches, Notifications& notifications,
                         AreApart areApart, std::chrono::milliseconds lifetime, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_sessions(sessions)
    , m_matches(matches)
    , m_notifications(notifications)
    , m_areApart(std::move(areApart))
    , m_lifetime(lifetime)
    // Never one that an earlier run of the server gave away: somebody's inbox may still name it.
    , m_lastId(QDateTime::currentMSecsSinceEpoch()) {
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &Invitations::expire);
    connect(&m_matches, &LiveMatches::started, this, [this](const HostedMatch& match) {
        endAllOf(match.user(pong::Side::Left));
        endAllOf(match.user(pong::Side::Right));
    });
    connect(&m_sessions, &Sessions::signedIn, this, &Invitations::onSignedIn);
    connect(&m_sessions, &Sessions::signedOut, this, [this](SessionId, UserId user) { onSignedOut(user); });
}

// Another device of somebody who waits, or was asked.
void Invitations::onSignedIn(SessionId session, UserId user) {
    for (const Open& open : m_open) {
        if (open.from() != user && (open.to() != user || open.isHidden))
            continue;
        wire::ServerMessage message;
        *message.mutable_invitation_received()->mutable_invitation() = asNow(open);
        m_sessions.sendToSession(session, message);
    }
}

void Invitations::onSignedOut(UserId user) {
    if (m_sessions.isOnline(user))
        return;
    m_rates.erase(user);
    endAllOf(user);
}

// --- begin ----------------------------------------------------------------------------------------------------------

QCoro::Task<wire::Invitation> Invitations::invite(UserId from, UserId to) {
    checkSender(from);
    const players::Pair pair = co_await m_database.transaction(&players::pair, from, to);
    // From here on without a pause: what is checked stays true until the invitation stands.
    checkFree(from, to);
    if (const auto crossing = findOpen(to, from); crossing != m_open.end() && !crossing->isHidden) {
        Open accepted = take(crossing);
        const wire::Invitation invitation = accepted.invitation;
        QCoro::Task<void> accepting = accept(std::move(accepted));
        co_await accepting;
        co_return invitation;
    }
    if (const auto again = findOpen(from, to); again != m_open.end())
        co_return asNow(*again);
    checkNumbers(from, to);
    const bool isHere = m_sessions.isOnline(to);
    if (!isHere && pair.areFriends)
        throw conflict(tr("%1 is offline.").arg(nameOf(pair.to)));
    co_return open(pair.from, pair.to, !isHere || m_areApart(from, to));
}

void Invitations::checkSender(UserId from) {
    TokenBucket& rate = m_rates[from];
    if (!rate.take(sendRate, steadyNowUs()))
        throw Refusal(wire::REFUSAL_TOO_MANY, tr("That was a lot of invitations. Wait a moment."), {},
                      rate.waitMs(sendRate));
}

void Invitations::checkFree(UserId from, UserId to) const {
    if (!m_sessions.isOnline(from))
        throw Refusal(wire::REFUSAL_NOT_SIGNED_IN, tr("The connection has gone."));
    if (m_matches.isPlaying(from))
        throw conflict(tr("You are in a match already."));
    if (m_matches.isPlaying(to))
        throw conflict(tr("This player is in a match right now."));
}

void Invitations::checkNumbers(UserId from, UserId to) const {
    const auto sent =
        std::count_if(m_open.begin(), m_open.end(), [&](const Open& open) { return open.from() == from; });
    const auto received =
        std::count_if(m_open.begin(), m_open.end(), [&](const Open& open) { return open.to() == to; });
    if (static_cast<std::size_t>(sent) >= mostSent || static_cast<std::size_t>(received) >= mostReceived)
        throw Refusal(wire::REFUSAL_TOO_MANY, tr("Too many invitations are open. Wait for an answer."));
}

wire::Invitation Invitations::open(wire::PlayerCard from, wire::PlayerCard to, bool isHidden) {
    Open added;
    added.invitation.set_id(++m_lastId);
    *added.invitation.mutable_from() = std::move(from);
    *added.invitation.mutable_to() = std::move(to);
    added.invitation.set_created_ms(QDateTime::currentMSecsSinceEpoch());
    added.endsUs = steadyNowUs() + std::chrono::microseconds(m_lifetime).count();
    added.isHidden = isHidden;
    m_open.push_back(added);
    if (!m_expiry.isActive())
        m_expiry.start(m_lifetime);

    const wire::Invitation invitation = asNow(added);
    wire::ServerMessage message;
    *message.mutable_invitation_received()->mutable_invitation() = invitation;
    m_sessions.send(added.from(), message);
    if (!isHidden) {
        m_sessions.send(added.to(), message);
        m_notifications.notify(added.to(), wire::NOTIFICATION_INVITATION, added.from(), {}, invitation.id());
    }
    return invitation;
}

// --- end ------------------------------------------------------------------------------------------------------------

QCoro::Task<void> Invitations::answer(UserId user, std::int64_t id, bool accepts) {
    const auto which = find(id);
    if (which == m_open.end() || which->isHidden || which->to() != user)
        throw gone();
    Open answered = take(which);
    if (!accepts) {
        tellEnd(answered, Ended::DECLINED);
        co_return;
    }
    QCoro::Task<void> accepting = accept(std::move(answered));
    co_await accepting;
}

QCoro::Task<void> Invitations::accept(Open accepted) {
    Ended::Reason reason = Ended::ACCEPTED;
    std::exception_ptr problem;
    try {
        co_await m_matches.start(accepted.from(), accepted.to(), wire::MODE_FRIEND);
    } catch (...) {
        reason = Ended::UNAVAILABLE;
        problem = std::current_exception();
    }
    tellEnd(accepted, reason);
    if (problem)
        std::rethrow_exception(problem);
}

void Invitations::cancel(UserId user, std::int64_t id) {
    const auto which = find(id);
    if (which == m_open.end() || which->from() != user)
        throw gone();
    tellEnd(take(which), Ended::CANCELLED);
}

void Invitations::endAllOf(UserId user) {
    // One that was hidden from this user says nothing of them.
    const auto isOf = [user](const Open& open) { return open.from() == user || (open.to() == user && !open.isHidden); };
    for (auto which = std::find_if(m_open.begin(), m_open.end(), isOf); which != m_open.end();
         which = std::find_if(m_open.begin(), m_open.end(), isOf))
        tellEnd(take(which), Ended::UNAVAILABLE);
}

void Invitations::expire() {
    const std::int64_t nowUs = steadyNowUs();
    while (!m_open.empty() && m_open.front().endsUs <= nowUs)
        tellEnd(take(m_open.begin()), Ended::EXPIRED);
    if (!m_open.empty())
        m_expiry.start(std::chrono::milliseconds((m_open.front().endsUs - nowUs) / 1000 + 1));
}

Invitations::Open Invitations::take(List::iterator which) {
    Open taken = std::move(*which);
    m_open.erase(which);
    return taken;
}

void Invitations::tellEnd(const Open& ended, Ended::Reason reason) {
    wire::ServerMessage message;
    *message.mutable_invitation_ended()->mutable_invitation() = asNow(ended);
    message.mutable_invitation_ended()->set_reason(reason);
    m_sessions.send(ended.from(), message);
    if (ended.isHidden)
        return;
    m_sessions.send(ended.to(), message);
    m_notifications.settle(ended.to(), wire::NOTIFICATION_INVITATION, ended.from());
}

// --- look up --------------------------------------------------------------------------------------------------------

Invitations::List::iterator Invitations::find(std::int64_t id) {
    return std::find_if(m_open.begin(), m_open.end(), [id](const Open& open) { return open.invitation.id() == id; });
}

// What was hidden from somebody is not there for that one.
Invitations::List::iterator Invitations::findOpen(UserId from, UserId to) {
    return std::find_if(m_open.begin(), m_open.end(),
                        [&](const Open& open) { return open.from() == from && open.to() == to; });
}

wire::Invitation Invitations::asNow(const Open& open) {
    wire::Invitation invitation = open.invitation;
    invitation.set_expires_in_ms(
        static_cast<std::uint32_t>(std::max<std::int64_t>(0, (open.endsUs - steadyNowUs()) / 1000)));
    return invitation;
}

}  // namespace server
