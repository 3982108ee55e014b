// pong-load: how many matches a server on this machine holds, and how well. `pong-load --help` says how to use it.

#include "tests/load/chat_run.h"
#include "tests/load/exit_codes.h"
#include "tests/load/load_run.h"
#include "tests/load/options.h"
#include "tests/load/report.h"
#include "tests/load/server_load.h"
#include "tests/load/tokens_file.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <sys/resource.h>

namespace {

constexpr int descriptorsBesides = 64;  // files, epoll, libraries

// A descriptor a connection: the usual soft limit of 1,024 is for other programs. False: the system allows too few.
bool raiseDescriptorLimit(int connections) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    const auto needed = static_cast<rlim_t>(connections + descriptorsBesides);
    limit.rlim_cur = std::min(limit.rlim_max, std::max(limit.rlim_cur, needed));
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= needed;
}

int fail(const std::string& why) {
    std::fprintf(stderr, "pong-load: %s\n", why.c_str());
    return load::couldNotRun;
}

template <typename Report>
void print(const Report& report, bool asJson) {
    const QByteArray text =
        asJson ? QJsonDocument(load::json(report)).toJson(QJsonDocument::Compact) + '\n' : load::table(report).toUtf8();
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
}

int measureChat(const load::Options& options) {
    if (!raiseDescriptorLimit(options.people))
        return fail("this system allows too few open files for so many connections (ulimit -Hn)");
    load::ChatRun run(options, load::readTokens(options.tokensFile, static_cast<std::size_t>(options.people)));
    const std::optional<load::ChatReport> report = run.run();
    if (!report)
        return fail("not everybody could sign in: " + run.lastTrouble());
    print(*report, options.json);
    return load::success;
}

int measure(const load::Options& options) {
    const std::size_t bots = 2 * static_cast<std::size_t>(options.matches);
    const int hostile = options.slowReaders + options.halfOpen + options.unfinishedHandshakes;
    if (options.serverPid && !load::usageOf(*options.serverPid))
        return fail("there is no process " + std::to_string(*options.serverPid));
    if (!options.serverLoadFile.isEmpty() && !load::readServerLoad(options.serverLoadFile))
        return fail("no server's load is in " + options.serverLoadFile.toStdString());
    if (!raiseDescriptorLimit(static_cast<int>(bots) + hostile))
        return fail("this system allows too few open files for so many connections (ulimit -Hn)");
    load::LoadRun run(options, load::readTokens(options.tokensFile, bots));
    const std::optional<load::Report> report = run.run();
    if (!report)
        return fail("no match could be played: " + run.lastTrouble());
    print(*report, options.json);
    return load::success;
}

}  // namespace

int main(int argc, char* argv[]) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the server may just have closed
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pong-load"));
    const std::variant<load::Options, load::Farewell> options = load::parseOptions(QCoreApplication::arguments());
    if (const auto* farewell = std::get_if<load::Farewell>(&options)) {
        std::fprintf(farewell->exitCode == load::success ? stdout : stderr, "%s\n", qUtf8Printable(farewell->text));
        return farewell->exitCode;
    }
    try {
        const auto& chosen = std::get<load::Options>(options);
        return chosen.chat ? measureChat(chosen) : measure(chosen);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
