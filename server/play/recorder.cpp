#include "server/play/recorder.h"

#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/database/sql_error.h"
#include "server/play/log.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr auto flushEvery = 1s;
// The next serve comes a second after a point. With thousands of matches there is always a point, and a write for each
// would never end.
constexpr auto flushAfterPoint = 200ms;
constexpr auto retryEvery = 1s;
// Of a full server a dozen matches end each second, and a transaction takes its time there.
constexpr std::size_t endingsAtOnce = 32;

// Whether trying again is pointless: the record itself is at fault, not the database's state (full, away, stopping).
bool blamesRecord(const SqlError& error) {
    return error.state().startsWith(u"22") || error.state().startsWith(u"23") || error.state().startsWith(u"42");
}

}  // namespace

Recorder::Recorder(Database& database, QObject* parent)
    : QObject(parent), m_database(database), m_tasks(QStringLiteral("recorder")) {
    connect(&m_flushTimer, &QTimer::timeout, this, &Recorder::flush);
    m_pointTimer.setSingleShot(true);
    m_pointTimer.setInterval(flushAfterPoint);
    connect(&m_pointTimer, &QTimer::timeout, this, &Recorder::flush);
    connect(&m_database, &Database::regained, this, [this] { m_retry.complete(true); });
    m_flushTimer.start(flushEvery);
}

void Recorder::addChanges(std::int64_t matchId, const FinalChanges& chunk) {
    m_buffer.addChanges(matchId, chunk);
}

void Recorder::addPoint(std::int64_t matchId, const MatchPoint& point) {
    m_buffer.addPoint({matchId, point.number, point.tick, point.scorer, point.score, QDateTime::currentDateTimeUtc()});
    if (!m_pointTimer.isActive())
        m_pointTimer.start();
}

QCoro::Task<RecordedEnd> Recorder::finish(play::MatchEnd end) {
    PlayBatch last = m_buffer.takeMatch(end.matchId);
    pong::Completion<RecordedEnd> recorded;
    m_endings.push_back({std::move(end), std::move(last), recorded, std::nullopt});
    QTimer::singleShot(patience, this, [recorded]() mutable { recorded.complete({}); });
    startWriting();
    const RecordedEnd result = co_await recorded;
    co_return result;
}

QCoro::Task<bool> Recorder::drain(std::chrono::milliseconds within) {
    flush();
    if (!isIdle()) {
        pong::Completion<bool> idle;
        m_idle = idle;
        QTimer::singleShot(within, this, [idle]() mutable { idle.complete(false); });
        const bool isDone = co_await idle;
        if (!isDone)
            qCWarning(playLog, "the database did not take all that is left of the matches; results=%zu",
                      m_endings.size());
    }
    m_stopped = true;
    m_flushTimer.stop();
    m_retry.complete(true);
    for (Ending& ending : m_endings)
        ending.recorded.complete({});
    co_return isIdle();
}

bool Recorder::isIdle() const {
    return m_buffer.isEmpty() && m_batches.empty() && m_endings.empty() && !m_writing;
}

void Recorder::flush() {
    m_pointTimer.stop();
    m_flushDue = !m_buffer.isEmpty();
    startWriting();
}

void Recorder::startWriting() {
    const bool hasWork = m_flushDue || !m_endings.empty();
    if (m_writing || m_stopped || !hasWork)
        return;
    m_writing = true;
    m_tasks.run(write());
}

QCoro::Task<void> Recorder::write() {
    while (!m_stopped && (m_flushDue || !m_endings.empty())) {
        if (std::exchange(m_flushDue, false) && !m_buffer.isEmpty())
            m_batches.push_back(m_buffer.takeAll());
        co_await storeBatches();
        co_await storeEndings(m_endings.size());
    }
    m_writing = false;
    if (isIdle())
        m_idle.complete(true);
}

QCoro::Task<void> Recorder::storeBatches() {
    while (!m_stopped && !m_batches.empty()) {
        QCoro::Task<void> transaction = append(m_batches.front());
        const Outcome outcome = co_await attempt(std::move(transaction));
        if (outcome == Outcome::Later) {
            co_await waitToRetry();
            continue;
        }
        PlayBatch batch = std::move(m_batches.front());
        m_batches.pop_front();
        if (outcome == Outcome::Never)
            giveUp(std::move(batch));
    }
}

// The ones that are there now: those that come meanwhile may have parts in batches that are yet to be stored. One bad
// record must not keep the others from being stored: where several are not accepted, each is tried alone.
QCoro::Task<void> Recorder::storeEndings(std::size_t count) {
    std::size_t atOnce = endingsAtOnce;
    while (!m_stopped && count > 0) {
        const std::size_t together = std::min(atOnce, count);
        QCoro::Task<void> transaction = finishAll(firstEndings(together));
        const Outcome outcome = co_await attempt(std::move(transaction));
        if (outcome == Outcome::Later) {
            for (std::size_t i = 0; i < together; ++i)
                m_endings[i].recorded.complete({});
            co_await waitToRetry();
        } else if (outcome == Outcome::Never && together > 1) {
            atOnce = 1;
        } else {
            for (std::size_t i = 0; i < together; ++i)
                endingDone(outcome == Outcome::Stored);
            count -= together;
        }
    }
}

std::vector<play::FinishingMatch> Recorder::firstEndings(std::size_t count) const {
    std::vector<play::FinishingMatch> matches;
    matches.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        matches.push_back({m_endings[i].end, m_endings[i].last.chunks, m_endings[i].last.points});
    return matches;
}

// Of the first one; not stored: it never will be.
void Recorder::endingDone(bool isStored) {
    Ending ending = std::move(m_endings.front());
    m_endings.pop_front();
    ending.recorded.complete({isStored, ending.ratings});
    if (isStored)
        Q_EMIT stored(ending.end);
}

QCoro::Task<void> Recorder::append(PlayBatch batch) {
    co_await m_database.transaction(&play::appendPlay, batch.chunks, batch.points);
}

QCoro::Task<void> Recorder::finishAll(std::vector<play::FinishingMatch> matches) {
    const std::vector<play::FinishedMatch> finished = co_await m_database.transaction(&play::finishMatches, matches);
    for (std::size_t i = 0; i < finished.size(); ++i) {  // one write at a time: they are still the first ones
        m_endings[i].ratings = finished[i].ratings;
        if (!finished[i].isNew)
            qCInfo(playLog, "match %lld had been stored before", static_cast<long long>(m_endings[i].end.matchId));
    }
}

QCoro::Task<Recorder::Outcome> Recorder::attempt(QCoro::Task<void> transaction) {
    QByteArray problem;
    Outcome outcome = Outcome::Never;
    try {
        co_await transaction;
        outcome = Outcome::Stored;
    } catch (const DatabaseUnavailable& error) {
        problem = error.what();
        outcome = Outcome::Later;
    } catch (const SqlError& error) {
        problem = error.what();
        outcome = blamesRecord(error) ? Outcome::Never : Outcome::Later;
    } catch (const std::exception& error) {
        problem = error.what();
    }
    if (outcome == Outcome::Never)
        qCCritical(playLog, "a record of play is not accepted: %s", problem.constData());
    if (std::exchange(m_away, outcome == Outcome::Later) != m_away) {
        if (m_away)
            qCWarning(playLog, "play is kept in memory until it can be stored: %s", problem.constData());
        else
            qCInfo(playLog, "play is stored again");
    }
    co_return outcome;
}

QCoro::Task<void> Recorder::waitToRetry() {
    if (m_stopped)
        co_return;
    pong::Completion<bool> retry;
    m_retry = retry;
    QTimer::singleShot(retryEvery, this, [retry]() mutable { retry.complete(true); });
    co_await retry;
}

// One bad record must not keep the others from being stored: a batch of many matches is tried again match by match.
void Recorder::giveUp(PlayBatch batch) {
    std::vector<PlayBatch> parts = splitByMatch(std::move(batch));
    if (parts.size() == 1) {
        qCCritical(playLog, "inputs of a match cannot be stored and are lost to its replay");
        return;
    }
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        m_batches.push_front(std::move(*part));
}

}  // namespace server
