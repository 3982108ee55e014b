#include "server/database/migrator.h"
#include "server/database/start_error.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_database.h"

#include <atomic>
#include <thread>
#include <vector>

using server::DatabaseStartError;
using server::Migration;
using server::Migrator;
using Problem = DatabaseStartError::Problem;

namespace {

Migration step(int number, const QString& sql) {
    return {number, QStringLiteral("%1_step").arg(number, 4, 10, QLatin1Char('0')), sql};
}

// What stands in the database, as one text that differs whenever something differs.
QString schema(test::TestDatabase& database) {
    return database
        .value(QStringLiteral("SELECT coalesce(string_agg(format('%s.%s %s', table_name, column_name, data_type), ', ' "
                              "ORDER BY table_name, ordinal_position), '') FROM information_schema.columns "
                              "WHERE table_schema = 'public'"))
        .toString();
}

QString failure(Migrator migrator) {
    try {
        migrator.apply();
    } catch (const DatabaseStartError& error) {
        return error.problem() == Problem::MigrationFailed ? error.text() : QStringLiteral("another problem");
    }
    return {};
}

const QList<Migration> two{step(1, QStringLiteral("CREATE TABLE first (a int); INSERT INTO first VALUES (1);")),
                           step(2, QStringLiteral("ALTER TABLE first ADD COLUMN b text;"))};

}  // namespace

class TestMigrator : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void appliesWhatIsCompiledIn();
    void appliesOnceAndThenNothing();
    void goesOnWhereItStopped();
    void aFailingStepLeavesNothingBehind();
    void aChangedStepIsRefused();
    void aNewerDatabaseIsRefused();
    void twoAtOnceApplyOnce();
    void unreachableIsTold();
};

void TestMigrator::appliesWhatIsCompiledIn() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    const qsizetype count = Migrator::builtIn().size();
    QVERIFY(count >= 1);
    QCOMPARE(Migrator(database.settings()).apply(), count);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM schema_migrations")), count);
    QCOMPARE(database.value(QStringLiteral("SELECT type FROM games")).toString(), QStringLiteral("pong"));
    // Every table says what it is for.
    QCOMPARE(database
                 .value(QStringLiteral("SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class "
                                       "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') "
                                       "AND relname <> 'schema_migrations' AND obj_description(oid) IS NULL"))
                 .toString(),
             QString());
    const QString before = schema(database);
    QCOMPARE(Migrator(database.settings()).apply(), 0);
    QCOMPARE(schema(database), before);
}

void TestMigrator::appliesOnceAndThenNothing() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    QCOMPARE(Migrator(database.settings(), two).apply(), 2);
    QCOMPARE(Migrator(database.settings(), two).apply(), 0);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM first")), 1);
}

void TestMigrator::goesOnWhereItStopped() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    QCOMPARE(Migrator(database.settings(), two.mid(0, 1)).apply(), 1);
    QCOMPARE(Migrator(database.settings(), two).apply(), 1);
    QVERIFY(schema(database).contains(u"first.b"));
}

void TestMigrator::aFailingStepLeavesNothingBehind() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    const QList<Migration> failing =
        two + QList<Migration>{step(3, QStringLiteral("CREATE TABLE third (c int); SELECT 1 / 0;"))};
    const QString text = failure(Migrator(database.settings(), failing));
    QVERIFY2(text.contains(u"0003_step") && text.contains(u"division by zero"), qUtf8Printable(text));
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM schema_migrations")), 2);
    QVERIFY(!schema(database).contains(u"third"));
    // And the mended one is applied.
    const QList<Migration> mended = two + QList<Migration>{step(3, QStringLiteral("CREATE TABLE third (c int);"))};
    QCOMPARE(Migrator(database.settings(), mended).apply(), 1);
}

void TestMigrator::aChangedStepIsRefused() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    QCOMPARE(Migrator(database.settings(), two).apply(), 2);
    QList<Migration> changed = two;
    changed[0].sql += QStringLiteral(" ");
    const QString before = schema(database);
    QVERIFY(failure(Migrator(database.settings(), changed)).contains(u"0001_step"));
    QCOMPARE(schema(database), before);
}

void TestMigrator::aNewerDatabaseIsRefused() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    QCOMPARE(Migrator(database.settings(), two).apply(), 2);
    const QString text = failure(Migrator(database.settings(), two.mid(0, 1)));
    QVERIFY2(text.contains(u"newer") && text.contains(u"0002_step"), qUtf8Printable(text));
}

void TestMigrator::twoAtOnceApplyOnce() {
    test::TestDatabase database(test::TestDatabase::Tables::None);
    const QList<Migration> slow{step(1, QStringLiteral("CREATE TABLE first (a int); SELECT pg_sleep(0.3);"))};
    std::atomic<int> applied = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] { applied += Migrator(database.settings(), slow).apply(); });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(applied.load(), 1);
}

void TestMigrator::unreachableIsTold() {
    server::ConnectionSettings settings;
    settings.host = QStringLiteral("/nonexistent");
    settings.database = settings.user = QStringLiteral("pong");
    try {
        Migrator(settings).apply();
        QFAIL("no error");
    } catch (const DatabaseStartError& error) {
        QCOMPARE(error.problem(), Problem::Unreachable);
    }
}

PONG_SERVER_TEST_MAIN(TestMigrator)

#include "test_migrator.moc"
