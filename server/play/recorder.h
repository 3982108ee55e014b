#pragma once

// Keeps PostgreSQL up with the matches: flushes what all of them have produced about once a second, and a moment after
// a point, so that the points of many matches share a write; stores an end in one transaction, with other ends that
// wait for it. One write at a time, in order. While the database is away everything waits in memory (nothing is ever
// dropped for that) and is stored once it is back; play does not notice. Main thread.

#include "server/play/play_buffer.h"
#include "shared/async/completion.h"
#include "shared/async/task_scope.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace server {

class Database;

// What became of a match's end.
struct RecordedEnd {
    bool isStored = false;
    std::optional<play::MatchRatings> ratings;  // of a rated match, once stored
    explicit operator bool() const { return isStored; }
};

class Recorder : public QObject {
    Q_OBJECT

 public:
    // How long a result may keep its players waiting.
    static constexpr std::chrono::milliseconds patience{2'000};

    explicit Recorder(Database& database, QObject* parent = nullptr);

    void addChanges(std::int64_t matchId, const FinalChanges& chunk);
    void addPoint(std::int64_t matchId, const MatchPoint& point);
    // The match's last record. Answers as soon as it is known whether it is stored, or `patience` is over; if it is
    // not, it is kept and will be.
    QCoro::Task<RecordedEnd> finish(play::MatchEnd end);

    // Stores what there is, for a shutdown. False: not all of it within this time, and nothing more is tried; those
    // matches stand in the database as live ones, as far as they were stored.
    QCoro::Task<bool> drain(std::chrono::milliseconds within);

    // Results that are not stored yet.
    std::size_t waitingResults() const { return m_endings.size(); }

 Q_SIGNALS:
    // It is in the database, however long that took.
    void stored(const server::play::MatchEnd& end);

 private:
    enum class Outcome { Stored, Later, Never };
    struct Ending {
        play::MatchEnd end;
        PlayBatch last;
        pong::Completion<RecordedEnd> recorded;
        std::optional<play::MatchRatings> ratings;
    };

    void flush();
    void startWriting();
    bool isIdle() const;
    QCoro::Task<void> write();
    QCoro::Task<void> storeBatches();
    QCoro::Task<void> storeEndings(std::size_t count);
    std::vector<play::FinishingMatch> firstEndings(std::size_t count) const;
    void endingDone(bool isStored);
    QCoro::Task<void> append(PlayBatch batch);
    QCoro::Task<void> finishAll(std::vector<play::FinishingMatch> matches);
    QCoro::Task<Outcome> attempt(QCoro::Task<void> transaction);
    QCoro::Task<void> waitToRetry();
    void giveUp(PlayBatch batch);

    Database& m_database;
    PlayBuffer m_buffer;
    std::deque<PlayBatch> m_batches;  // made before any of m_endings
    std::deque<Ending> m_endings;
    QTimer m_flushTimer;
    QTimer m_pointTimer;
    bool m_flushDue = false;
    bool m_writing = false;
    bool m_away = false;     // the last attempt failed; for the log
    bool m_stopped = false;  // after drain()
    pong::Completion<bool> m_retry;
    pong::Completion<bool> m_idle;
    pong::TaskScope m_tasks;
};

}  // namespace server
