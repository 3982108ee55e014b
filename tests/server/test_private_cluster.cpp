// A PostgreSQL of one's own: made, reused, restarted, refused, and never left behind.

#include "server/database/connection.h"
#include "server/database/migrator.h"
#include "server/database/private_cluster.h"
#include "server/database/start_error.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_cluster.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>

#include <algorithm>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using server::Connection;
using server::ConnectionLimits;
using server::ConnectionSettings;
using server::DatabaseStartError;
using server::PostgresAccount;
using server::PostgresPrograms;
using server::PrivateCluster;
using server::PrivateClusterOptions;
using test::EnterableFolder;
using Problem = DatabaseStartError::Problem;

namespace {

PrivateClusterOptions optionsFor(const QString& folder) {
    PrivateClusterOptions options;
    options.folder = folder;
    options.durable = false;
    return options;
}

qint64 ask(const ConnectionSettings& settings, const QString& sql) {
    Connection connection(settings, ConnectionLimits());
    connection.open();
    const server::Rows rows = connection.query(sql);
    return rows.one().value(rows.columns().constFirst()).toLongLong();
}

bool answers(const ConnectionSettings& settings) {
    try {
        return ask(settings, QStringLiteral("SELECT 1")) == 1;
    } catch (const server::SqlError&) {
        return false;
    }
}

bool isRunning(qint64 pid) {
    return ::kill(static_cast<pid_t>(pid), 0) == 0;
}

qint64 firstNumberIn(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

struct stat statusOf(const QString& path) {
    struct stat status {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        qFatal("no %s", qUtf8Printable(path));
    return status;
}

// How starting it fails; empty if it does not.
std::optional<Problem> problemOf(PrivateClusterOptions options, QString* text = nullptr) {
    PrivateCluster cluster(std::move(options));
    try {
        cluster.start();
    } catch (const DatabaseStartError& error) {
        if (text)
            *text = error.text();
        return error.problem();
    }
    return std::nullopt;
}

// An installation of PostgreSQL with these programs, which do nothing.
void makeFakeInstallation(const QString& folder, int version, const QStringList& programs) {
    const QString bin = QStringLiteral("%1/%2/bin").arg(folder).arg(version);
    QDir().mkpath(bin);
    for (const QString& program : programs) {
        QFile file(bin + u'/' + program);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    }
}

}  // namespace

class TestPrivateCluster : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void startsFreshAndAgainWithTheSameData();
    void letsTheServerGoFirst();
    void isClosedToOthers();
    void theServersUserIsNoSuperuser();
    void aSecondOneOnTheFolderIsRefused();
    void anUnfinishedClusterIsMadeAgain();
    void aLostPasswordIsTold();
    void aKilledPostmasterIsRestarted();
    void failsWhenItCannotBeRestarted();
    void aPostmasterLeftBehindIsReplaced();
    void aStalePostmasterFileIsNoObstacle();
    void aKilledServerLeavesNothingRunning();
    void longPathsGetAShortSocket();
    void missingProgramsAreNamed();
    void aBrokenConfigurationIsTold();
    void rootNeedsAFolderThatPostgresCanEnter();

 private:
    // For a cluster that was made before, copied into this folder: initdb takes longer than most of what is tested
    // here.
    PrivateClusterOptions madeBefore(const QString& folder) const;

    const EnterableFolder m_made;
};

void TestPrivateCluster::initTestCase() {
    QCOMPARE(problemOf(optionsFor(m_made.filePath(QStringLiteral("postgresql")))), std::nullopt);
}

PrivateClusterOptions TestPrivateCluster::madeBefore(const QString& folder) const {
    if (QProcess::execute(QStringLiteral("cp"),
                          {QStringLiteral("-a"), m_made.filePath(QStringLiteral("postgresql")), folder}) != 0)
        qFatal("cannot copy a cluster to %s", qUtf8Printable(folder));
    return optionsFor(folder);
}

void TestPrivateCluster::startsFreshAndAgainWithTheSameData() {
    const EnterableFolder folder;
    const QString path = folder.filePath(QStringLiteral("above/postgresql"));
    qint64 pid = 0;
    {
        PrivateClusterOptions options = optionsFor(path);
        options.durable = true;
        PrivateCluster cluster(options);
        cluster.start();
        pid = cluster.processId();
        QVERIFY(server::Migrator(cluster.settings()).apply() > 0);  // as the server's own user
        QCOMPARE(ask(cluster.settings(), QStringLiteral("SELECT count(*) FROM games")), 1);
        Connection connection(cluster.adminSettings(), ConnectionLimits());
        const auto setting = [&](const char* name) {
            return connection.query(QStringLiteral("SELECT current_setting('%1') AS value").arg(QLatin1String(name)))
                .one()
                .text(u"value");
        };
        connection.open();
        QCOMPARE(setting("fsync"), QStringLiteral("on"));
        QCOMPARE(setting("listen_addresses"), QString());
        QCOMPARE(setting("max_parallel_workers_per_gather"), QStringLiteral("0"));
        QCOMPARE(setting("server_encoding"), QStringLiteral("UTF8"));
        QCOMPARE(setting("data_checksums"), QStringLiteral("on"));
    }
    QVERIFY(!isRunning(pid));
    QVERIFY(!QFileInfo::exists(path + QStringLiteral("/initdb-password")));
    PrivateCluster again(optionsFor(path));
    again.start();
    QCOMPARE(server::Migrator(again.settings()).apply(), 0);
    QCOMPARE(ask(again.settings(), QStringLiteral("SELECT count(*) FROM games")), 1);
}

void TestPrivateCluster::letsTheServerGoFirst() {
    const EnterableFolder folder;
    PrivateCluster cluster(madeBefore(folder.filePath(QStringLiteral("postgresql"))));
    cluster.start();
    const int own = ::getpriority(PRIO_PROCESS, 0);
    QCOMPARE(::getpriority(PRIO_PROCESS, static_cast<id_t>(cluster.processId())), std::min(own + 10, 19));
}

void TestPrivateCluster::isClosedToOthers() {
    const EnterableFolder folder;
    const QString path = folder.filePath(QStringLiteral("postgresql"));
    PrivateCluster cluster(optionsFor(path));
    cluster.start();
    const uid_t owner = PostgresAccount::resolve().uid();
    for (const QString& name : {QString(), QStringLiteral("/data"), QStringLiteral("/run")}) {
        const struct stat status = statusOf(path + name);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        QCOMPARE(status.st_uid, owner);
    }
    QCOMPARE(statusOf(path + QStringLiteral("/password")).st_mode & 0777U, 0600U);
    QCOMPARE(statusOf(path + QStringLiteral("/password")).st_uid, ::geteuid());
    // PostgreSQL itself runs as its user, and only the password opens the door.
    QCOMPARE(statusOf(QStringLiteral("/proc/%1").arg(cluster.processId())).st_uid, owner);
    ConnectionSettings settings = cluster.settings();
    settings.password = QStringLiteral("wrong");
    QVERIFY(!answers(settings));
    QVERIFY(answers(cluster.settings()));
}

void TestPrivateCluster::theServersUserIsNoSuperuser() {
    const EnterableFolder folder;
    PrivateCluster cluster(madeBefore(folder.filePath(QStringLiteral("postgresql"))));
    cluster.start();
    QCOMPARE(
        ask(cluster.settings(), QStringLiteral("SELECT rolsuper::integer FROM pg_roles WHERE rolname = current_user")),
        0);
}

void TestPrivateCluster::aSecondOneOnTheFolderIsRefused() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    PrivateCluster first(options);
    first.start();
    QCOMPARE(problemOf(options), Problem::InUse);
    QVERIFY(answers(first.settings()));  // the first one is none the worse
    first.stop();
    QCOMPARE(problemOf(options), std::nullopt);
}

void TestPrivateCluster::anUnfinishedClusterIsMadeAgain() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    // As if the server had been killed inside initdb.
    QVERIFY(QDir().rename(options.folder + QStringLiteral("/data"), options.folder + QStringLiteral("/data.new")));
    QVERIFY(QFile::remove(options.folder + QStringLiteral("/data.new/PG_VERSION")));
    QCOMPARE(problemOf(options), std::nullopt);
}

void TestPrivateCluster::aLostPasswordIsTold() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    QVERIFY(QFile::remove(options.folder + QStringLiteral("/password")));
    QString text;
    QCOMPARE(problemOf(options, &text), Problem::BadFolder);
    QVERIFY2(text.contains(options.folder + QStringLiteral("/password")), qUtf8Printable(text));
}

void TestPrivateCluster::aKilledPostmasterIsRestarted() {
    const EnterableFolder folder;
    PrivateCluster cluster(madeBefore(folder.filePath(QStringLiteral("postgresql"))));
    QSignalSpy restarting(&cluster, &PrivateCluster::restarting);
    QSignalSpy failed(&cluster, &PrivateCluster::failed);
    cluster.start();
    QCOMPARE(server::Migrator(cluster.settings()).apply() > 0, true);
    for (int death = 1; death <= 2; ++death) {
        const qint64 pid = cluster.processId();
        QVERIFY(pid > 0);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY(restarting.count() >= 1);
        QTRY_VERIFY_WITH_TIMEOUT(cluster.processId() != pid && answers(cluster.settings()), 20'000);
        QCOMPARE(ask(cluster.settings(), QStringLiteral("SELECT count(*) FROM games")), 1);
    }
    QCOMPARE(failed.count(), 0);
}

void TestPrivateCluster::failsWhenItCannotBeRestarted() {
    const EnterableFolder folder;
    PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    options.restartFor = std::chrono::milliseconds(500);
    PrivateCluster cluster(options);
    QSignalSpy failed(&cluster, &PrivateCluster::failed);
    cluster.start();
    QFile settings(options.folder + QStringLiteral("/data/pong.conf"));
    QVERIFY(settings.open(QIODevice::Append));
    settings.write("no_such_setting = on\n");
    settings.close();
    ::kill(static_cast<pid_t>(cluster.processId()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
    QVERIFY2(failed.first().first().toString().contains(u"no_such_setting"),
             qUtf8Printable(failed.first().first().toString()));
}

void TestPrivateCluster::aPostmasterLeftBehindIsReplaced() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    // As after the death of a server on a system where PostgreSQL does not notice.
    QProcess left;
    left.setWorkingDirectory(options.folder);
    left.setChildProcessModifier(PostgresAccount::resolve().childModifier());
    left.start(PostgresPrograms::newest(options.programFolders).postgres,
               {QStringLiteral("-D"), options.folder + QStringLiteral("/data")});
    QVERIFY(left.waitForStarted());
    PrivateCluster cluster(options);
    cluster.start();
    QVERIFY(answers(cluster.settings()));
    QVERIFY(left.state() == QProcess::NotRunning || left.waitForFinished());
    QCOMPARE(left.exitStatus(), QProcess::NormalExit);
    QVERIFY(cluster.processId() > 0);
    QCOMPARE(ask(cluster.adminSettings(),
                 QStringLiteral("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint")),
             cluster.processId());
}

void TestPrivateCluster::aStalePostmasterFileIsNoObstacle() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    {
        PrivateCluster cluster(options);
        cluster.start();
        ::kill(static_cast<pid_t>(cluster.processId()), SIGKILL);
    }
    QVERIFY(QFileInfo::exists(options.folder + QStringLiteral("/data/postmaster.pid")));
    QCOMPARE(problemOf(options), std::nullopt);
}

void TestPrivateCluster::aKilledServerLeavesNothingRunning() {
    const EnterableFolder folder;
    const QString path = folder.filePath(QStringLiteral("postgresql"));
    madeBefore(path);
    QProcess helper;
    helper.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    helper.start(QCoreApplication::applicationDirPath() + QStringLiteral("/private_cluster_host"), {path});
    QVERIFY(helper.waitForReadyRead(60'000));
    QCOMPARE(helper.readLine().trimmed(), QByteArray("ready"));
    const QString pidFile = path + QStringLiteral("/data/postmaster.pid");
    const qint64 pid = firstNumberIn(pidFile);
    QVERIFY(isRunning(pid));
    helper.kill();  // SIGKILL: it cannot do anything for its PostgreSQL
    QVERIFY(helper.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(pid), 10'000);
    QVERIFY(!QFileInfo::exists(pidFile));  // an orderly shutdown, not a crash
    // And the next server takes the folder over, although the lock file still stands there.
    QVERIFY(QFileInfo::exists(path + QStringLiteral("/lock")));
    QCOMPARE(problemOf(optionsFor(path)), std::nullopt);
}

void TestPrivateCluster::longPathsGetAShortSocket() {
    const EnterableFolder folder;
    const QString path = folder.filePath(QString(120, u'x') + QStringLiteral("/postgresql"));
    QString socketFolder;
    {
        PrivateCluster cluster(optionsFor(path));
        cluster.start();
        socketFolder = cluster.settings().host;
        QVERIFY(answers(cluster.settings()));
        QVERIFY(!socketFolder.startsWith(path));
        QCOMPARE(statusOf(socketFolder).st_mode & 0777U, 0700U);
    }
    // Somebody else's folder in the public place is not used.
    QVERIFY(QDir(socketFolder).removeRecursively());
    QVERIFY(QFile::link(QStringLiteral("/tmp"), socketFolder));
    QCOMPARE(problemOf(optionsFor(path)), Problem::BadFolder);
    QVERIFY(QFile::remove(socketFolder));
}

void TestPrivateCluster::missingProgramsAreNamed() {
    const EnterableFolder folder;
    const QString fakes = folder.filePath(QStringLiteral("fakes"));
    PrivateClusterOptions options = optionsFor(folder.filePath(QStringLiteral("postgresql")));
    options.programFolders = {fakes + QStringLiteral("/%1/bin")};
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nonexistent");
    const auto restored = qScopeGuard([&] { qputenv("PATH", path); });

    QString text;
    QCOMPARE(problemOf(options, &text), Problem::NotInstalled);
    QVERIFY2(text.contains(fakes) && text.contains(u"postgresql"), qUtf8Printable(text));

    // The client's package makes the folder too, without the server.
    makeFakeInstallation(fakes, 17, {QStringLiteral("psql"), QStringLiteral("initdb")});
    QCOMPARE(problemOf(options, &text), Problem::NotInstalled);
    QVERIFY2(text.contains(fakes + QStringLiteral("/17/bin/postgres")), qUtf8Printable(text));

    QVERIFY(QDir(fakes).removeRecursively());
    makeFakeInstallation(fakes, 12, {QStringLiteral("postgres"), QStringLiteral("initdb")});
    QCOMPARE(problemOf(options, &text), Problem::TooOld);

    // Data of a version that was installed once.
    options.programFolders = PostgresPrograms::usualFolders();
    QCOMPARE(problemOf(options), std::nullopt);
    const QString version = QString::number(PostgresPrograms::newest(options.programFolders).version);
    options.programFolders = {fakes + QStringLiteral("/%1/bin")};
    QCOMPARE(problemOf(options, &text), Problem::NotInstalled);
    QVERIFY2(text.contains(QStringLiteral("postgresql-") + version), qUtf8Printable(text));
}

void TestPrivateCluster::aBrokenConfigurationIsTold() {
    const EnterableFolder folder;
    const PrivateClusterOptions options = madeBefore(folder.filePath(QStringLiteral("postgresql")));
    QFile settings(options.folder + QStringLiteral("/data/postgresql.auto.conf"));
    QVERIFY(settings.open(QIODevice::Append));
    settings.write("no_such_setting = on\n");
    settings.close();
    QString text;
    QCOMPARE(problemOf(options, &text), Problem::ClusterFailed);
    QVERIFY2(text.contains(u"no_such_setting"), qUtf8Printable(text));
}

void TestPrivateCluster::rootNeedsAFolderThatPostgresCanEnter() {
    if (::geteuid() != 0)
        QSKIP("only root runs PostgreSQL as another user");
    const QTemporaryDir closed;  // 0700
    QString text;
    QCOMPARE(problemOf(optionsFor(closed.filePath(QStringLiteral("postgresql"))), &text), Problem::BadFolder);
    QVERIFY2(text.contains(closed.path()), qUtf8Printable(text));
}

PONG_SERVER_TEST_MAIN(TestPrivateCluster)

#include "test_private_cluster.moc"
