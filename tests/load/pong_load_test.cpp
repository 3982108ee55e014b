// The load program against the real server, as an operator runs them: bots are minted into a data folder, the server
// starts on it, matches are played and measured, and so is a lobby that talks. Checks what holds on any machine: that
// they ran, that both ends agreed, what they cost on the wire and that every figure is there; how fast it was is for
// the eyes.

#include "tests/support/waiting.h"

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
        if (!m_process.waitForStarted() || !test::waitFor([&] { return QFile::exists(description); }, longEnough))
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
    void aFullServerKeepsItsMatches();
    void everyMessageReachesEverybodyOnce();

 private:
    bool mint(int count);

    QTemporaryDir m_folder;
    QString m_data;
    QString m_tokens;
};

void PongLoadTest::initTestCase() {
    // As root PostgreSQL runs as its own user, who must get through to its folder.
    QCOMPARE(::chmod(QFile::encodeName(m_folder.path()).constData(), 0711), 0);
    m_data = m_folder.filePath(QStringLiteral("data"));
    m_tokens = m_folder.filePath(QStringLiteral("bots.tokens"));
}

bool PongLoadTest::mint(int count) {
    return !output("pong-server",
                   {QStringLiteral("mint-bots"), QStringLiteral("--data-dir"), m_data, QStringLiteral("--count"),
                    QString::number(count), QStringLiteral("--out"), m_tokens})
                .isEmpty();
}

void PongLoadTest::measuresARealServer_data() {
    QTest::addColumn<QStringList>("serverOptions");
    QTest::newRow("plaintext") << QStringList{QStringLiteral("--plaintext-loopback")};
    QTest::newRow("TLS") << QStringList();
}

void PongLoadTest::measuresARealServer() {
    QFETCH(QStringList, serverOptions);
    QVERIFY(mint(2 * matches));
    Server server;
    QVERIFY(server.start(m_data, serverOptions));

    const QString hostile = QString::number(hostileOfAKind);
    const QByteArray json =
        output("pong-load",
               {QStringLiteral("--url"), server.url, QStringLiteral("--tokens"), m_tokens, QStringLiteral("--matches"),
                QString::number(matches), QStringLiteral("--seconds"), QStringLiteral("5"),
                QStringLiteral("--server-pid"), server.pid(), QStringLiteral("--slow-readers"), hostile,
                QStringLiteral("--half-open"), hostile, QStringLiteral("--unfinished-handshakes"), hostile,
                QStringLiteral("--server-load"), m_data + QStringLiteral("/load.json"), QStringLiteral("--json")});
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

// Past its limit, which its host has set so low that any machine gets there: newcomers wait outside, and come again and
// again; who plays is not touched.
void PongLoadTest::aFullServerKeepsItsMatches() {
    constexpr int asked = 150;
    QVERIFY(mint(2 * asked));
    Server server;
    QVERIFY(
        server.start(m_data, {QStringLiteral("--plaintext-loopback"), QStringLiteral("--full-at"), QStringLiteral("2"),
                              QStringLiteral("--max-connections-per-address"), QString::number(4 * asked)}));
    const QByteArray json =
        output("pong-load", {QStringLiteral("--url"), server.url, QStringLiteral("--tokens"), m_tokens,
                             QStringLiteral("--matches"), QString::number(asked), QStringLiteral("--seconds"),
                             QStringLiteral("5"), QStringLiteral("--ramp-seconds"), QStringLiteral("10"),
                             QStringLiteral("--connect-at-once"), QStringLiteral("4"), QStringLiteral("--server-load"),
                             m_data + QStringLiteral("/load.json"), QStringLiteral("--json")});
    const QJsonObject report = QJsonDocument::fromJson(json).object();
    qInfo("%s", json.constData());
    const double live = report[u"matches_live"].toDouble();
    QVERIFY2(live > 0 && live < asked, qPrintable(QString::number(live)));
    QVERIFY(report[u"busy_refusals"].toInt() > 0);
    QVERIFY(!report[u"held"].toBool(true));  // what was asked for was not
    QVERIFY(report[u"relay_ms"][u"samples"].toInt() > live * 5);
    for (const auto& trouble : {u"desyncs", u"malformed", u"disconnects", u"pauses"})
        QCOMPARE(report[QStringView(trouble)].toInt(-1), 0);
    QVERIFY(server.stop());
}

void PongLoadTest::everyMessageReachesEverybodyOnce() {
    constexpr int people = 12;
    constexpr int messagesASecond = 20;
    constexpr int seconds = 2;
    QVERIFY(mint(people));
    Server server;
    QVERIFY(server.start(m_data, {QStringLiteral("--plaintext-loopback")}));
    const QByteArray json =
        output("pong-load",
               {QStringLiteral("--chat"), QStringLiteral("--url"), server.url, QStringLiteral("--tokens"), m_tokens,
                QStringLiteral("--people"), QString::number(people), QStringLiteral("--messages-per-second"),
                QString::number(messagesASecond), QStringLiteral("--seconds"), QString::number(seconds),
                QStringLiteral("--server-pid"), server.pid(), QStringLiteral("--json")});
    const QJsonObject report = QJsonDocument::fromJson(json).object();
    qInfo("%s", json.constData());
    QCOMPARE(report[u"people"].toInt(), people);
    const double written = report[u"messages_per_second"].toDouble();
    QVERIFY(written > messagesASecond / 2.0);
    // Ids that grow at everybody, and none missing: each came once.
    QCOMPARE(report[u"lost"].toInt(-1), 0);
    QCOMPARE(report[u"disordered"].toInt(-1), 0);
    QCOMPARE(report[u"deliveries_per_second"].toDouble(), people * written);
    QCOMPARE(report[u"refusals"].toInt(-1), 0);
    QCOMPARE(report[u"disconnects"].toInt(-1), 0);
    for (const auto& key : {u"p50", u"p99", u"max"})
        QVERIFY(report[u"delivery_ms"][QStringView(key)].toDouble() > 0);
    QVERIFY(report[u"deliveries_per_core"].toDouble() > 0);
    QVERIFY(server.stop());
}

QTEST_GUILESS_MAIN(PongLoadTest)
#include "pong_load_test.moc"
