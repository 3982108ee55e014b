// The real pong-server process: how it starts, what it says, how it ends, and with which exit code it refuses to start.

#include "shared/protocol/messages.h"
#include "tests/support/server_process.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_client.h"
#include "tests/support/test_cluster.h"
#include "tests/support/test_database.h"
#include "tests/support/test_server.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTemporaryFile>

#include <algorithm>
#include <csignal>
#include <sched.h>

namespace {

using test::ServerProcess;
using test::TestClient;
namespace wire = pong::wire;

QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QStringList onFreePort(const QString& dataFolder) {
    return {QStringLiteral("--data-dir"), dataFolder,
            QStringLiteral("--port"),     QStringLiteral("0"),
            QStringLiteral("--listen"),   QStringLiteral("127.0.0.1")};
}

// The process that the data folder's PostgreSQL says it is; 0: none.
pid_t postgresOf(const QString& dataFolder) {
    QFile file(dataFolder + QStringLiteral("/postgresql/data/postmaster.pid"));
    return file.open(QIODevice::ReadOnly) ? static_cast<pid_t>(file.readLine().trimmed().toInt()) : 0;
}

bool runs(pid_t process) {
    return ::kill(process, 0) == 0;
}

// As a system lets this user: what the server may do as well.
bool mayGoFirst() {
    const int policy = ::sched_getscheduler(0);
    sched_param parameters{};
    ::sched_getparam(0, &parameters);
    const sched_param first{.sched_priority = ::sched_get_priority_min(SCHED_RR)};
    const bool isAllowed = ::sched_setscheduler(0, SCHED_RR, &first) == 0;
    ::sched_setscheduler(0, policy, &parameters);
    return isAllowed;
}

// In the block for people, not in the log.
bool hasHostLine(const QString& output, const QString& value) {
    const QStringList lines = output.split(QLatin1Char('\n'));
    return std::any_of(lines.begin(), lines.end(), [&value](const QString& line) {
        return line.startsWith(QStringLiteral("  ")) && line.trimmed().endsWith(value);
    });
}

bool isOneLine(const QString& text) {
    return text.startsWith(QStringLiteral("pong-server: ")) && text.count(QLatin1Char('\n')) == 1 &&
           text.endsWith(QLatin1Char('\n'));
}

}  // namespace

class TestServerApp : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void livesOnItsOwn() {
        const test::EnterableFolder folder;
        const QString data = folder.filePath(QStringLiteral("data"));
        ServerProcess process(onFreePort(data));
        QVERIFY2(process.waitUntilListening(data), qPrintable(process.output()));
        const QString fingerprint = process.description()[QStringLiteral("fingerprint")].toString();
        QCOMPARE(process.description()[QStringLiteral("pid")].toInteger(), process.processId());
        QCOMPARE(process.description()[QStringLiteral("data_dir")].toString(), data);
        QVERIFY(!(QFileInfo(data + QStringLiteral("/server.json")).permissions() &
                  (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        const pid_t postgres = postgresOf(data);
        QVERIFY(runs(postgres));
        for (const QString& said : {process.url().authority(), fingerprint.first(48), fingerprint.last(47), data})
            QTRY_VERIFY2(hasHostLine(process.output(), said), qPrintable(said));

        // The client sees the certificate whose fingerprint the host reads out.
        QCOMPARE(process.url().scheme(), QStringLiteral("wss"));
        TestClient client(process.url());
        QVERIFY(client.greet());
        const QSslCertificate certificate = client.socket().sslConfiguration().peerCertificate();
        QCOMPARE(QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper()), fingerprint);
        QVERIFY(client.request(test::TestServer::signUpRequest("mara")));

        // Ticks first, where that is allowed; PostgreSQL and the threads that use it never.
        const auto main = static_cast<pid_t>(process.processId());
        QCOMPARE(::sched_getscheduler(main), mayGoFirst() ? SCHED_RR | SCHED_RESET_ON_FORK : SCHED_OTHER);
        QCOMPARE(::sched_getscheduler(postgres), SCHED_OTHER);
        const QStringList threads =
            QDir(QStringLiteral("/proc/%1/task").arg(main)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(threads.size() > 2);
        for (const QString& thread : threads)
            if (thread.toInt() != main)
                QCOMPARE(::sched_getscheduler(thread.toInt()), SCHED_OTHER);

        process.terminate();
        const auto why = client.take(pong::ServerBody::kRefusal);
        QVERIFY(why);
        QCOMPARE(why->refusal().code(), wire::REFUSAL_SHUTTING_DOWN);
        QCOMPARE(process.waitForExit(), 0);
        QVERIFY(!runs(postgres));
        QVERIFY(!QFileInfo::exists(data + QStringLiteral("/server.json")));

        const QString output = process.output();
        const QRegularExpression line(QStringLiteral("^\\S+Z info app listening url=%1 .*fingerprint=%2 data=\"%3\"")
                                          .arg(process.url().toString(), fingerprint, data),
                                      QRegularExpression::MultilineOption);
        QVERIFY2(line.match(output).hasMatch(), qPrintable(output));
        // Neither what the user typed nor the way to the database is in the log.
        const QUrl database(process.description()[QStringLiteral("database")].toString());
        QVERIFY(!database.password().isEmpty());
        for (const QString& secret : {database.password(), QStringLiteral("correct horse"), QStringLiteral("mara")})
            QVERIFY2(!output.contains(secret), qPrintable(secret));

        // The next one has the same certificate and the same accounts.
        ServerProcess next(onFreePort(data));
        QVERIFY2(next.waitUntilListening(data), qPrintable(next.output()));
        QCOMPARE(next.description()[QStringLiteral("fingerprint")].toString(), fingerprint);
        TestClient later(next.url());
        QVERIFY(later.greet());
        QCOMPARE(later.request(test::TestServer::signUpRequest("mara")).refusal.code(), wire::REFUSAL_TAKEN);
    }

    void secondSignalEndsAtOnce() {
        const test::EnterableFolder folder;
        const QString data = folder.filePath(QStringLiteral("data"));
        ServerProcess process(onFreePort(data));
        QVERIFY2(process.waitUntilListening(data), qPrintable(process.output()));
        const pid_t postgres = postgresOf(data);
        const auto server = static_cast<pid_t>(process.processId());
        // Both wait for it when it goes on, so neither is lost and it has no time for the orderly end.
        ::kill(server, SIGSTOP);
        ::kill(server, SIGTERM);
        ::kill(server, SIGINT);
        ::kill(server, SIGCONT);
        QVERIFY(process.waitForExit() >= 128);
        QTRY_VERIFY_WITH_TIMEOUT(!runs(postgres), TestClient::patienceMs);
        // It described itself, but nobody is taken in by that; and the folder can be used again.
        QCOMPARE(ServerProcess::run(words(QStringLiteral("status --data-dir ") + data)).exitCode, 1);
        ServerProcess next(onFreePort(data));
        QVERIFY2(next.waitUntilListening(data), qPrintable(next.output()));
    }

    void operatorsDatabaseAndPlaintext() {
        const test::EnterableFolder folder;
        test::TestDatabase database(test::TestDatabase::Tables::None);
        const QString data = folder.filePath(QStringLiteral("data"));
        const QStringList options =
            onFreePort(data) + QStringList{QStringLiteral("--plaintext-loopback"), QStringLiteral("--database"),
                                           database.settings().url(), QStringLiteral("--name"),
                                           QStringLiteral("Office LAN")};
        ServerProcess process(options);
        QVERIFY2(process.waitUntilListening(data), qPrintable(process.output()));
        QCOMPARE(process.url().scheme(), QStringLiteral("ws"));
        TestClient client(process.url());
        QVERIFY(client.waitUntilOpen());
        wire::Hello hello;
        hello.set_protocol(pong::protocolVersion);
        QCOMPARE(client.request(hello).reply->server_name(), "Office LAN");
        QVERIFY(client.request(test::TestServer::signUpRequest("mara")));
        QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM users")), 1);
        QVERIFY(!QFileInfo::exists(data + QStringLiteral("/postgresql")));
        QTRY_VERIFY(hasHostLine(process.output(), QStringLiteral("none: without TLS")));
        QVERIFY(hasHostLine(process.output(), QStringLiteral("nobody: it listens for this machine only")));
        QVERIFY(hasHostLine(process.output(), database.settings().describe()));

        // What scripts ask for.
        const auto status = [&data](const QString& field) {
            return ServerProcess::run(words(QStringLiteral("status --field %1 --data-dir %2").arg(field, data)));
        };
        QCOMPARE(status(QStringLiteral("url")).output.trimmed(), process.url().toString());
        QCOMPARE(status(QStringLiteral("pid")).output.trimmed(), QString::number(process.processId()));
        QCOMPARE(status(QStringLiteral("nonsense")).exitCode, 2);
        QTRY_VERIFY(QFileInfo::exists(data + QStringLiteral("/load.json")));
        const QJsonObject load = QJsonDocument::fromJson(status(QStringLiteral("load")).output.toUtf8()).object();
        QVERIFY(load[u"busy_us"].toInteger() > 0);
        QCOMPARE(load[u"matches"].toInt(-1), 0);

        // Neither the folder nor the database is for two.
        const ServerProcess::Result sameFolder = ServerProcess::run(onFreePort(data));
        QCOMPARE(sameFolder.exitCode, 7);
        QVERIFY2(isOneLine(sameFolder.output), qPrintable(sameFolder.output));
        const ServerProcess::Result sameDatabase =
            ServerProcess::run(onFreePort(folder.filePath(QStringLiteral("other"))) +
                               QStringList{QStringLiteral("--database"), database.settings().url()});
        QCOMPARE(sameDatabase.exitCode, 7);

        process.terminate();
        QCOMPARE(process.waitForExit(), 0);
        QCOMPARE(status(QStringLiteral("url")).exitCode, 1);
        QVERIFY(!QFileInfo::exists(data + QStringLiteral("/load.json")));
    }

    void busyPortIsNamed() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        const test::EnterableFolder folder;
        test::TestDatabase database;
        const ServerProcess::Result result = ServerProcess::run(
            {QStringLiteral("--data-dir"), folder.filePath(QStringLiteral("data")), QStringLiteral("--database"),
             database.settings().url(), QStringLiteral("--listen"), QStringLiteral("127.0.0.1"),
             QStringLiteral("--port"), QString::number(other.serverPort())});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.output.contains(QStringLiteral("cannot listen on 127.0.0.1 port %1").arg(other.serverPort())),
                 qPrintable(result.output));
    }

    void unusableDatabases() {
        const test::EnterableFolder folder;
        const QStringList options = onFreePort(folder.filePath(QStringLiteral("data")));
        const auto run = [&options](const QString& url) {
            return ServerProcess::run(options + QStringList{QStringLiteral("--database"), url});
        };
        const ServerProcess::Result unreadable = run(QStringLiteral("mysql://root:hush@localhost/pong"));
        QCOMPARE(unreadable.exitCode, 2);
        QVERIFY2(isOneLine(unreadable.output) && !unreadable.output.contains(QStringLiteral("hush")),
                 qPrintable(unreadable.output));
        const ServerProcess::Result nobody = run(QStringLiteral("postgres://pong:hush@127.0.0.1:1/pong"));
        QCOMPARE(nobody.exitCode, 4);
        QVERIFY2(isOneLine(nobody.output) && !nobody.output.contains(QStringLiteral("hush")),
                 qPrintable(nobody.output));
        const ServerProcess::Result missing =
            run(test::TestDatabase::adminSettings().withDatabase(QStringLiteral("there_is_none")).url());
        QCOMPARE(missing.exitCode, 4);
        QVERIFY2(isOneLine(missing.output), qPrintable(missing.output));
        test::TestDatabase newer;
        newer.execute(QStringLiteral("UPDATE schema_migrations SET number = number + 1000"));
        const ServerProcess::Result ofTheFuture = run(newer.settings().url());
        QCOMPARE(ofTheFuture.exitCode, 4);
        QVERIFY2(isOneLine(ofTheFuture.output), qPrintable(ofTheFuture.output));
    }

    void unusableFolderIsNamed() {
        QTemporaryFile file;  // no folder can be made below a file, not even by root
        QVERIFY(file.open());
        const QString data = file.fileName() + QStringLiteral("/data");
        const ServerProcess::Result result = ServerProcess::run(onFreePort(data));
        QCOMPARE(result.exitCode, 5);
        QVERIFY2(isOneLine(result.output) && result.output.contains(data), qPrintable(result.output));
    }

    void wrongOptions_data() {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* options, const char* named) {
            QTest::newRow(options) << QString::fromUtf8(options) << QString::fromUtf8(named);
        };
        row("--no-such-option", "no-such-option");
        row("--port", "port");
        row("--port 70000", "--port must be a number from 0 to 65535");
        row("--port pong", "\"pong\"");
        row("--listen example.org", "--listen needs an IP address");
        row("--plaintext-loopback --listen 0.0.0.0", "--plaintext-loopback");
        row("--points-to-win 6", "5, 7, 11, 15 or 21");
        row("--win-margin 3", "--win-margin must be a number from 1 to 2");
        row("--max-connections 0", "--max-connections");
        row("--full-at 0", "--full-at must be a number from 1 to 100");
        row("--smtp-url http://mail.example.org", "--smtp-url: it must begin with smtp://");
        row("--smtp-url smtp://me:word@mail.example.org", "--smtp-password-file");
        row("--smtp-url smtp+plaintext://mail.example.org", "this machine");
        row("--smtp-url smtp://mail.example.org", "--mail-from");
        row("--smtp-url smtp://me@mail.example.org --mail-from pong@example.org", "--smtp-password-file");
        row("--trusted-proxy", "--plaintext-loopback");
        row("account promote mara", "account list");
        row("moderation ban mara", "--reason");
        row("dance", "\"dance\"");
        row("routes status", "one command at a time");
    }
    void wrongOptions() {
        QFETCH(QString, options);
        QFETCH(QString, named);
        const ServerProcess::Result result = ServerProcess::run(words(options));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(isOneLine(result.output), qPrintable(result.output));
        QVERIFY2(result.output.contains(named), qPrintable(result.output));
    }

    void helpNamesOptionsAndExitCodes() {
        const ServerProcess::Result help = ServerProcess::run({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char* text : {"--data-dir", "--database", "--listen", "--port", "--plaintext-loopback", "routes",
                                 "status", "Exit codes:", "7 another server"})
            QVERIFY2(help.output.contains(QLatin1StringView(text)), text);
        const ServerProcess::Result version = ServerProcess::run({QStringLiteral("--version")});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith(QStringLiteral("pong-server ")));
    }

    void routesListEveryMessage() {
        const ServerProcess::Result routes = ServerProcess::run({QStringLiteral("routes")});
        QCOMPARE(routes.exitCode, 0);
        for (const pong::ClientMessageInfo& info : pong::clientMessages()) {
            const QString name = QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
            const QRegularExpression line(
                QStringLiteral("^%1 +[A-Za-z]+::[A-Za-z]+ +(anyone|before hello|signed (in|out)) +\\S").arg(name),
                QRegularExpression::MultilineOption);
            QVERIFY2(line.match(routes.output).hasMatch(), qPrintable(name));
        }
    }
};

PONG_SERVER_TEST_MAIN(TestServerApp)
#include "test_server_app.moc"
