// What a coroutine may rely on when connections break, PostgreSQL is away, or a second server comes.

#include "server/database/database_unavailable.h"
#include "server/database/server_lock.h"
#include "server/database/start_error.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>

#include <thread>

using server::Connection;
using server::ConnectionLimits;
using server::ConnectionSettings;
using server::Database;
using server::DatabaseOptions;
using server::DatabaseStartError;
using server::DatabaseUnavailable;
using server::Transaction;
using test::OpenDatabase;
using Problem = DatabaseStartError::Problem;

namespace {

const QString numbersTable = QStringLiteral("CREATE TABLE numbers (n bigint)");

// Every session of the server's database but the asker's.
const QString terminateAll = QStringLiteral(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()");
const QString lockHolders = QStringLiteral(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())");

int backend(Transaction& transaction) {
    return transaction.execute("SELECT pg_backend_pid() AS pid").one().integer(u"pid");
}

qint64 insertNumber(Transaction& transaction, qint64 number) {
    return transaction.execute("INSERT INTO numbers VALUES ($1) RETURNING n", std::int64_t{number}).one().int64(u"n");
}

// Loses its connection in the middle, the first time.
qint64 insertAfterLoss(Transaction& transaction, ConnectionSettings settings, std::shared_ptr<std::atomic<int>> runs) {
    insertNumber(transaction, 1);
    if (++*runs == 1) {
        Connection other(settings, ConnectionLimits());
        other.open();
        other.runScript(QStringLiteral("SELECT pg_terminate_backend(%1, 5000)").arg(backend(transaction)));
    }
    return insertNumber(transaction, 2);
}

qint64 insertCounted(Transaction& transaction, std::shared_ptr<std::atomic<int>> runs) {
    ++*runs;
    return insertNumber(transaction, 1);
}

// Nobody gets in, and nobody is in: as good as a server that is down.
void takeAway(Connection& admin, const QString& database) {
    admin.open();
    admin.runScript(QStringLiteral("ALTER DATABASE %1 WITH ALLOW_CONNECTIONS false").arg(database));
    admin.runScript(QStringLiteral("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '%1'")
                        .arg(database));
}

DatabaseOptions impatient() {
    DatabaseOptions options;
    options.lockCheckEvery = std::chrono::milliseconds(20);
    options.stopWhenTakenFor = std::chrono::milliseconds(300);
    options.stopWhenAwayFor = std::chrono::milliseconds(300);
    return options;
}

std::optional<Problem> problemOfOpening(const ConnectionSettings& settings) {
    server::MainQueue queue;
    Database database(queue, settings);
    try {
        database.open();
    } catch (const DatabaseStartError& error) {
        return error.problem();
    }
    return std::nullopt;
}

}  // namespace

class TestDatabaseLoss : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void lostMidwayRunsAgain();
    void lostWhileIdleIsNotNoticed();
    void lostAtCommitIsNeverRetried();
    void lockIsRegained();
    void refusesWhileAwayAndComesBack();
    void goneWhenAwayForTooLong();
    void goneWhenAnotherServerTakesOver();
    void aSecondServerIsRefused();
    void startErrorsAreTold();
    void oldPostgresqlIsRefused();
};

void TestDatabaseLoss::init() {
    // What Qt says where a connection is closed in the wrong order.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("free statement|still in use")));
}

void TestDatabaseLoss::lostMidwayRunsAgain() {
    OpenDatabase open({}, numbersTable);
    const auto runs = std::make_shared<std::atomic<int>>(0);
    QCOMPARE(test::result(open.database.transaction(&insertAfterLoss, open.fresh.settings(), runs)), 2);
    QCOMPARE(runs->load(), 2);
    QCOMPARE(open.fresh.value(QStringLiteral("SELECT string_agg(n::text, ' ') FROM numbers")).toString(),
             QStringLiteral("1 2"));
}

void TestDatabaseLoss::lostWhileIdleIsNotNoticed() {
    OpenDatabase open({}, numbersTable);
    // Both statements are prepared on several workers by now.
    for (qint64 number = 0; number < 20; ++number)
        QCOMPARE(test::result(open.database.transaction(&insertNumber, number)), number);
    open.fresh.execute(terminateAll + QStringLiteral(" AND pid NOT IN (%1)").arg(lockHolders));
    for (qint64 number = 20; number < 40; ++number)
        QCOMPARE(test::result(open.database.transaction(&insertNumber, number)), number);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM numbers")), 40);
}

void TestDatabaseLoss::lostAtCommitIsNeverRetried() {
    OpenDatabase open(
        {},
        numbersTable + QStringLiteral("; CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                                      "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
                                      "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON numbers "
                                      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"));
    const auto runs = std::make_shared<std::atomic<int>>(0);
    const QString text = test::failure<DatabaseUnavailable>(open.database.transaction(&insertCounted, runs));
    QVERIFY2(text.contains(u"COMMIT"), qUtf8Printable(text));
    QCOMPARE(runs->load(), 1);
    QVERIFY(test::result(open.database.transaction(&backend)) > 0);
}

void TestDatabaseLoss::lockIsRegained() {
    DatabaseOptions options = impatient();
    options.stopWhenAwayFor = std::chrono::seconds(20);
    OpenDatabase open(options);
    QSignalSpy lost(&open.database, &Database::lost);
    QSignalSpy regained(&open.database, &Database::regained);
    QSignalSpy gone(&open.database, &Database::gone);
    const qint64 before = open.fresh.number(lockHolders);
    open.fresh.execute(QStringLiteral("SELECT pg_terminate_backend(%1, 5000)").arg(before));
    QTRY_COMPARE(lost.count(), 1);
    QTRY_COMPARE(regained.count(), 1);
    QVERIFY(open.database.isAvailable());
    QVERIFY(open.fresh.number(lockHolders) != before);
    QVERIFY(test::result(open.database.transaction(&backend)) > 0);
    QCOMPARE(gone.count(), 0);
}

void TestDatabaseLoss::refusesWhileAwayAndComesBack() {
    DatabaseOptions options = impatient();
    options.stopWhenAwayFor = std::chrono::seconds(20);
    OpenDatabase open(options, numbersTable);
    QSignalSpy lost(&open.database, &Database::lost);
    QSignalSpy regained(&open.database, &Database::regained);
    Connection admin(test::TestDatabase::adminSettings(), ConnectionLimits());
    const QString name = open.fresh.settings().database;
    takeAway(admin, name);
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(!open.database.isAvailable());
    const QCoro::Task<qint64> refused = open.database.transaction(&insertNumber, qint64{1});
    QVERIFY(refused.isReady());  // at once: nothing piles up

    admin.runScript(QStringLiteral("ALTER DATABASE %1 WITH ALLOW_CONNECTIONS true").arg(name));
    QTRY_COMPARE(regained.count(), 1);
    QCOMPARE(test::result(open.database.transaction(&insertNumber, qint64{2})), 2);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT sum(n)::bigint FROM numbers")), 2);
}

void TestDatabaseLoss::goneWhenAwayForTooLong() {
    OpenDatabase open(impatient());
    QSignalSpy gone(&open.database, &Database::gone);
    Connection admin(test::TestDatabase::adminSettings(), ConnectionLimits());
    takeAway(admin, open.fresh.settings().database);
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(!open.database.isAvailable());
}

void TestDatabaseLoss::goneWhenAnotherServerTakesOver() {
    OpenDatabase open(impatient());
    QSignalSpy gone(&open.database, &Database::gone);
    // Waits for the lock, so that it gets it before our server asks again.
    std::thread other([settings = open.fresh.settings()] {
        Connection connection(settings, ConnectionLimits());
        connection.open();
        connection.runScript(QStringLiteral("SELECT pg_advisory_lock(x'706f6e67'::bigint)"));
        connection.runScript(QStringLiteral("SELECT pg_sleep(2)"));
    });
    const auto joined = qScopeGuard([&] { other.join(); });
    QTRY_COMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                                                  "AND NOT granted AND database = (SELECT oid FROM pg_database "
                                                  "WHERE datname = current_database())")),
                 1);
    open.fresh.execute(QStringLiteral("SELECT pg_terminate_backend((%1), 5000)").arg(lockHolders));
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(gone.first().first().toString().contains(u"another server"));
}

void TestDatabaseLoss::aSecondServerIsRefused() {
    OpenDatabase open;
    QCOMPARE(problemOfOpening(open.fresh.settings()), Problem::InUse);
    open.database.close();
    QCOMPARE(problemOfOpening(open.fresh.settings()), std::nullopt);
}

void TestDatabaseLoss::startErrorsAreTold() {
    const test::TestDatabase fresh;
    ConnectionSettings settings = fresh.settings();
    settings.password = QStringLiteral("wrong");
    QCOMPARE(problemOfOpening(settings), Problem::Unreachable);
    settings = fresh.settings().withDatabase(QStringLiteral("no_such_database"));
    QCOMPARE(problemOfOpening(settings), Problem::Unreachable);
    settings = fresh.settings();
    settings.host = QStringLiteral("/nonexistent");
    QCOMPARE(problemOfOpening(settings), Problem::Unreachable);
}

void TestDatabaseLoss::oldPostgresqlIsRefused() {
    const ConnectionSettings settings = ConnectionSettings::fromUrl(QStringLiteral("postgres://me:secret@host/pong"));
    server::ServerLock::checkVersion(130000, settings);
    try {
        server::ServerLock::checkVersion(120017, settings);
        QFAIL("not refused");
    } catch (const DatabaseStartError& error) {
        QCOMPARE(error.problem(), Problem::TooOld);
        QVERIFY(error.text().contains(u"12"));
        QVERIFY(!error.text().contains(u"secret"));
    }
}

PONG_SERVER_TEST_MAIN(TestDatabaseLoss)

#include "test_database_loss.moc"
