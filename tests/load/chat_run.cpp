#include "tests/load/chat_run.h"

#include <QTextStream>

#include <algorithm>
#include <unistd.h>

namespace load {
namespace {

constexpr Micros second = 1'000'000;
constexpr Micros roundUs = 2'000;
constexpr Micros settleUs = 2 * second;
constexpr Micros drainUs = 2 * second;  // what was written last is still on its way

double milliseconds(std::int64_t microseconds) {
    return static_cast<double>(microseconds) / 1000;
}

}  // namespace

std::optional<double> ChatReport::deliveriesPerCore() const {
    if (!serverCore || *serverCore <= 0)
        return std::nullopt;
    return deliveriesPerSecond / *serverCore;
}

QString table(const ChatReport& report) {
    QString text;
    QTextStream out(&text);
    out << "people in the lobby       " << report.people << "\nmeasured                  " << report.seconds
        << " s\nmessages a second         " << report.messagesPerSecond << "\ndeliveries a second       "
        << report.deliveriesPerSecond << "\ndelivery p50, p99, max    " << milliseconds(report.p50) << ", "
        << milliseconds(report.p99) << ", " << milliseconds(report.max) << " ms\nlost, disordered          "
        << report.lost << ", " << report.disordered << "\nrefusals, disconnects     " << report.refusals << ", "
        << report.disconnects << "\n";
    if (report.serverCore)
        out << "server, its database      " << *report.serverCore << ", " << *report.databaseCore
            << " of a core\ndeliveries a core         " << *report.deliveriesPerCore() << "\n";
    out << "this program              " << report.ownCore << " of a core\n";
    return text;
}

QJsonObject json(const ChatReport& report) {
    QJsonObject object{{QStringLiteral("people"), report.people},
                       {QStringLiteral("seconds"), report.seconds},
                       {QStringLiteral("messages_per_second"), report.messagesPerSecond},
                       {QStringLiteral("deliveries_per_second"), report.deliveriesPerSecond},
                       {QStringLiteral("delivery_ms"), QJsonObject{{QStringLiteral("p50"), milliseconds(report.p50)},
                                                                   {QStringLiteral("p99"), milliseconds(report.p99)},
                                                                   {QStringLiteral("max"), milliseconds(report.max)}}},
                       {QStringLiteral("lost"), static_cast<qint64>(report.lost)},
                       {QStringLiteral("disordered"), static_cast<qint64>(report.disordered)},
                       {QStringLiteral("refusals"), static_cast<qint64>(report.refusals)},
                       {QStringLiteral("disconnects"), static_cast<qint64>(report.disconnects)},
                       {QStringLiteral("own_core_share"), report.ownCore}};
    if (report.serverCore) {
        object[QStringLiteral("server_core_share")] = *report.serverCore;
        object[QStringLiteral("database_core_share")] = *report.databaseCore;
        object[QStringLiteral("deliveries_per_core")] = *report.deliveriesPerCore();
    }
    return object;
}

ChatRun::ChatRun(const Options& options, std::vector<std::string> tokens)
    : m_options(options)
    , m_connections(m_loop, options.endpoint, options.endpoint.tls ? makeTlsContext() : nullptr)
    , m_context{m_connections, false, {}, 0, 0, 0, 0, 0, {}, {}, {}} {
    for (std::size_t person = 0; person < tokens.size(); ++person)
        m_people.push_back(
            std::make_unique<ChatClient>(m_context, std::move(tokens[person]), static_cast<std::uint32_t>(person)));
}

ChatRun::~ChatRun() = default;

std::optional<ChatReport> ChatRun::run() {
    const Micros start = monotonicNow();
    m_phaseEnds = start + m_options.rampSeconds * second;
    m_loop.wakeAt(*this, start);
    m_loop.runUntil(m_phaseEnds + settleUs + m_options.seconds * second + 2 * drainUs);
    for (const auto& person : m_people)
        person->stop();
    return m_isComplete ? std::optional(report()) : std::nullopt;
}

void ChatRun::wake(Micros now) {
    m_loop.wakeAt(*this, now + roundUs);
    const bool late = now >= m_phaseEnds;
    switch (m_phase) {
        case Phase::SignIn:
            startSome();
            if (std::all_of(m_people.begin(), m_people.end(),
                            [](const auto& person) { return person->stage() == ChatClient::Stage::SignedIn; })) {
                m_phase = Phase::Settle;
                m_phaseEnds = now + settleUs;
                m_nextWrite = now;
            } else if (late) {
                m_loop.stop();
            }
            return;
        case Phase::Settle:
            if (late) {
                m_phase = Phase::Measure;
                m_phaseEnds = now + m_options.seconds * second;
                m_context.running = true;
                m_nextWrite = now;
                m_from = mark(now);
            }
            return;
        case Phase::Measure:
            writeDue(now);
            if (late) {
                m_phase = Phase::Drain;
                m_phaseEnds = now + drainUs;
                m_to = mark(now);
            }
            return;
        case Phase::Drain:
            m_isComplete = true;
            if (late)
                m_loop.stop();
            return;
    }
}

// As many connections under way as one may start at a time.
void ChatRun::startSome() {
    const auto busy = std::count_if(m_people.begin(), m_people.end(), [](const auto& person) {
        return person->stage() == ChatClient::Stage::Connecting || person->stage() == ChatClient::Stage::SigningIn;
    });
    for (auto free = m_options.connectAtOnce - busy; free > 0 && m_started < m_people.size(); --free)
        m_people[m_started++]->start();
}

void ChatRun::writeDue(Micros now) {
    for (; m_nextWrite <= now; m_nextWrite += second / m_options.chatMessagesPerSecond) {
        m_people[m_turn]->write(now);
        m_turn = (m_turn + 1) % m_people.size();
    }
}

ChatRun::Mark ChatRun::mark(Micros now) const {
    Mark mark;
    mark.at = now;
    if (const std::optional<ProcessUsage> own = usageOf(getpid()))
        mark.ownCpuUs = own->cpuUs;
    if (m_options.serverPid)
        mark.server = usageOf(*m_options.serverPid);
    return mark;
}

ChatReport ChatRun::report() const {
    ChatReport report;
    report.people = static_cast<int>(m_people.size());
    report.seconds = static_cast<double>(m_to.at - m_from.at) / second;
    report.messagesPerSecond = static_cast<double>(m_context.written) / report.seconds;
    report.deliveriesPerSecond = static_cast<double>(m_context.delivered) / report.seconds;
    const Report::Latency latency = latencyOf(m_context.delivery);
    report.p50 = latency.p50;
    report.p99 = latency.p99;
    report.max = latency.max;
    report.lost = m_context.written * m_people.size() - m_context.delivered;
    report.disordered = m_context.disordered;
    report.refusals = m_context.refusals;
    report.disconnects = m_context.disconnects;
    const auto share = [&](std::int64_t from, std::int64_t to) {
        return static_cast<double>(to - from) / (report.seconds * second);
    };
    report.ownCore = share(m_from.ownCpuUs, m_to.ownCpuUs);
    if (m_from.server && m_to.server) {
        report.serverCore = share(m_from.server->cpuUs, m_to.server->cpuUs);
        report.databaseCore = share(m_from.server->childrenCpuUs, m_to.server->childrenCpuUs);
    }
    return report;
}

}  // namespace load
