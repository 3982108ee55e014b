#include "server/database/database.h"

#include "server/database/connection.h"
#include "server/database/database_unavailable.h"
#include "server/database/server_lock.h"
#include "server/database/transaction_runner.h"

#include <QLoggingCategory>
#include <QTimer>

namespace server {

namespace {

constexpr std::chrono::milliseconds lateCheckEvery{100};

}  // namespace

Database::Database(MainQueue& queue, ConnectionSettings settings, DatabaseOptions options, QObject* parent)
    : QObject(parent)
    , m_queue(queue)
    , m_settings(std::move(settings))
    , m_options(options)
    , m_lateTimer(new QTimer(this)) {
    m_lateTimer->setInterval(lateCheckEvery);
    connect(m_lateTimer, &QTimer::timeout, this, &Database::abandonLate);
}

Database::~Database() {
    close();
}

void Database::open() {
    const ConnectionLimits limits{m_options.connectTimeout, m_options.statementTimeout};
    const ServerLockTimes times{m_options.lockCheckEvery, m_options.stopWhenTakenFor, m_options.stopWhenAwayFor};
    ServerLock::Observer observer;
    observer.lost = [this] { m_queue.post([this] { setAvailable(false); }); };
    observer.regained = [this] { m_queue.post([this] { setAvailable(true); }); };
    observer.gone = [this](const QString& reason) { m_queue.post([this, reason] { Q_EMIT gone(reason); }); };
    m_lock = std::make_unique<ServerLock>(m_settings, limits, times, std::move(observer));
    m_lock->acquire();

    for (int worker = 0; worker < m_options.workers; ++worker)
        m_connections.push_back(std::make_unique<Connection>(m_settings, limits));
    m_pool = std::make_unique<WorkerPool>("database", m_options.workers, m_options.queueLimit, [this](int worker) {
        m_connections[static_cast<std::size_t>(worker)]->close();
    });
    m_available = true;
}

void Database::close() {
    m_available = false;
    m_lateTimer->stop();
    if (m_pool)
        m_pool->stop(WorkerPool::Stop::Drop);
    if (m_lock)
        m_lock->release();
    m_queue.runPosted();  // the answers of those that ran
    while (!m_calls.empty())
        finish(*m_calls.begin(), false);
}

QCoro::Task<void> Database::perform(Work work) {
    if (!m_available)
        throw DatabaseUnavailable("the database is away");
    const auto call = std::make_shared<Call>();
    call->work = std::move(work);
    call->deadline = std::chrono::steady_clock::now() + m_options.answerWithin;
    if (!m_pool->post([this, call](int worker) { runOnWorker(worker, call); }))
        throw DatabaseUnavailable("too many transactions wait");
    m_calls.insert(call);
    if (!m_lateTimer->isActive())
        m_lateTimer->start();
    const bool answered = co_await call->done;
    // Nothing of `this` from here on: it may be gone.
    if (!answered)
        throw DatabaseUnavailable("no answer in time");
    if (call->error)
        std::rethrow_exception(std::move(call->error));
}

void Database::runOnWorker(int worker, const std::shared_ptr<Call>& call) {
    if (call->abandoned)
        return;
    try {
        runInTransaction(*m_connections[static_cast<std::size_t>(worker)], call->work, call->deadline);
    } catch (...) {
        call->error = std::current_exception();
    }
    // After the handler, so that this thread has let go of the exception before the main thread gets it.
    m_queue.post([this, call] { finish(call, true); });
}

void Database::finish(const std::shared_ptr<Call>& call, bool answered) {
    const std::shared_ptr<Call> kept = call;  // `call` may be the set's own
    if (m_calls.erase(kept) == 0)
        return;  // was abandoned
    kept->abandoned = !answered;
    kept->done.complete(answered);
}

void Database::abandonLate() {
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Call>> late;
    for (const std::shared_ptr<Call>& call : m_calls) {
        if (call->deadline <= now)
            late.push_back(call);
    }
    for (const std::shared_ptr<Call>& call : late)
        finish(call, false);
    if (m_calls.empty())
        m_lateTimer->stop();
}

void Database::setAvailable(bool available) {
    if (available == m_available || !m_lock)
        return;
    m_available = available;
    if (available) {
        qInfo("the database is back");
        Q_EMIT regained();
    } else {
        qWarning("the database is away");
        Q_EMIT lost();
    }
}

}  // namespace server
