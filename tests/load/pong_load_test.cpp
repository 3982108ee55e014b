// The load program against the real server, as an operator runs them: bots are minted into a data folder, the server
// starts on it, matches are played and measured. Checks what holds on any machine: that they ran, that both ends
// agreed, what they cost on the wire and that every figure is there; how fast it was is for the eyes.

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/stat.h>

namespace {

constexpr int longEnough = 60'000;
constexpr int matches = 20;
constexpr int hostileOfAKind = 100;  // beside them

QString program(const char* name) {
    return qEnvironmentVariable("PONG_BIN_DIR") + u'/' + QLatin1StringView(name);
}

// The server on a data folder of its own, until it is asked to stop.
class Server {
 public:
    ~Server() {
        if (m_process.state() != QProcess::NotRunning)
            stop();
    }

    bool start(const QString& folder, const QStringList& options) {
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
        m_process.start(program("pong-server"),
                        QStringList{QStringLiteral("--data-dir"), folder, QStringLiteral("--port"), QStringLiteral("0"),
                                    QStringLiteral("--listen"), QStringLiteral("127.0.0.1")} +
                            options);
        const QString description = folder + QStringLiteral("/server.json");
        if (!m_process.waitForStarted() || !QTest::qWaitFor([&] { return QFile::exists(description); }, longEnough))
            return false;
        QFile file(description);
        if (!file.open(QIODevice::ReadOnly))
            return false;
        url = QJsonDocument::fromJson(file.readAll())[u"url"].toString();
        return !url.isEmpty();
    }
    // False: it did not end well.
    bool stop() {
        m_process.terminate();
        if (!m_process.waitForFinished(longEnough)) {
            m_process.kill();
            m_process.waitForFinished();
            return false;
        }
        return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }

    QString pid() const { return QString::number(m_process.processId()); }

    QString url;

 private:
    QProcess m_process;
};

// What the program printed; empty where it failed.
QByteArray output(const char* name, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program(name), arguments);
    if (!process.waitForFinished(2 * longEnough) || process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return process.readAllStandardOutput();
}

}  // namespace

class PongLoadTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void measuresARealServer_data();
    void measuresARealServer();

 private:
    QTemporaryDir m_folder;
    QString m_tokens;
};

void PongLoadTest::initTestCase() {
    // As root PostgreSQL runs as its own user, who must get through to its folder.
    QCOMPARE(::chmod(QFile::encodeName(m_folder.path()).constData(), 0711), 0);
    m_tokens = m_folder.filePath(QStringLiteral("bots.tokens"));
}

void PongLoadTest::measuresARealServer_data() {
    QTest::addColumn<QStringList>("serverOptions");
    QTest::newRow("plaintext") << QStringList{QStringLiteral("--plaintext-loopback")};
    QTest::newRow("TLS") << QStringList();
}

void PongLoadTest::measuresARealServer() {
    QFETCH(QStringList, serverOptions);
    const QString data = m_folder.filePath(QStringLiteral("data"));
    const QString bots = QString::number(2 * matches);
    QVERIFY(!output("pong-server", {QStringLiteral("mint-bots"), QStringLiteral("--data-dir"), data,
                                    QStringLiteral("--count"), bots, QStringLiteral("--out"), m_tokens})
                 .isEmpty());
    Server server;
    QVERIFY(server.start(data, serverOptions));

    const QString hostile = QString::number(hostileOfAKind);
    const QByteArray json =
        output("pong-load",
               {QStringLiteral("--url"), server.url, QStringLiteral("--tokens"), m_tokens, QStringLiteral("--matches"),
                QString::number(matches), QStringLiteral("--seconds"), QStringLiteral("5"),
                QStringLiteral("--server-pid"), server.pid(), QStringLiteral("--slow-readers"), hostile,
                QStringLiteral("--half-open"), hostile, QStringLiteral("--unfinished-handshakes"), hostile,
                QStringLiteral("--server-load"), data + QStringLiteral("/load.json"), QStringLiteral("--json")});
    const QJsonObject report = QJsonDocument::fromJson(json).object();
    qInfo("%s", json.constData());
    QCOMPARE(report[u"matches"].toInt(), matches);
    QVERIFY(report[u"matches_live"].toDouble() > 0.9 * matches);
    QVERIFY(report[u"held"].isBool());
    QCOMPARE(report[u"desyncs"].toInt(-1), 0);
    QCOMPARE(report[u"hostile_asked"].toInt(), 3 * hostileOfAKind);
    QVERIFY(report[u"hostile_open"].toInt() > hostileOfAKind);
    QCOMPARE(report[u"malformed"].toInt(-1), 0);
    QCOMPARE(report[u"disconnects"].toInt(-1), 0);  // of players: none was lost to the hostile ones
    QVERIFY(report[u"relay_ms"][u"samples"].toInt() > matches * 5);
    for (const auto& key : {u"p50", u"p99", u"max"})
        QVERIFY(report[u"relay_ms"][QStringView(key)].toDouble() > 0);
    QVERIFY(report[u"cpu_us_per_match_second"].toDouble() > 0);
    QVERIFY(report[u"rss_kb_per_match"].isDouble());
    QVERIFY(report[u"server_load"][u"inputs"].toInt() > 0);
    QVERIFY(report[u"server_load"][u"tick_lateness_ms"][u"samples"].toInt() > 0);
    const double tls =
        serverOptions.isEmpty() ? 30 * 20 : 0;  // a record's header and seal, on each of some 30 messages
    for (const auto& key : {u"bytes_down", u"bytes_up"}) {
        const double bytes = report[QStringView(key)].toDouble();
        QVERIFY2(bytes > 20 && bytes <= 250 + tls, qPrintable(QString::number(bytes)));
    }
    QVERIFY(server.stop());
}

QTEST_GUILESS_MAIN(PongLoadTest)
#include "pong_load_test.moc"
