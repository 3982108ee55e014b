#include "server/play/quick_games.h"

#include "server/database/database.h"
#include "server/friends/blocks.h"
#include "server/net/admission.h"
#include "server/net/session.h"
#include "server/net/sessions.h"
#include "server/play/live_matches.h"
#include "server/play/log.h"

#include <utility>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr auto retryAfter = 1s;

}  // namespace

QuickGames::QuickGames(Database& database, Sessions& sessions, Admission& admission, LiveMatches& matches,
                       const Blocks& blocks, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_sessions(sessions)
    , m_admission(admission)
    , m_matches(matches)
    , m_matchmaker([&blocks](UserId one, UserId other) { return !blocks.isBlockedEitherWay(one, other); })
    , m_tasks(QStringLiteral("quick games")) {
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryAfter);
    connect(&m_retry, &QTimer::timeout, this, &QuickGames::pairUp);
    connect(&m_database, &Database::regained, this, &QuickGames::pairUp);
    connect(&m_sessions, &Sessions::signedOut, this, [this](SessionId session) { cancel(session); });
    connect(&m_matches, &LiveMatches::started, this, [this](const HostedMatch& match) {
        m_matchmaker.remove(match.user(pong::Side::Left));
        m_matchmaker.remove(match.user(pong::Side::Right));
    });
}

std::size_t QuickGames::join(UserId user, SessionId session) {
    if (m_matches.isPlaying(user))
        throw Refusal(wire::REFUSAL_CONFLICT, tr("You are in a match already."));
    m_admission.requireRoom();
    m_matchmaker.join(user, session);
    const std::size_t waiting = m_matchmaker.waitingFor(user);
    pairUp();
    return waiting;
}

void QuickGames::pairUp() {
    while (m_database.isAvailable() && !m_retry.isActive()) {
        if (m_admission.isFull()) {
            m_retry.start();
            return;
        }
        std::optional<Matchmaker::Pair> pair = m_matchmaker.takePair();
        if (!pair)
            return;
        m_tasks.run(start(std::move(*pair)));
    }
}

QCoro::Task<void> QuickGames::start(Matchmaker::Pair pair) {
    bool started = false;
    try {
        co_await m_matches.start(pair.first.user, pair.second.user, wire::MODE_RANDOM);
        started = true;
    } catch (const std::exception& error) {
        qCWarning(playLog, "a match could not be made: %s", error.what());
    }
    if (!started)
        putBack(std::move(pair));
}

void QuickGames::putBack(Matchmaker::Pair pair) {
    dropGone(pair.first);
    dropGone(pair.second);
    m_matchmaker.putBack(std::move(pair));
    m_retry.start();
}

void QuickGames::dropGone(Matchmaker::Waiting& waiting) const {
    const bool plays = m_matches.isPlaying(waiting.user);  // was invited meanwhile
    std::erase_if(waiting.sessions, [&](SessionId id) {
        const Session* session = m_sessions.find(id);
        return plays || session == nullptr || session->userId() != waiting.user;
    });
}

}  // namespace server
