// What a coroutine may rely on when PostgreSQL works: results, errors, transactions, retries, bounds.

#include "server/database/database_unavailable.h"
#include "server/database/sql_error.h"
#include "server/net/refusal.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using server::Database;
using server::DatabaseOptions;
using server::DatabaseUnavailable;
using server::Rows;
using server::SqlError;
using server::Transaction;
using test::Gate;
using test::Meeting;
using test::OpenDatabase;

namespace {

const QString numbersTable = QStringLiteral("CREATE TABLE numbers (n bigint CONSTRAINT numbers_n_key UNIQUE)");

qint64 insertNumber(Transaction& transaction, qint64 number) {
    return transaction.execute("INSERT INTO numbers VALUES ($1) RETURNING n", std::int64_t{number}).one().int64(u"n");
}

void insertNothingBack(Transaction& transaction, qint64 number) {
    QCOMPARE(transaction.execute("INSERT INTO numbers VALUES ($1)", std::int64_t{number}).affected(), 1);
}

qint64 insertThenRefuse(Transaction& transaction, qint64 number) {
    insertNumber(transaction, number);
    throw server::Refusal(server::wire::REFUSAL_TAKEN, QStringLiteral("No"), QStringLiteral("number"));
}

qint64 swallowError(Transaction& transaction, qint64 number) {
    try {
        insertNumber(transaction, number);
        insertNumber(transaction, number);
    } catch (const SqlError&) {
    }
    return number;
}

// Reads what the other one writes: whichever commits second must run again.
void addSum(Transaction& transaction, std::shared_ptr<Meeting> meeting, std::shared_ptr<std::atomic<int>> runs) {
    const std::int64_t sum =
        transaction.execute("SELECT coalesce(sum(n), 0)::bigint AS sum FROM numbers").one().int64(u"sum");
    if (++*runs <= 2)
        meeting->arriveAndWait();
    transaction.execute("INSERT INTO numbers VALUES ($1)", sum + 1);
}

void updateBoth(Transaction& transaction, qint64 first, qint64 second, std::shared_ptr<Meeting> meeting,
                std::shared_ptr<std::atomic<int>> runs) {
    transaction.execute("UPDATE numbers SET n = n WHERE n = $1", std::int64_t{first});
    if (++*runs <= 2)
        meeting->arriveAndWait();
    transaction.execute("UPDATE numbers SET n = n WHERE n = $1", std::int64_t{second});
}

void failSerialization(Transaction& transaction, std::shared_ptr<std::atomic<int>> runs) {
    ++*runs;
    transaction.execute("SELECT fail_serialization()");
}

qint64 waitAtGate(Transaction&, std::shared_ptr<Gate> gate, qint64 number) {
    gate->pass();
    return number;
}

void sleepLong(Transaction& transaction) {
    transaction.execute("SELECT pg_sleep(60)");
}

struct Everything {
    std::optional<bool> boolean;
    int integer = 0;
    std::int64_t big = 0;
    double real = 0;
    QString text;
    QByteArray bytes;
    QDateTime time;
};

bool roundTrip(Transaction& transaction, Everything in) {
    const Rows rows = transaction.execute(
        "SELECT $1::boolean AS boolean, $2::integer AS integer, $3::bigint AS big, $4::double precision AS real, "
        "$5::text AS text, $6::bytea AS bytes, $7::timestamptz AS time, $5::text AS again",
        in.boolean, in.integer, in.big, in.real, in.text, in.bytes, in.time);
    const server::Row row = rows.one();
    return row.isNull(u"boolean") == !in.boolean && (!in.boolean || row.boolean(u"boolean") == *in.boolean) &&
           row.integer(u"integer") == in.integer && row.int64(u"big") == in.big && row.real(u"real") == in.real &&
           row.text(u"text") == in.text && row.text(u"again") == in.text && row.bytes(u"bytes") == in.bytes &&
           row.dateTime(u"time") == in.time;
}

// Whether the database answers in time again; on a busy computer the first answers may still be late.
bool answersAgain(Database& database, const std::shared_ptr<Gate>& opened) {
    return test::waitFor([&] {
        try {
            return test::result(database.transaction(&waitAtGate, opened, qint64{2})) == 2;
        } catch (const DatabaseUnavailable&) {
            return false;
        }
    });
}

QCoro::Task<qint64> waitAndAdd(Database& database, std::shared_ptr<Gate> gate, qint64 number) {
    co_return co_await database.transaction(&waitAtGate, gate, number);
}

}  // namespace

class TestDatabase : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void commitsAndReturns();
    void valuesRoundTrip();
    void aRefusalPassesThroughAndRollsBack();
    void aBrokenConstraintIsNamed();
    void aSwallowedErrorIsNotCommitted();
    void serializationFailureRunsAgain();
    void deadlockRunsAgain();
    void givesUpRetryingInTheEnd();
    void fullQueueRefusesAtOnce();
    void lateAnswerIsUnavailable();
    void abandonedWorkNeverStarts();
    void statementTimeoutIsUnavailable();
    void closingEndsEveryCoroutine();
    void manyAtOnce();
};

void TestDatabase::commitsAndReturns() {
    OpenDatabase open({}, numbersTable);
    QCOMPARE(test::result(open.database.transaction(&insertNumber, qint64{7})), 7);
    test::result(open.database.transaction(&insertNothingBack, qint64{8}));
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT sum(n)::bigint FROM numbers")), 15);
}

void TestDatabase::valuesRoundTrip() {
    OpenDatabase open;
    Everything ordinary;
    ordinary.boolean = true;
    ordinary.integer = -1;
    ordinary.big = std::numeric_limits<std::int64_t>::min() + 1;
    ordinary.real = 0.1;
    ordinary.text = QStringLiteral("O'Neil \\ $1 :name ? \"x\" – ü 🏓");
    ordinary.bytes = QByteArray("\0'\\\xff", 4);
    ordinary.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    QVERIFY(test::result(open.database.transaction(&roundTrip, ordinary)));
    Everything empty;  // a null QString and a null QByteArray are empty, not NULL; an empty optional is NULL
    empty.time = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    QVERIFY(test::result(open.database.transaction(&roundTrip, empty)));
}

void TestDatabase::aRefusalPassesThroughAndRollsBack() {
    OpenDatabase open({}, numbersTable);
    try {
        test::result(open.database.transaction(&insertThenRefuse, qint64{7}));
        QFAIL("no refusal");
    } catch (const server::Refusal& refusal) {
        QCOMPARE(refusal.code(), server::wire::REFUSAL_TAKEN);
        QCOMPARE(refusal.field(), QStringLiteral("number"));
    }
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM numbers")), 0);
    QCOMPARE(test::result(open.database.transaction(&insertNumber, qint64{7})), 7);
}

void TestDatabase::aBrokenConstraintIsNamed() {
    OpenDatabase open({}, numbersTable);
    QCOMPARE(test::result(open.database.transaction(&insertNumber, qint64{7})), 7);
    try {
        test::result(open.database.transaction(&insertNumber, qint64{7}));
        QFAIL("no error");
    } catch (const SqlError& error) {
        QVERIFY(error.violates(u"numbers_n_key"));
        QVERIFY(!error.violates(u"numbers_m_key"));
        QVERIFY(!error.connectionLost());
        QVERIFY2(!QByteArray(error.what()).contains("(7)"), error.what());  // values must not reach a log
    }
}

void TestDatabase::aSwallowedErrorIsNotCommitted() {
    OpenDatabase open({}, numbersTable);
    QVERIFY(!test::failure<std::logic_error>(open.database.transaction(&swallowError, qint64{7})).isEmpty());
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM numbers")), 0);
}

void TestDatabase::serializationFailureRunsAgain() {
    OpenDatabase open(
        {},
        numbersTable + QStringLiteral("; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "
                                      "default_transaction_isolation = serializable', current_database()); END $$"));
    const auto meeting = std::make_shared<Meeting>(2);
    const auto runs = std::make_shared<std::atomic<int>>(0);
    QCoro::Task<void> first = open.database.transaction(&addSum, meeting, runs);
    QCoro::Task<void> second = open.database.transaction(&addSum, meeting, runs);
    test::result(std::move(first));
    test::result(std::move(second));
    QVERIFY(*runs >= 3);
    // As if one after the other: 1, then 2. Without the retry both would have written 1.
    QCOMPARE(open.fresh.value(QStringLiteral("SELECT string_agg(n::text, ' ' ORDER BY n) FROM numbers")).toString(),
             QStringLiteral("1 2"));
}

void TestDatabase::deadlockRunsAgain() {
    OpenDatabase open(
        {}, numbersTable + QStringLiteral("; INSERT INTO numbers VALUES (1), (2); DO $$ BEGIN EXECUTE format('ALTER "
                                          "DATABASE %I SET deadlock_timeout = 20', current_database()); END $$"));
    const auto meeting = std::make_shared<Meeting>(2);
    const auto runs = std::make_shared<std::atomic<int>>(0);
    QCoro::Task<void> first = open.database.transaction(&updateBoth, qint64{1}, qint64{2}, meeting, runs);
    QCoro::Task<void> second = open.database.transaction(&updateBoth, qint64{2}, qint64{1}, meeting, runs);
    test::result(std::move(first));
    test::result(std::move(second));
    QVERIFY(*runs >= 3);
}

void TestDatabase::givesUpRetryingInTheEnd() {
    OpenDatabase open({}, QStringLiteral("CREATE FUNCTION fail_serialization() RETURNS void LANGUAGE plpgsql AS "
                                         "$$ BEGIN RAISE SQLSTATE '40001'; END $$"));
    const auto runs = std::make_shared<std::atomic<int>>(0);
    QVERIFY(!test::failure<DatabaseUnavailable>(open.database.transaction(&failSerialization, runs)).isEmpty());
    QVERIFY(*runs > 1);
}

void TestDatabase::fullQueueRefusesAtOnce() {
    DatabaseOptions options;
    options.workers = 1;
    options.queueLimit = 2;
    OpenDatabase open(options);
    const auto gate = std::make_shared<Gate>();
    QCoro::Task<qint64> running = open.database.transaction(&waitAtGate, gate, qint64{1});
    QTRY_COMPARE(gate->arrived(), 1);
    QCoro::Task<qint64> second = open.database.transaction(&waitAtGate, gate, qint64{2});
    QCoro::Task<qint64> third = open.database.transaction(&waitAtGate, gate, qint64{3});
    const QCoro::Task<qint64> refused = open.database.transaction(&waitAtGate, gate, qint64{4});
    QVERIFY(refused.isReady());
    gate->open();
    QCOMPARE(test::result(std::move(running)), 1);
    QCOMPARE(test::result(std::move(second)), 2);
    QCOMPARE(test::result(std::move(third)), 3);
    QCOMPARE(test::result(open.database.transaction(&waitAtGate, gate, qint64{5})), 5);
}

void TestDatabase::lateAnswerIsUnavailable() {
    DatabaseOptions options;
    options.answerWithin = std::chrono::milliseconds(200);
    OpenDatabase open(options);
    const auto gate = std::make_shared<Gate>();
    QVERIFY(!test::failure<DatabaseUnavailable>(open.database.transaction(&waitAtGate, gate, qint64{1})).isEmpty());
    gate->open();  // the worker's answer comes now, to nobody
    QVERIFY(answersAgain(open.database, gate));
}

void TestDatabase::abandonedWorkNeverStarts() {
    DatabaseOptions options;
    options.workers = 1;
    options.answerWithin = std::chrono::milliseconds(200);
    OpenDatabase open(options, numbersTable);
    const auto gate = std::make_shared<Gate>();
    QCoro::Task<qint64> running = open.database.transaction(&waitAtGate, gate, qint64{1});
    QCoro::Task<qint64> waiting = open.database.transaction(&insertNumber, qint64{7});
    QVERIFY(!test::failure<DatabaseUnavailable>(std::move(running)).isEmpty());
    QVERIFY(!test::failure<DatabaseUnavailable>(std::move(waiting)).isEmpty());
    gate->open();
    QVERIFY(answersAgain(open.database, gate));  // behind the abandoned one on the only worker
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM numbers")), 0);
}

void TestDatabase::statementTimeoutIsUnavailable() {
    DatabaseOptions options;
    options.statementTimeout = std::chrono::milliseconds(100);
    OpenDatabase open(options);
    QVERIFY(!test::failure<DatabaseUnavailable>(open.database.transaction(&sleepLong)).isEmpty());
    const auto gate = std::make_shared<Gate>();
    gate->open();
    QVERIFY(answersAgain(open.database, gate));
}

void TestDatabase::closingEndsEveryCoroutine() {
    DatabaseOptions options;
    options.workers = 1;
    const auto gate = std::make_shared<Gate>();
    std::vector<QCoro::Task<qint64>> tasks;
    {
        OpenDatabase open(options);
        for (qint64 number = 0; number < 20; ++number)
            tasks.push_back(waitAndAdd(open.database, gate, number));
        QTRY_COMPARE(gate->arrived(), 1);
        gate->open();
        open.database.close();
        for (const QCoro::Task<qint64>& task : tasks)
            QVERIFY(task.isReady());
        QVERIFY(!open.database.isAvailable());
    }
    QCOMPARE(test::result(std::move(tasks.front())), 0);  // it ran
    int refused = 0;
    for (std::size_t i = 1; i < tasks.size(); ++i)
        refused += !test::failure<DatabaseUnavailable>(std::move(tasks[i])).isEmpty();
    QVERIFY(refused > 0);
}

void TestDatabase::manyAtOnce() {
    constexpr qint64 count = 1'000;
    OpenDatabase open({}, numbersTable);
    std::vector<QCoro::Task<qint64>> tasks;
    for (qint64 number = 0; number < count; ++number)
        tasks.push_back(open.database.transaction(&insertNumber, number));
    for (qint64 number = 0; number < count; ++number)
        QCOMPARE(test::result(std::move(tasks[static_cast<std::size_t>(number)])), number);
    QCOMPARE(open.fresh.number(QStringLiteral("SELECT count(*) FROM numbers")), count);
}

PONG_SERVER_TEST_MAIN(TestDatabase)

#include "test_database.moc"
