#include "server/play/live_matches.h"

#include "server/database/database.h"
#include "server/net/admission.h"
#include "server/net/clock.h"
#include "server/net/sessions.h"
#include "server/play/log.h"
#include "server/play/recorder.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace server {

using pong::Side;

namespace {

constexpr std::array bothSides{Side::Left, Side::Right};

Refusal stopping() {
    return Refusal(wire::REFUSAL_SHUTTING_DOWN, LiveMatches::tr("This server is stopping."));
}

void addTo(LiveMatches::Counters& sum, const LiveMatchCounters& match) {
    sum.inputs += match.inputs;
    sum.lateInputs += match.lateInputs;
    sum.refusedInputs += match.refusedInputs;
    sum.desyncs += match.desyncs;
    sum.stalls += match.stalls;
    sum.pauses += match.pauses;
}

// The row of a live match has no score yet; its points have.
std::array<int, 2> scoreOf(const play::StoredMatch& stored) {
    return stored.points.empty() ? std::array{0, 0} : stored.points.back().score;
}

play::MatchEnd endOf(const HostedMatch& match) {
    const MatchResult& result = match.result();
    return {match.id(),
            result.reason,
            result.winner,
            result.score,
            result.tick,
            result.desyncs,
            QDateTime::currentDateTimeUtc(),
            match.tournament()};
}

}  // namespace

LiveMatches::LiveMatches(Database& database, Sessions& sessions, Admission& admission, Recorder& recorder,
                         const pong::Rules& rules, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_sessions(sessions)
    , m_admission(admission)
    , m_recorder(recorder)
    , m_rules(rules)
    , m_tasks(QStringLiteral("matches")) {
    connect(&m_timer, &TickTimer::tick, this, &LiveMatches::onTick);
    connect(&m_sessions, &Sessions::signedIn, this, &LiveMatches::onSignedIn);
    connect(&m_sessions, &Sessions::signedOut, this, &LiveMatches::onSignedOut);
}

LiveMatches::~LiveMatches() = default;

// --- begin ----------------------------------------------------------------------------------------------------------

QCoro::Task<void> LiveMatches::restore() {
    std::vector<play::StoredMatch> stored = co_await m_database.transaction(&play::liveMatches);
    // The latest first: a user who stands in two of them (a row whose match never began) goes on with that one.
    for (auto match = stored.rbegin(); match != stored.rend(); ++match)
        restoreMatch(*match);
}

void LiveMatches::restoreMatch(const play::StoredMatch& stored) {
    const std::array<int, 2> score = scoreOf(stored);
    const bool isPlayingElsewhere = isPlaying(stored.players[0].user_id()) || isPlaying(stored.players[1].user_id());
    if (stored.damaged || isPlayingElsewhere) {
        qCWarning(playLog, "match %lld cannot go on (%s) and ends without a winner", static_cast<long long>(stored.id),
                  stored.damaged ? "its record is unreadable" : "a player is in a later one");
        play::MatchEnd end;
        end.matchId = stored.id;
        end.reason = wire::END_ABANDONED;
        end.score = score;
        end.tick = stored.recording.lastTick;
        end.endedAt = QDateTime::currentDateTimeUtc();
        end.tournament = stored.tournament;
        m_tasks.run(abandon(std::move(end)));
        return;
    }
    MatchInfo info{stored.id, stored.players, stored.mode, stored.rated, stored.tournament};
    add(std::make_unique<HostedMatch>(std::move(info), stored.recording, m_sessions, m_recorder, steadyNowUs()));
    qCInfo(playLog, "match %lld goes on at %d:%d", static_cast<long long>(stored.id), score[0], score[1]);
}

QCoro::Task<void> LiveMatches::abandon(play::MatchEnd end) {
    co_await m_recorder.finish(end);
}

QCoro::Task<void> LiveMatches::start(UserId first, UserId second, wire::MatchMode mode) {
    play::NewMatch row;
    row.players = {first, second};
    row.mode = mode;
    row.rules = m_rules;
    return start(std::move(row));
}

QCoro::Task<void> LiveMatches::startOfTournament(UserId first, UserId second, play::BracketPlace place,
                                                 pong::Rules rules) {
    play::NewMatch row;
    row.players = {first, second};
    row.mode = wire::MODE_TOURNAMENT;
    row.rules = rules;
    row.place = place;
    return start(std::move(row));
}

QCoro::Task<void> LiveMatches::start(play::NewMatch row) {
    const auto [first, second] = row.players;
    if (m_stopping)
        throw stopping();
    if (first == second || isPlaying(first) || isPlaying(second))
        throw Refusal(wire::REFUSAL_CONFLICT, tr("One of the players is in a match already."));
    m_admission.requireRoom();
    m_starting.insert({first, second});
    const auto release = qScopeGuard([this, first = first, second = second] {
        m_starting.erase(first);
        m_starting.erase(second);
    });

    row.seed = QRandomGenerator::system()->generate64();
    if ((row.seed & 1) == 0)
        std::swap(row.players[0], row.players[1]);
    row.startedAt = QDateTime::currentDateTimeUtc();
    const play::Opponents opponents = co_await m_database.transaction(&play::opponents, row.players);
    row.rated = row.mode != wire::MODE_FRIEND && opponents.arePeople;
    MatchInfo info;
    info.players = opponents.cards;
    info.mode = row.mode;
    info.rated = row.rated;
    info.tournament = row.place ? row.place->tournament : 0;
    // The row comes last: nothing can fail between it and the match.
    info.id = co_await m_database.transaction(&play::insertMatch, row);
    if (m_stopping)
        throw stopping();  // the next server takes it up
    add(std::make_unique<HostedMatch>(std::move(info), row.rules, row.seed, m_sessions, m_recorder, steadyNowUs()));
}

void LiveMatches::add(std::unique_ptr<HostedMatch> match) {
    HostedMatch& added = *match;
    m_matches.emplace(added.id(), std::move(match));
    for (const Side side : bothSides) {
        m_byUser[added.user(side)] = &added;
        m_sessions.send(added.user(side), added.foundMessage(side));
    }
    m_schedule.add(added);
    if (!m_timer.isRunning())
        m_stalls.start(steadyNowUs());
    m_timer.start();
    Q_EMIT started(added);
}

// --- play -----------------------------------------------------------------------------------------------------------

HostedMatch& LiveMatches::matchOf(UserId user, std::int64_t matchId) {
    const auto found = m_byUser.find(user);
    if (found == m_byUser.end() || found->second->id() != matchId)
        throw Refusal(wire::REFUSAL_NOT_FOUND, tr("You have no part in this match, or it is over."));
    return *found->second;
}

std::int64_t LiveMatches::matchIdOf(UserId user) const {
    const auto found = m_byUser.find(user);
    return found == m_byUser.end() ? 0 : found->second->id();
}

HostedMatch* LiveMatches::find(std::int64_t matchId) const {
    const auto found = m_matches.find(matchId);
    return found == m_matches.end() ? nullptr : found->second.get();
}

std::vector<const HostedMatch*> LiveMatches::all() const {
    std::vector<const HostedMatch*> matches;
    matches.reserve(m_matches.size());
    for (const auto& [id, match] : m_matches)
        matches.push_back(match.get());
    return matches;
}

const HostedMatch* LiveMatches::seatedAt(SessionId session) const {
    const Seat* const found = m_seats.find(session);
    return found == nullptr ? nullptr : found->match;
}

const LiveMatches::Seat& LiveMatches::seatOf(SessionId session) const {
    const Seat* const found = m_seats.find(session);
    if (found == nullptr)
        throw Refusal(wire::REFUSAL_CONFLICT, tr("This connection plays no match."));
    return *found;
}

wire::MatchSnapshot LiveMatches::join(SessionId session, UserId user, std::int64_t matchId) {
    if (m_stopping)
        throw stopping();
    HostedMatch& match = matchOf(user, matchId);
    const Side side = *match.sideOf(user);
    m_seats.erase(match.session(side));  // another device of this user's that played until now
    match.setSession(side, session);
    m_seats.set(session, {&match, side});
    Q_EMIT seated(session);
    wire::MatchSnapshot snapshot = match.play().playerJoined(side, nowUs());
    m_schedule.update(match);
    return snapshot;
}

void LiveMatches::leave(UserId user, std::int64_t matchId) {
    HostedMatch& match = matchOf(user, matchId);
    match.play().leave(*match.sideOf(user));
    m_schedule.update(match);
}

void LiveMatches::input(SessionId session, const wire::MatchInput& input) {
    const Seat& seat = seatOf(session);
    seat.match->play().input(seat.side, input, nowUs());
    m_schedule.update(*seat.match);
}

void LiveMatches::beat(SessionId session, const wire::MatchBeat& beat) {
    const Seat& seat = seatOf(session);
    seat.match->play().beat(seat.side, beat, nowUs());
    m_schedule.update(*seat.match);
}

std::int64_t LiveMatches::nowUs() const {
    return m_stalls.known(steadyNowUs());
}

void LiveMatches::onTick(std::int64_t tickUs) {
    if (const std::int64_t lostUs = m_stalls.tick(tickUs); lostUs > 0)
        for (const auto& [id, match] : m_matches) {
            match->play().stoodStill(lostUs, tickUs);
            m_schedule.update(*match);
        }
    m_schedule.forEachDue(tickUs, [this, tickUs](HostedMatch& match) { advance(match, tickUs); });
    for (const std::int64_t id : m_over)
        m_tasks.run(store(remove(id)));
    m_over.clear();
}

void LiveMatches::advance(HostedMatch& match, std::int64_t tickUs) {
    match.play().advance(tickUs);
    if (match.play().isOver())
        m_over.push_back(match.id());
    else if (match.takeScored())
        Q_EMIT scored(match);
}

void LiveMatches::onSignedIn(SessionId session, UserId user) {
    const auto found = m_byUser.find(user);
    if (found != m_byUser.end())
        m_sessions.sendToSession(session, found->second->foundMessage(*found->second->sideOf(user)));
}

void LiveMatches::onSignedOut(SessionId session) {
    const Seat* const found = m_seats.find(session);
    if (found == nullptr)
        return;
    const Seat seat = *found;
    m_seats.erase(session);
    seat.match->setSession(seat.side, 0);
    seat.match->play().playerDropped(seat.side);
    m_schedule.update(*seat.match);
}

// --- end ------------------------------------------------------------------------------------------------------------

std::unique_ptr<HostedMatch> LiveMatches::remove(std::int64_t matchId) {
    auto node = m_matches.extract(matchId);
    std::unique_ptr<HostedMatch> match = std::move(node.mapped());
    m_schedule.remove(*match);
    for (const Side side : bothSides) {
        m_byUser.erase(match->user(side));
        m_seats.erase(match->session(side));
    }
    addTo(m_ofEnded, match->play().counters());
    ++m_ofEnded.ended;
    if (m_matches.empty())
        m_timer.stop();
    Q_EMIT ended(*match);
    return match;
}

QCoro::Task<void> LiveMatches::store(std::unique_ptr<HostedMatch> over) {
    const play::MatchEnd end = endOf(*over);
    const RecordedEnd recorded = co_await m_recorder.finish(end);
    const wire::ServerMessage message = over->endedMessage(recorded);
    for (const Side side : bothSides)
        m_sessions.send(over->user(side), message);
    over->tellSpectators(message);
    qCInfo(playLog, "match %lld ended %d:%d%s", static_cast<long long>(over->id()), end.score[0], end.score[1],
           recorded.isStored ? "" : ", not stored yet");
}

QCoro::Task<bool> LiveMatches::shutdown(std::chrono::milliseconds within) {
    m_stopping = true;
    m_timer.stop();
    for (const auto& [id, match] : m_matches)
        match->play().shutdown(nowUs());
    const bool stored = co_await m_recorder.drain(within);
    co_return stored;
}

LiveMatches::Counters LiveMatches::counters() const {
    Counters sum = m_ofEnded;
    for (const auto& [id, match] : m_matches)
        addTo(sum, match->play().counters());
    return sum;
}

}  // namespace server
