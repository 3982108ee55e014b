#include "server/database/server_lock.h"

#include "server/database/start_error.h"

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

constexpr int oldestVersion = 130000;
// A server that was killed a moment ago may still have its session: PostgreSQL notices within milliseconds.
constexpr std::chrono::milliseconds takenAtStart{2'000};
constexpr std::chrono::milliseconds betweenAttempts{50};

// The number is "pong" in ASCII; the migrator uses another one.
constexpr const char* tryLock = "SELECT pg_try_advisory_lock(x'706f6e67'::bigint) AS held, pg_backend_pid() AS backend";

}  // namespace

ServerLock::ServerLock(ConnectionSettings settings, ConnectionLimits limits, ServerLockTimes times, Observer observer)
    : m_settings(std::move(settings)), m_limits(limits), m_times(times), m_observer(std::move(observer)) {}

ServerLock::~ServerLock() {
    release();
}

void ServerLock::acquire() {
    m_thread = std::thread(&ServerLock::run, this);
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_firstDone; });
    // A copy, made under the lock: unlike a std::promise's, its life is no business of the other thread.
    if (m_firstError)
        throw DatabaseStartError(m_firstError->problem(), m_firstError->text());
}

void ServerLock::finishFirst(std::optional<DatabaseStartError> error) {
    {
        const std::lock_guard lock(m_mutex);
        m_firstDone = true;
        m_firstError = std::move(error);
    }
    m_wake.notify_all();
}

void ServerLock::release() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void ServerLock::checkVersion(int version, const ConnectionSettings& settings) {
    if (version >= oldestVersion)
        return;
    throw DatabaseStartError(Problem::TooOld,
                             QStringLiteral("PostgreSQL %1 at %2 is too old: version %3 or newer is needed")
                                 .arg(version / 10000)
                                 .arg(settings.describe())
                                 .arg(oldestVersion / 10000));
}

void ServerLock::acquireFirst(Connection& connection) {
    try {
        connection.open();
    } catch (const SqlError& error) {
        throw DatabaseStartError(Problem::Unreachable,
                                 QStringLiteral("No connection to the database %1: %2")
                                     .arg(m_settings.describe(), QString::fromUtf8(error.what())));
    }
    checkVersion(connection.serverVersion(), m_settings);
    const Clock::time_point giveUp = Clock::now() + takenAtStart;
    while (attempt(connection) != Attempt::Held) {
        if (Clock::now() >= giveUp) {
            throw DatabaseStartError(
                Problem::InUse,
                QStringLiteral("Another server is running on the database %1").arg(m_settings.describe()));
        }
        std::this_thread::sleep_for(betweenAttempts);
    }
}

void ServerLock::run() {
    Connection connection(m_settings, m_limits);
    try {
        acquireFirst(connection);
    } catch (const DatabaseStartError& error) {
        return finishFirst(DatabaseStartError(error.problem(), error.text()));
    } catch (const SqlError& error) {
        return finishFirst(DatabaseStartError(Problem::Unreachable, QString::fromUtf8(error.what())));
    }
    finishFirst(std::nullopt);

    bool held = true;
    Clock::time_point awaySince;
    Clock::time_point takenSince;
    while (waitForNextCheck()) {
        if (held && stillHeld(connection))
            continue;
        const Clock::time_point now = Clock::now();
        if (held) {
            held = false;
            awaySince = takenSince = now;
            m_observer.lost();
        }
        switch (attempt(connection)) {
            case Attempt::Held:
                held = true;
                m_observer.regained();
                break;
            case Attempt::Taken:
                awaySince = now;
                if (now - takenSince >= m_times.giveUpWhenTakenFor)
                    return m_observer.gone(QStringLiteral("another server has taken over the database"));
                break;
            case Attempt::Away:
                takenSince = now;
                if (now - awaySince >= m_times.giveUpWhenAwayFor)
                    return m_observer.gone(QStringLiteral("the database does not answer"));
                break;
        }
    }
}

bool ServerLock::stillHeld(Connection& connection) {
    try {
        // The same session still has the lock; a new one behind our back would not.
        return connection.run("SELECT pg_backend_pid() AS backend").one().integer(u"backend") == m_backend;
    } catch (const SqlError&) {
        return false;
    }
}

ServerLock::Attempt ServerLock::attempt(Connection& connection) {
    try {
        if (m_backend != 0)
            connection.close();
        m_backend = 0;
        connection.open();
        const Rows rows = connection.run(tryLock);
        if (!rows.one().boolean(u"held"))
            return Attempt::Taken;
        m_backend = rows.one().integer(u"backend");
        return Attempt::Held;
    } catch (const SqlError&) {
        connection.close();
        return Attempt::Away;
    }
}

bool ServerLock::waitForNextCheck() {
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, m_times.checkEvery, [this] { return m_stopping; });
}

}  // namespace server
