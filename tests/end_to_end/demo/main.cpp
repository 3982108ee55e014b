// pong-demo: a server, two real client applications and a person's way from sign-up to the stored result, without a
// display. Prints what happened as one line of JSON, and exits with 0 only if PostgreSQL, both screens and the
// re-simulated inputs agree. `--player` is how it starts its two clients: each is a process of its own.

#include "client/app/application.h"
#include "client/net/trust.h"
#include "tests/end_to_end/demo/demo_player.h"
#include "tests/end_to_end/demo/demo_server.h"
#include "tests/end_to_end/demo/stored_match.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace demo {

namespace {

constexpr int playersMilliseconds = 85'000;

struct Person {
    QString name;
    int level;          // of the AI that decides for this person
    bool isDistracted;  // reacts late, aims badly and holds keys too long
};

// One of them is distracted, so that the match is soon over: simulated, in 23 s as a rule and in 62 s at the longest.
std::array<Person, 2> people() {
    return {{{QStringLiteral("mara"), 3, false}, {QStringLiteral("kaito"), 1, true}}};
}

pong::ai::Parameters distracted(pong::ai::Parameters ai) {
    ai.reactionTicks = pong::ai::slowestReaction;
    ai.aimError = 120;
    ai.deadZone = 60;
    ai.holdTicks = 60;
    ai.bounceLookahead = 0;
    return ai;
}

void printLine(const QJsonObject& object) {
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

struct Options {
    QString serverProgram;
    QString screenshots;
    // Of a player's process:
    QString player;
    pong::ai::Parameters ai;
    QString server;
    QString fingerprint;
};

Options parse(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Two players by themselves, from sign-up to the stored result."));
    parser.addHelpOption();
    const QString value = QStringLiteral("value");
    parser.addOptions({
        {QStringLiteral("server-program"), QStringLiteral("The pong-server to start."), value},
        {QStringLiteral("screenshots"), QStringLiteral("Folder for pictures of every page that is passed."), value},
        {QStringLiteral("player"), QStringLiteral("Be this player (started by the demo itself)."), value},
        {QStringLiteral("level"), QStringLiteral("The player's strength."), value, QStringLiteral("3")},
        {QStringLiteral("distracted"), QStringLiteral("The player reacts late, aims badly and holds keys too long.")},
        {QStringLiteral("server"), QStringLiteral("The player's server."), value},
        {QStringLiteral("trust"), QStringLiteral("The fingerprint of its certificate."), value},
    });
    parser.process(application);
    Options options{parser.value(QStringLiteral("server-program")),
                    parser.value(QStringLiteral("screenshots")),
                    parser.value(QStringLiteral("player")),
                    pong::ai::parametersOf(parser.value(QStringLiteral("level")).toInt()),
                    parser.value(QStringLiteral("server")),
                    parser.value(QStringLiteral("trust"))};
    if (parser.isSet(QStringLiteral("distracted")))
        options.ai = distracted(options.ai);
    return options;
}

int runPlayer(QApplication& qt, const Options& options) {
    const QTemporaryDir folder;
    client::StartOptions start;
    start.dataDir = folder.path();
    start.server = client::ServerAddress::parse(options.server);
    start.fingerprint = client::Trust::normalised(options.fingerprint);
    client::Application application(qt, start);
    application.start();
    DemoPlayer player(application, options.player, options.ai, options.screenshots);
    printLine(player.run());
    return 0;
}

std::unique_ptr<QProcess> startPlayer(const Person& person, const DemoServer& server, const QString& screenshots) {
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{
        QStringLiteral("--player"),      person.name,  QStringLiteral("--level"), QString::number(person.level),
        QStringLiteral("--server"),      server.url(), QStringLiteral("--trust"), server.fingerprint(),
        QStringLiteral("--screenshots"), screenshots};
    if (person.isDistracted)
        arguments.append(QStringLiteral("--distracted"));
    process->start(QCoreApplication::applicationFilePath(), arguments);
    return process;
}

QJsonObject finishPlayer(QProcess& process, const QString& name) {
    if (!process.waitForFinished(playersMilliseconds) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        throw std::runtime_error(name.toStdString() + "'s client did not come to the end");
    return QJsonDocument::fromJson(process.readAllStandardOutput().trimmed().split('\n').last()).object();
}

void check(bool good, const std::string& what) {
    if (!good)
        throw std::runtime_error("PostgreSQL and the screens differ: " + what);
}

void compare(const StoredMatch& stored, const QJsonObject& shown) {
    const QString player = shown[u"player"].toString();
    const std::size_t own = stored.players[0] == player ? 0 : 1;
    check(stored.players[own] == player, "who played");
    const QJsonArray score{stored.score[own], stored.score[1 - own]};
    check(shown[u"score"].toArray() == score, player.toStdString() + "'s score");
    check(shown[u"history_score"].toArray() == score, player.toStdString() + "'s history");
    check(shown[u"winner"].toString() == stored.winner, "the winner that " + player.toStdString() + " saw");
}

int runDemo(const Options& options) {
    if (!options.screenshots.isEmpty() && !QDir().mkpath(options.screenshots))
        throw std::runtime_error("cannot make the folder " + options.screenshots.toStdString());
    const QString screenshots = options.screenshots.isEmpty() ? QString() : QDir(options.screenshots).absolutePath();
    DemoServer server(options.serverProgram, {QStringLiteral("--name"), QStringLiteral("Demo LAN"),
                                              QStringLiteral("--points-to-win"), QStringLiteral("5")});
    std::array<std::unique_ptr<QProcess>, 2> processes;
    std::array<QJsonObject, 2> shown;
    for (std::size_t i = 0; i < 2; ++i)
        processes[i] = startPlayer(people()[i], server, screenshots);
    for (std::size_t i = 0; i < 2; ++i)
        shown[i] = finishPlayer(*processes[i], people()[i].name);

    const StoredMatch stored = readFinishedMatch(server.database());
    for (const QJsonObject& screen : shown)
        compare(stored, screen);
    check(stored.replayed == stored.score, "the score that the stored inputs lead to");
    check(stored.points == stored.score[0] + stored.score[1], "the number of points");
    check(stored.historyRows == 2, "the history of both");
    const int desyncs = stored.desyncs + shown[0][u"desyncs"].toInt() + shown[1][u"desyncs"].toInt();
    check(desyncs == 0, "desyncs");
    server.stop();

    printLine({{QStringLiteral("game_session"), qint64(stored.id)},
               {QStringLiteral("score"), QJsonArray{stored.score[0], stored.score[1]}},
               {QStringLiteral("winner"), stored.winner},
               {QStringLiteral("points_stored"), stored.points},
               {QStringLiteral("desyncs"), desyncs}});
    return 0;
}

int run(int argc, char** argv) {
    // The demo itself shows nothing; its players do, on Qt's offscreen platform.
    const bool isPlayer = argc > 1 && std::string_view(argv[1]) == "--player";
    try {
        if (isPlayer) {
            QApplication application(argc, argv);
            return runPlayer(application, parse(application));
        }
        const QCoreApplication application(argc, argv);
        return runDemo(parse(application));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "pong-demo: %s\n", error.what());
        return 1;
    }
}

}  // namespace

}  // namespace demo

int main(int argc, char** argv) {
    return demo::run(argc, argv);
}
