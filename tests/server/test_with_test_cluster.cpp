// The wrapper around a run of tests: passes on what the command says, and never leaves its PostgreSQL behind.

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class TestWithTestCluster : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void passesTheExitCodeOn_data();
    void passesTheExitCodeOn();
    void theCommandReachesTheDatabase();
    void aTerminatedRunEndsInOrder();
    void needsACommand();

 private:
    void start(const QStringList& command);
    // What was made in the temporary folder and is still there.
    QStringList leftBehind() const {
        return QDir(m_temporary->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<QProcess> m_process;
};

void TestWithTestCluster::init() {
    m_temporary = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/pong-wrap-XXXXXX"));
    // PostgreSQL's user must get through when the tests run as root.
    QVERIFY(QFile::setPermissions(m_temporary->path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther));
}

void TestWithTestCluster::start(const QStringList& command) {
    m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), m_temporary->path());
    environment.remove(QStringLiteral("PONG_TEST_DATABASE_URL"));
    m_process->setProcessEnvironment(environment);
    m_process->start(QCoreApplication::applicationDirPath() + QStringLiteral("/with_test_cluster"), command);
    QVERIFY(m_process->waitForStarted());
}

void TestWithTestCluster::passesTheExitCodeOn_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("success") << QStringList{QStringLiteral("true")} << 0;
    QTest::newRow("failure") << QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("exit 7")} << 7;
    QTest::newRow("crash") << QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("kill -SEGV $$")}
                           << 128;
    QTest::newRow("no such command") << QStringList{QStringLiteral("no-such-command")} << 127;
}

void TestWithTestCluster::passesTheExitCodeOn() {
    QFETCH(QStringList, command);
    start(command);
    QVERIFY(m_process->waitForFinished(60'000));
    QCOMPARE(m_process->exitStatus(), QProcess::NormalExit);
    QTEST(m_process->exitCode(), "exitCode");
    QCOMPARE(leftBehind(), QStringList());
}

void TestWithTestCluster::theCommandReachesTheDatabase() {
    // A test of the database, which makes its databases in the cluster that it is given: nothing else is started.
    start({QCoreApplication::applicationDirPath() + QStringLiteral("/test_migrator"),
           QStringLiteral("appliesWhatIsCompiledIn")});
    QVERIFY(m_process->waitForFinished(60'000));
    QCOMPARE(m_process->exitCode(), 0);
    QCOMPARE(leftBehind(), QStringList());
}

void TestWithTestCluster::aTerminatedRunEndsInOrder() {
    start({QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo started; exec sleep 600")});
    QVERIFY(m_process->waitForReadyRead(60'000));
    QVERIFY(!leftBehind().isEmpty());
    m_process->terminate();
    QVERIFY(m_process->waitForFinished(60'000));
    QVERIFY(m_process->exitCode() != 0);
    QCOMPARE(leftBehind(), QStringList());
}

void TestWithTestCluster::needsACommand() {
    start({});
    QVERIFY(m_process->waitForFinished());
    QCOMPARE(m_process->exitCode(), 2);
    QVERIFY(m_process->readAllStandardError().contains("usage"));
}

QTEST_GUILESS_MAIN(TestWithTestCluster)

#include "test_with_test_cluster.moc"
