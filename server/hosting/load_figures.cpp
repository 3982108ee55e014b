#include "server/hosting/load_figures.h"

#include <QJsonArray>
#include <QTextStream>

namespace server {

namespace {

struct Count {
    const char* name;
    std::uint64_t LoadFigures::*member;
};

constexpr Count counts[] = {{"catch_ups", &LoadFigures::catchUps},
                            {"stalls", &LoadFigures::stalls},
                            {"inputs", &LoadFigures::inputs},
                            {"late_inputs", &LoadFigures::lateInputs},
                            {"refused_inputs", &LoadFigures::refusedInputs},
                            {"desyncs", &LoadFigures::desyncs},
                            {"outbox_drops", &LoadFigures::outboxDrops},
                            {"refused_busy", &LoadFigures::refusedBusy}};

QJsonArray bucketsOf(const LatenessHistogram& histogram) {
    QJsonArray buckets;
    for (const auto& [edge, count] : histogram.counts())
        buckets.append(QJsonArray{static_cast<qint64>(edge), static_cast<qint64>(count)});
    return buckets;
}

LatenessHistogram histogramOf(const QJsonArray& buckets) {
    LatenessHistogram histogram;
    for (const QJsonValue& bucket : buckets)
        histogram.record(bucket[0].toInteger(), static_cast<std::uint64_t>(bucket[1].toInteger()));
    return histogram;
}

}  // namespace

LoadFigures LoadFigures::since(const LoadFigures& earlier) const {
    LoadFigures difference = *this;
    difference.atUs -= earlier.atUs;
    difference.busyUs -= earlier.busyUs;
    difference.tickLateness = tickLateness.since(earlier.tickLateness);
    for (const Count& count : counts)
        difference.*count.member -= earlier.*count.member;
    return difference;
}

QString LoadFigures::line() const {
    QString text;
    QTextStream stream(&text);
    stream << "matches=" << matches << " sessions=" << sessions << " full=" << (isFull ? "yes" : "no")
           << " busy_share=" << QString::number(busyShare(), 'f', 3) << " ticks=" << tickLateness.count()
           << " tick_late_us_p50=" << tickLateness.quantile(0.5) << " tick_late_us_p99=" << tickLateness.quantile(0.99)
           << " tick_late_us_max=" << tickLateness.max();
    for (const Count& count : counts)
        stream << ' ' << count.name << '=' << this->*count.member;
    return text;
}

QJsonObject LoadFigures::json() const {
    QJsonObject object{{QStringLiteral("at_us"), static_cast<qint64>(atUs)},
                       {QStringLiteral("busy_us"), static_cast<qint64>(busyUs)},
                       {QStringLiteral("matches"), matches},
                       {QStringLiteral("sessions"), sessions},
                       {QStringLiteral("full"), isFull},
                       {QStringLiteral("tick_lateness_us"), bucketsOf(tickLateness)}};
    for (const Count& count : counts)
        object[QLatin1StringView(count.name)] = static_cast<qint64>(this->*count.member);
    return object;
}

LoadFigures LoadFigures::fromJson(const QJsonObject& json) {
    LoadFigures figures;
    figures.atUs = json[u"at_us"].toInteger();
    figures.busyUs = json[u"busy_us"].toInteger();
    figures.matches = json[u"matches"].toInt();
    figures.sessions = json[u"sessions"].toInt();
    figures.isFull = json[u"full"].toBool();
    figures.tickLateness = histogramOf(json[u"tick_lateness_us"].toArray());
    for (const Count& count : counts)
        figures.*count.member = static_cast<std::uint64_t>(json[QLatin1StringView(count.name)].toInteger());
    return figures;
}

}  // namespace server
