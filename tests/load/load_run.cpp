#include "tests/load/load_run.h"

#include <algorithm>
#include <unistd.h>

namespace load {
namespace {

constexpr Micros second = 1'000'000;
constexpr Micros roundUs = 20'000;
constexpr Micros settleUs = 3 * second;  // matches have begun; their first second is not like the others
constexpr Micros leaveUs = 10 * second;

int liveMatches(const std::vector<std::unique_ptr<LoadClient>>& clients) {
    const auto bots = std::count_if(clients.begin(), clients.end(), [](const auto& each) { return each->isInMatch(); });
    return static_cast<int>(bots / 2);
}

}  // namespace

LoadRun::LoadRun(const Options& options, std::vector<std::string> tokens)
    : m_options(options)
    , m_connections(m_loop, options.endpoint, options.endpoint.tls ? makeTlsContext() : nullptr)
    , m_matches(m_measurements)
    , m_context{m_connections, m_measurements, m_matches, {}, {}, {}, {}}
    , m_hostile(m_connections) {
    const std::size_t bots = 2 * static_cast<std::size_t>(options.matches);
    for (std::size_t bot = 0; bot < bots; ++bot)
        m_clients.push_back(
            std::make_unique<LoadClient>(m_context, std::move(tokens[bot]), static_cast<std::uint32_t>(bot)));
    m_hostile.add(Hostility::SlowReader, options.slowReaders);
    m_hostile.add(Hostility::HalfOpen, options.halfOpen);
    m_hostile.add(Hostility::UnfinishedHandshake, options.unfinishedHandshakes);
}

LoadRun::~LoadRun() = default;

std::optional<Report> LoadRun::run() {
    if (m_options.serverPid)
        m_serverBefore = usageOf(*m_options.serverPid);
    const Micros start = monotonicNow();
    m_phase = Phase::RampUp;
    m_phaseEnds = start + m_options.rampSeconds * second;
    m_loop.wakeAt(*this, start);
    m_loop.runUntil(m_phaseEnds + settleUs + m_options.seconds * second + 2 * leaveUs);
    m_hostile.stop();
    for (const auto& client : m_clients)
        client->stop();
    if (m_looks == 0 || m_liveSum == 0)
        return std::nullopt;
    return report();
}

void LoadRun::wake(Micros now) {
    m_loop.wakeAt(*this, now + roundUs);
    const bool late = now >= m_phaseEnds;
    switch (m_phase) {
        case Phase::RampUp:
            startSome();
            if (late && liveMatches(m_clients) == 0) {
                m_loop.stop();
            } else if (late || allPlay(now)) {
                m_phase = Phase::Settle;
                m_phaseEnds = now + settleUs;
                m_hostile.start();
            }
            return;
        case Phase::Settle:
            if (late)
                startMeasuring(now);
            return;
        case Phase::Measure:
            lookAtMatches();
            if (late)
                endMeasuring(now);
            return;
        case Phase::Leave:
            if (late || allGone())
                m_loop.stop();
            return;
    }
}

// As many connections under way as one may start at a time: a crowd that comes at once would only measure how the
// server greets it.
void LoadRun::startSome() {
    const auto busy = std::count_if(m_clients.begin(), m_clients.end(), [](const auto& client) {
        return client->stage() == LoadClient::Stage::Connecting || client->stage() == LoadClient::Stage::SigningIn;
    });
    for (auto free = m_options.connectAtOnce - busy; free > 0 && m_started < m_clients.size(); --free)
        m_clients[m_started++]->start();
}

bool LoadRun::allPlay(Micros now) const {
    return std::all_of(m_clients.begin(), m_clients.end(), [now](const auto& each) { return each->isPlaying(now); });
}

bool LoadRun::allGone() const {
    return std::all_of(m_clients.begin(), m_clients.end(),
                       [](const auto& each) { return each->stage() == LoadClient::Stage::Offline; });
}

void LoadRun::startMeasuring(Micros now) {
    m_phase = Phase::Measure;
    m_phaseEnds = now + m_options.seconds * second;
    m_matches.endStretches(now);
    m_from = mark(now);
    m_liveLeast = liveMatches(m_clients);
    m_measurements.running = true;
}

void LoadRun::lookAtMatches() {
    const int live = liveMatches(m_clients);
    ++m_looks;
    m_liveSum += live;
    m_liveLeast = std::min(m_liveLeast, live);
}

void LoadRun::endMeasuring(Micros now) {
    m_matches.endStretches(now);
    m_measurements.running = false;
    m_to = mark(now);
    m_hostileOpen = m_hostile.open();
    leaveAll();
}

void LoadRun::leaveAll() {
    m_phase = Phase::Leave;
    m_phaseEnds = monotonicNow() + leaveUs;
    m_hostile.stop();
    for (const auto& client : m_clients)
        client->leave();
}

LoadRun::Mark LoadRun::mark(Micros now) const {
    Mark mark;
    mark.at = now;
    mark.bytesIn = m_connections.bytesIn;
    mark.bytesOut = m_connections.bytesOut;
    for (const auto& client : m_clients) {
        mark.bytesIn += client->bytesIn();
        mark.bytesOut += client->bytesOut();
    }
    if (const std::optional<ProcessUsage> own = usageOf(getpid()))
        mark.ownCpuUs = own->cpuUs;
    if (m_options.serverPid)
        mark.server = usageOf(*m_options.serverPid);
    if (!m_options.serverLoadFile.isEmpty())
        mark.serverLoad = readServerLoad(m_options.serverLoadFile);
    return mark;
}

Report LoadRun::report() const {
    Report report;
    report.matches = m_options.matches;
    report.matchesLive = static_cast<double>(m_liveSum) / static_cast<double>(m_looks);
    report.matchesLiveLeast = m_liveLeast;
    report.seconds = static_cast<double>(m_to.at - m_from.at) / second;
    report.tls = m_options.endpoint.tls;
    report.relay = latencyOf(m_measurements.relay);
    report.confirmation = latencyOf(m_measurements.confirmation);
    report.beatLateness = latencyOf(m_measurements.beatLateness);
    if (m_measurements.pacedMatches > 0)
        report.slowestPace = m_measurements.slowestPace;
    report.refusedInputs = m_measurements.refusedInputs;
    report.desyncs = m_measurements.desyncs + m_measurements.serverDesyncs;
    report.malformed = m_measurements.malformed;
    report.disconnects = m_measurements.disconnects;
    report.pauses = m_measurements.pauses;
    report.busyRefusals = m_measurements.busyRefusals;
    report.otherRefusals = m_measurements.otherRefusals;
    report.matchesEnded = m_measurements.matchesEnded;
    report.lastTrouble = QString::fromStdString(m_context.lastTrouble);
    if (m_hostile.asked() > 0)
        report.hostile = Report::Hostile{m_hostileOpen, m_hostile.asked(), m_hostile.endedByServer()};
    if (m_from.serverLoad && m_to.serverLoad)
        report.serverLoad = m_to.serverLoad->since(*m_from.serverLoad);
    addCosts(report);
    return report;
}

void LoadRun::addCosts(Report& report) const {
    const double matchSeconds = report.matchesLive * report.seconds;
    const auto inputs = static_cast<double>(m_measurements.inputs);
    report.inputsPerMatchSecond = inputs / matchSeconds;
    report.lateInputsPercent = inputs > 0 ? 100 * static_cast<double>(m_measurements.lateInputs) / inputs : 0;
    report.bytesDown = static_cast<double>(m_to.bytesIn - m_from.bytesIn) / matchSeconds;
    report.bytesUp = static_cast<double>(m_to.bytesOut - m_from.bytesOut) / matchSeconds;
    report.messagesDown = static_cast<double>(m_measurements.messagesIn) / matchSeconds;
    report.messagesUp = static_cast<double>(m_measurements.messagesOut) / matchSeconds;
    report.ownCoreShare = static_cast<double>(m_to.ownCpuUs - m_from.ownCpuUs) / (report.seconds * second);
    addServer(report, matchSeconds);
}

void LoadRun::addServer(Report& report, double matchSeconds) const {
    if (!m_serverBefore || !m_from.server || !m_to.server)
        return;
    const auto cpuUs = static_cast<double>(m_to.server->cpuUs - m_from.server->cpuUs);
    const auto databaseUs = static_cast<double>(m_to.server->childrenCpuUs - m_from.server->childrenCpuUs);
    Report::Server server;
    server.cpuUs = cpuUs / matchSeconds;
    server.databaseCpuUs = databaseUs / matchSeconds;
    server.coreShare = (cpuUs + databaseUs) / (report.seconds * second);
    server.totalResidentKb = m_to.server->residentBytes / 1024;
    const auto grown = static_cast<double>(m_to.server->residentBytes - m_serverBefore->residentBytes);
    server.residentKb = grown / 1024 / report.matchesLive;
    report.server = server;
}

}  // namespace load
