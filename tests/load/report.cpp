#include "tests/load/report.h"

#include <QTextStream>

namespace load {
namespace {

double milliseconds(std::int64_t us) {
    return static_cast<double>(us) / 1000;
}

QJsonObject json(const Report::Latency& latency) {
    return {{QStringLiteral("p50"), milliseconds(latency.p50)},
            {QStringLiteral("p99"), milliseconds(latency.p99)},
            {QStringLiteral("max"), milliseconds(latency.max)},
            {QStringLiteral("samples"), static_cast<qint64>(latency.samples)}};
}

class Table {
 public:
    void row(const QString& name, const QString& value) {
        m_stream << name.leftJustified(nameWidth) << value << QLatin1Char('\n');
    }
    void latency(const QString& name, const Report::Latency& latency) {
        row(name, QStringLiteral("p50 %1   p99 %2   max %3 ms   (%4)")
                      .arg(milliseconds(latency.p50), 0, 'f', 3)
                      .arg(milliseconds(latency.p99), 0, 'f', 3)
                      .arg(milliseconds(latency.max), 0, 'f', 3)
                      .arg(latency.samples));
    }
    void count(const QString& name, std::uint64_t number) { row(name, QString::number(number)); }
    QString text() const { return m_text; }

 private:
    static constexpr int nameWidth = 28;

    QString m_text;
    QTextStream m_stream{&m_text};
};

void addServer(Table& rows, const Report::Server& server) {
    rows.row(QStringLiteral("server CPU"),
             QStringLiteral("%1 us a match-second (and %2 in its database); %3 % of a core")
                 .arg(server.cpuUs, 0, 'f', 0)
                 .arg(server.databaseCpuUs, 0, 'f', 0)
                 .arg(100 * server.coreShare, 0, 'f', 0));
    rows.row(
        QStringLiteral("server memory"),
        QStringLiteral("%1 KB a match; %2 KB in all").arg(server.residentKb, 0, 'f', 1).arg(server.totalResidentKb));
}

}  // namespace

bool Report::isHeld() const {
    return relay.samples > 0 && relay.p99 < heldRelayUs && slowestPace.value_or(0) >= heldPace && desyncs == 0 &&
           matchesLive >= heldShare * matches;
}

Report::Latency latencyOf(const server::LatenessHistogram& histogram) {
    return {histogram.quantile(0.5), histogram.quantile(0.99), histogram.max(), histogram.count()};
}

QString table(const Report& report) {
    Table rows;
    rows.row(QStringLiteral("matches"), QStringLiteral("%1 asked for, %2 live on average, %3 at the least, over %4 s%5")
                                            .arg(report.matches)
                                            .arg(report.matchesLive, 0, 'f', 1)
                                            .arg(report.matchesLiveLeast)
                                            .arg(report.seconds, 0, 'f', 1)
                                            .arg(report.tls ? QStringLiteral(", TLS") : QString()));
    rows.row(QStringLiteral("held"), report.isHeld() ? QStringLiteral("yes") : QStringLiteral("NO"));
    rows.latency(QStringLiteral("relay"), report.relay);
    rows.latency(QStringLiteral("own confirmation"), report.confirmation);
    rows.latency(QStringLiteral("beats after their tick"), report.beatLateness);
    rows.row(QStringLiteral("slowest match"),
             report.slowestPace ? QStringLiteral("%1 of the wall clock").arg(*report.slowestPace, 0, 'f', 4)
                                : QStringLiteral("not seen for long enough"));
    rows.row(QStringLiteral("inputs"), QStringLiteral("%1 a match-second; %2 % late, %3 refused")
                                           .arg(report.inputsPerMatchSecond, 0, 'f', 1)
                                           .arg(report.lateInputsPercent, 0, 'f', 2)
                                           .arg(report.refusedInputs));
    rows.row(QStringLiteral("bytes a match-second"), QStringLiteral("%1 down (%2 messages), %3 up (%4 messages)")
                                                         .arg(report.bytesDown, 0, 'f', 0)
                                                         .arg(report.messagesDown, 0, 'f', 1)
                                                         .arg(report.bytesUp, 0, 'f', 0)
                                                         .arg(report.messagesUp, 0, 'f', 1));
    if (report.server)
        addServer(rows, *report.server);
    if (report.serverLoad) {
        rows.latency(QStringLiteral("server's ticks late by"), latencyOf(report.serverLoad->tickLateness));
        rows.row(QStringLiteral("server's own count"), report.serverLoad->line());
    }
    rows.row(QStringLiteral("pong-load itself"),
             QStringLiteral("%1 % of a core").arg(100 * report.ownCoreShare, 0, 'f', 0));
    rows.count(QStringLiteral("matches that ended"), report.matchesEnded);
    rows.count(QStringLiteral("desyncs"), report.desyncs);
    rows.count(QStringLiteral("connections lost"), report.disconnects);
    rows.count(QStringLiteral("pauses"), report.pauses);
    rows.count(QStringLiteral("refused as busy"), report.busyRefusals);
    rows.count(QStringLiteral("other refusals"), report.otherRefusals);
    if (report.malformed > 0)
        rows.count(QStringLiteral("messages not understood"), report.malformed);
    if (report.hostile) {
        rows.row(QStringLiteral("hostile connections"),
                 QStringLiteral("%1 asked for, %2 open at the end, %3 ended by the server")
                     .arg(report.hostile->asked)
                     .arg(report.hostile->kept)
                     .arg(report.hostile->ended));
    }
    if (!report.lastTrouble.isEmpty())
        rows.row(QStringLiteral("last trouble"), report.lastTrouble);
    return rows.text();
}

QJsonObject json(const Report& report) {
    QJsonObject object{
        {QStringLiteral("matches"), report.matches},
        {QStringLiteral("matches_live"), report.matchesLive},
        {QStringLiteral("matches_live_least"), report.matchesLiveLeast},
        {QStringLiteral("held"), report.isHeld()},
        {QStringLiteral("seconds"), report.seconds},
        {QStringLiteral("tls"), report.tls},
        {QStringLiteral("relay_ms"), json(report.relay)},
        {QStringLiteral("confirmation_ms"), json(report.confirmation)},
        {QStringLiteral("beat_lateness_ms"), json(report.beatLateness)},
        {QStringLiteral("slowest_pace"), report.slowestPace ? QJsonValue(*report.slowestPace) : QJsonValue()},
        {QStringLiteral("inputs_per_match_second"), report.inputsPerMatchSecond},
        {QStringLiteral("late_inputs_percent"), report.lateInputsPercent},
        {QStringLiteral("refused_inputs"), static_cast<qint64>(report.refusedInputs)},
        {QStringLiteral("bytes_down"), report.bytesDown},
        {QStringLiteral("bytes_up"), report.bytesUp},
        {QStringLiteral("messages_down"), report.messagesDown},
        {QStringLiteral("messages_up"), report.messagesUp},
        {QStringLiteral("load_core_share"), report.ownCoreShare},
        {QStringLiteral("matches_ended"), static_cast<qint64>(report.matchesEnded)},
        {QStringLiteral("desyncs"), static_cast<qint64>(report.desyncs)},
        {QStringLiteral("malformed"), static_cast<qint64>(report.malformed)},
        {QStringLiteral("disconnects"), static_cast<qint64>(report.disconnects)},
        {QStringLiteral("pauses"), static_cast<qint64>(report.pauses)},
        {QStringLiteral("busy_refusals"), static_cast<qint64>(report.busyRefusals)},
        {QStringLiteral("other_refusals"), static_cast<qint64>(report.otherRefusals)},
        {QStringLiteral("last_trouble"), report.lastTrouble},
        {QStringLiteral("cpu_us_per_match_second"), QJsonValue()},
        {QStringLiteral("rss_kb_per_match"), QJsonValue()},
    };
    if (report.server) {
        object[QStringLiteral("cpu_us_per_match_second")] = report.server->cpuUs;
        object[QStringLiteral("database_cpu_us_per_match_second")] = report.server->databaseCpuUs;
        object[QStringLiteral("rss_kb_per_match")] = report.server->residentKb;
        object[QStringLiteral("rss_kb")] = static_cast<qint64>(report.server->totalResidentKb);
        object[QStringLiteral("core_share")] = report.server->coreShare;
    }
    if (report.serverLoad) {
        QJsonObject load = report.serverLoad->json();
        load[QStringLiteral("tick_lateness_ms")] = json(latencyOf(report.serverLoad->tickLateness));
        object[QStringLiteral("server_load")] = load;
    }
    if (report.hostile) {
        object[QStringLiteral("hostile_asked")] = report.hostile->asked;
        object[QStringLiteral("hostile_open")] = report.hostile->kept;
        object[QStringLiteral("hostile_ended_by_server")] = static_cast<qint64>(report.hostile->ended);
    }
    return object;
}

}  // namespace load
