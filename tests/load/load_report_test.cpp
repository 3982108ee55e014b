// What pong-load says: the command line it takes, what counts as held, the names in its JSON, how a match's inputs and
// pace are measured.

#include "tests/load/load_match.h"
#include "tests/load/options.h"
#include "tests/load/process_usage.h"
#include "tests/load/report.h"
#include "tests/load/server_load.h"
#include "tests/load/tokens_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include <stdexcept>
#include <unistd.h>

using load::LoadMatches;
using load::Measurements;
using load::Report;
using pong::Side;

namespace {

Report goodReport() {
    Report report;
    report.matches = 100;
    report.matchesLive = 99.5;
    report.relay = {300, 900, 2000, 1000};
    report.slowestPace = 0.9999;
    return report;
}

QString refusal(const QStringList& arguments) {
    const auto parsed = load::parseOptions(QStringList(QStringLiteral("pong-load")) + arguments);
    const auto* farewell = std::get_if<load::Farewell>(&parsed);
    return farewell != nullptr && farewell->exitCode == 2 ? farewell->text : QString();
}

}  // namespace

class LoadReportTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void takesTheCommandLine();
    void refusesOtherMachines();
    void refusesNonsense();
    void heldMeansAllOfIt();
    void namesEveryFigure();
    void timesAnInputAtBothEnds();
    void takesAnInputOnce();
    void ignoresWhatWasSentBeforeMeasuring();
    void seesASlowMatch();
    void seesAMatchThatStopped();
    void aMatchThatIsOverIsNotSlow();
    void readsTokens();
    void seesItsOwnUsage();
    void readsWhatTheServerCounted();
};

void LoadReportTest::takesTheCommandLine() {
    const auto parsed = load::parseOptions(
        {QStringLiteral("pong-load"), QStringLiteral("--url"), QStringLiteral("wss://localhost:1972"),
         QStringLiteral("--matches"), QStringLiteral("2000"), QStringLiteral("--seconds"), QStringLiteral("60"),
         QStringLiteral("--server-pid"), QStringLiteral("7"), QStringLiteral("--json")});
    const auto* options = std::get_if<load::Options>(&parsed);
    QVERIFY(options != nullptr);
    QVERIFY(options->endpoint.tls);
    QCOMPARE(options->endpoint.host, std::string("localhost:1972"));
    QCOMPARE(options->matches, 2000);
    QCOMPARE(options->seconds, 60);
    QCOMPARE(options->serverPid.value_or(0), 7);
    QVERIFY(options->json);
}

void LoadReportTest::refusesOtherMachines() {
    for (const auto& url : {QStringLiteral("ws://192.168.1.4:1972"), QStringLiteral("wss://pong.example:443"),
                            QStringLiteral("ws://[2001:db8::1]:1972"), QStringLiteral("ws://0.0.0.0:1972")}) {
        const QString text = refusal({QStringLiteral("--url"), url});
        QVERIFY2(text.contains(u"this machine"), qPrintable(url + u' ' + text));
    }
    for (const auto& url : {QStringLiteral("ws://127.0.0.1:1972"), QStringLiteral("ws://127.8.9.1:1972"),
                            QStringLiteral("wss://[::1]:1972")})
        QCOMPARE(refusal({QStringLiteral("--url"), url}), QString());
}

void LoadReportTest::refusesNonsense() {
    const QStringList url{QStringLiteral("--url"), QStringLiteral("ws://127.0.0.1:1")};
    QVERIFY(refusal({}).contains(u"--url"));
    QVERIFY(refusal({QStringLiteral("--url"), QStringLiteral("http://127.0.0.1:1")}).contains(u"ws://"));
    QVERIFY(refusal({QStringLiteral("--url"), QStringLiteral("ws://127.0.0.1")}).contains(u"port"));
    QVERIFY(refusal(url + QStringList{QStringLiteral("--matches"), QStringLiteral("0")}).contains(u"--matches"));
    QVERIFY(refusal(url + QStringList{QStringLiteral("--seconds"), QStringLiteral("soon")}).contains(u"--seconds"));
    QVERIFY(!refusal(url + QStringList{QStringLiteral("--speed"), QStringLiteral("9")}).isEmpty());
    QVERIFY(!refusal(url + QStringList{QStringLiteral("more")}).isEmpty());
}

void LoadReportTest::heldMeansAllOfIt() {
    QVERIFY(goodReport().isHeld());
    Report report = goodReport();
    report.relay.p99 = 16'700;
    QVERIFY(!report.isHeld());
    report = goodReport();
    report.slowestPace = 0.98;
    QVERIFY(!report.isHeld());
    report = goodReport();
    report.slowestPace.reset();
    QVERIFY(!report.isHeld());
    report = goodReport();
    report.desyncs = 1;
    QVERIFY(!report.isHeld());
    report = goodReport();
    report.matchesLive = 90;
    QVERIFY(!report.isHeld());
    report = goodReport();
    report.relay.samples = 0;
    QVERIFY(!report.isHeld());
}

void LoadReportTest::namesEveryFigure() {
    Report report = goodReport();
    report.bytesDown = 210;
    report.server = Report::Server{350, 20, 41.5, 120'000, 0.7};
    const QJsonObject object = load::json(report);
    QCOMPARE(object[u"matches"].toInt(), 100);
    QCOMPARE(object[u"held"].toBool(), true);
    const QJsonObject relay = object[u"relay_ms"].toObject();
    QCOMPARE(relay[u"p50"].toDouble(), 0.3);
    QCOMPARE(relay[u"p99"].toDouble(), 0.9);
    QCOMPARE(relay[u"max"].toDouble(), 2.0);
    QCOMPARE(object[u"cpu_us_per_match_second"].toDouble(), 350.0);
    QCOMPARE(object[u"bytes_down"].toDouble(), 210.0);
    QVERIFY(object[u"bytes_up"].isDouble());
    QCOMPARE(object[u"rss_kb_per_match"].toDouble(), 41.5);
    QVERIFY(load::table(report).contains(u"held"));

    const QJsonObject without = load::json(goodReport());
    QVERIFY(without.contains(u"cpu_us_per_match_second") && without[u"cpu_us_per_match_second"].isNull());
    QVERIFY(without.contains(u"rss_kb_per_match") && without[u"rss_kb_per_match"].isNull());
}

void LoadReportTest::timesAnInputAtBothEnds() {
    Measurements measurements;
    measurements.running = true;
    LoadMatches matches(measurements);
    load::LoadMatch& match = matches.enter(1);
    match.inputSent(Side::Left, 300, 50, 1000);
    match.inputShown(Side::Left, 300 % 256, 51, Side::Right, 1400);
    match.inputShown(Side::Left, 300 % 256, 51, Side::Left, 1900);
    QCOMPARE(measurements.relay.count(), std::uint64_t{1});
    QCOMPARE(measurements.relay.max(), std::int64_t{400});
    QCOMPARE(measurements.confirmation.max(), std::int64_t{900});
    QCOMPARE(measurements.lateInputs, std::uint64_t{1});  // asked for 50, placed at 51
}

void LoadReportTest::takesAnInputOnce() {
    Measurements measurements;
    measurements.running = true;
    LoadMatches matches(measurements);
    load::LoadMatch& match = matches.enter(1);
    match.inputSent(Side::Right, 7, 50, 1000);
    match.inputShown(Side::Right, 7, 50, Side::Left, 1200);
    match.inputShown(Side::Right, 7, 50, Side::Left, 9000);
    match.inputShown(Side::Left, 7, 50, Side::Right, 9000);   // nobody sent that
    match.inputShown(Side::Right, 71, 50, Side::Left, 9000);  // the same place in memory, another number
    QCOMPARE(measurements.relay.count(), std::uint64_t{1});
    QCOMPARE(measurements.relay.max(), std::int64_t{200});
}

void LoadReportTest::ignoresWhatWasSentBeforeMeasuring() {
    Measurements measurements;
    LoadMatches matches(measurements);
    load::LoadMatch& match = matches.enter(1);
    match.inputSent(Side::Left, 1, 50, 1000);
    measurements.running = true;
    match.inputShown(Side::Left, 1, 50, Side::Right, 500'000);
    QCOMPARE(measurements.relay.count(), std::uint64_t{0});
}

void LoadReportTest::seesASlowMatch() {
    Measurements measurements;
    measurements.running = true;
    LoadMatches matches(measurements);
    load::LoadMatch& good = matches.enter(1);
    load::LoadMatch& slow = matches.enter(2);
    for (int halfSecond = 0; halfSecond <= 20; ++halfSecond) {
        good.playedThrough(60 * halfSecond, 500'000 * halfSecond);
        slow.playedThrough(54 * halfSecond, 500'000 * halfSecond);
    }
    matches.endStretches(10'000'000);
    QCOMPARE(measurements.pacedMatches, std::uint64_t{2});
    QVERIFY(qAbs(measurements.slowestPace - 0.9) < 1e-6);
}

void LoadReportTest::seesAMatchThatStopped() {
    Measurements measurements;
    measurements.running = true;
    LoadMatches matches(measurements);
    load::LoadMatch& match = matches.enter(1);
    match.playedThrough(0, 0);
    match.playedThrough(600, 5'000'000);
    matches.leave(1, 10'000'000);  // the server was silent for five seconds
    QVERIFY(qAbs(measurements.slowestPace - 0.5) < 1e-6);
}

void LoadReportTest::aMatchThatIsOverIsNotSlow() {
    Measurements measurements;
    measurements.running = true;
    LoadMatches matches(measurements);
    load::LoadMatch& match = matches.enter(1);
    matches.enter(1);
    match.playedThrough(0, 0);
    match.playedThrough(600, 5'000'000);
    match.playedToTheEnd(5'000'000);
    match.playedThrough(600, 5'000'100);  // its other bot hears of it
    match.playedToTheEnd(5'000'100);
    matches.leave(1, 10'000'000);
    matches.leave(1, 10'000'100);
    QVERIFY(qAbs(measurements.slowestPace - 1.0) < 1e-6);
    QCOMPARE(measurements.pacedMatches, std::uint64_t{1});
}

void LoadReportTest::readsTokens() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bots.tokens"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("bot_000001 abc\nbot_000002 def\n");
    file.close();
    const std::vector<std::string> tokens = load::readTokens(path.toStdString(), 2);
    QVERIFY((tokens == std::vector<std::string>{"abc", "def"}));
    QVERIFY_EXCEPTION_THROWN(load::readTokens(path.toStdString(), 3), std::runtime_error);
    QVERIFY_EXCEPTION_THROWN(load::readTokens("/nonexistent/tokens", 1), std::runtime_error);
}

void LoadReportTest::seesItsOwnUsage() {
    const auto before = load::usageOf(getpid());
    QVERIFY(before.has_value());
    QVERIFY(before->residentBytes > 1024 * 1024);
    std::uint64_t work = 1;
    std::optional<load::ProcessUsage> after = before;
    while (after && after->cpuUs <= before->cpuUs) {  // the kernel counts in hundredths of a second
        for (int round = 0; round < 1'000'000; ++round)
            work = work * 6364136223846793005U + 1442695040888963407U;
        after = load::usageOf(getpid());
    }
    QVERIFY(after.has_value() && work != 0);
    QVERIFY(!load::usageOf(999'999'999).has_value());
}

void LoadReportTest::readsWhatTheServerCounted() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("load.json"));
    QVERIFY(!load::readServerLoad(path));

    server::LoadFigures before;
    before.atUs = 1'000'000;
    before.busyUs = 500'000;
    before.inputs = 10;
    before.tickLateness.record(20, 1'000);
    server::LoadFigures after = before;
    after.atUs += 2'000'000;
    after.busyUs += 500'000;
    after.matches = 3;
    after.isFull = true;
    after.inputs = 25;
    after.outboxDrops = 2;
    after.tickLateness.record(900, 10);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(after.json()).toJson());
    file.close();

    const auto read = load::readServerLoad(path);
    QVERIFY(read);
    QCOMPARE(read->line(), after.line());
    const server::LoadFigures between = read->since(before);
    QCOMPARE(between.busyShare(), 0.25);
    QCOMPARE(between.inputs, 15U);
    QCOMPARE(between.outboxDrops, 2U);
    QCOMPARE(between.matches, 3);
    QVERIFY(between.isFull);
    QCOMPARE(between.tickLateness.count(), 10U);

    Report report = goodReport();
    report.serverLoad = between;
    const QJsonObject load = load::json(report)[u"server_load"].toObject();
    QCOMPARE(load[u"inputs"].toInt(), 15);
    QVERIFY(load[u"tick_lateness_ms"][u"p99"].toDouble() >= 0.9);
}

QTEST_APPLESS_MAIN(LoadReportTest)
#include "load_report_test.moc"
