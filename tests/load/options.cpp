#include "tests/load/options.h"

#include "tests/load/exit_codes.h"

#include <QCommandLineParser>

#include <climits>
#include <stdexcept>

namespace load {
namespace {

constexpr int maxMatches = 8000;  // two descriptors each, here and in the server
constexpr int maxSeconds = 3600;
constexpr int maxHostile = 10'000;
constexpr int maxPeople = 10'000;

// Throws std::invalid_argument.
int numberOf(const QCommandLineParser& parser, const QString& option, int least, int most) {
    bool isNumber = false;
    const int number = parser.value(option).toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    const QString text = QStringLiteral("--%1 must be a number from %2 to %3").arg(option).arg(least).arg(most);
    throw std::invalid_argument(text.toStdString());
}

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Plays many matches at once against a pong-server on this machine and measures what its players "
                       "would feel.\nMake the accounts first: pong-server mint-bots --count 4000 --out bots.tokens"));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("url"), QStringLiteral("The server: ws://127.0.0.1:PORT or wss://127.0.0.1:PORT."),
         QStringLiteral("url")},
        {QStringLiteral("tokens"), QStringLiteral("The file that mint-bots wrote (default: bots.tokens)."),
         QStringLiteral("file"), QStringLiteral("bots.tokens")},
        {QStringLiteral("matches"), QStringLiteral("How many matches to hold (default: 50)."), QStringLiteral("count"),
         QStringLiteral("50")},
        {QStringLiteral("seconds"), QStringLiteral("How long to measure (default: 30)."), QStringLiteral("seconds"),
         QStringLiteral("30")},
        {QStringLiteral("server-pid"), QStringLiteral("Report this process's CPU and memory too."),
         QStringLiteral("pid")},
        {QStringLiteral("server-load"),
         QStringLiteral("Report what the server counted too: load.json in its data folder."), QStringLiteral("file")},
        {QStringLiteral("json"), QStringLiteral("Print one JSON object instead of a table.")},
        {QStringLiteral("ramp-seconds"), QStringLiteral("How long starting all matches may take (default: 120)."),
         QStringLiteral("seconds"), QStringLiteral("120")},
        {QStringLiteral("connect-at-once"), QStringLiteral("Connections under way at a time (default: 32)."),
         QStringLiteral("count"), QStringLiteral("32")},
        {QStringLiteral("chat"), QStringLiteral("Measure how the lobby's messages are delivered instead of matches.")},
        {QStringLiteral("people"), QStringLiteral("With --chat: how many are in the lobby (default: 1000)."),
         QStringLiteral("count"), QStringLiteral("1000")},
        {QStringLiteral("messages-per-second"), QStringLiteral("With --chat: how much they write (default: 25)."),
         QStringLiteral("count"), QStringLiteral("25")},
        {QStringLiteral("slow-readers"), QStringLiteral("Also keep connections that ask and never read."),
         QStringLiteral("count"), QStringLiteral("0")},
        {QStringLiteral("half-open"), QStringLiteral("Also keep connections whose other end has gone silent."),
         QStringLiteral("count"), QStringLiteral("0")},
        {QStringLiteral("unfinished-handshakes"), QStringLiteral("Also keep connections that never finish theirs."),
         QStringLiteral("count"), QStringLiteral("0")},
    });
}

// Throws std::invalid_argument.
Options optionsOf(const QCommandLineParser& parser) {
    if (!parser.positionalArguments().isEmpty())
        throw std::invalid_argument("unexpected argument: " + parser.positionalArguments().first().toStdString());
    if (!parser.isSet(QStringLiteral("url")))
        throw std::invalid_argument("--url is needed");
    Options options;
    options.endpoint = parseEndpoint(parser.value(QStringLiteral("url")));
    options.tokensFile = parser.value(QStringLiteral("tokens")).toStdString();
    options.matches = numberOf(parser, QStringLiteral("matches"), 1, maxMatches);
    options.seconds = numberOf(parser, QStringLiteral("seconds"), 1, maxSeconds);
    options.rampSeconds = numberOf(parser, QStringLiteral("ramp-seconds"), 1, maxSeconds);
    options.connectAtOnce = numberOf(parser, QStringLiteral("connect-at-once"), 1, 1000);
    options.chat = parser.isSet(QStringLiteral("chat"));
    options.people = numberOf(parser, QStringLiteral("people"), 1, maxPeople);
    options.chatMessagesPerSecond = numberOf(parser, QStringLiteral("messages-per-second"), 1, 1000);
    options.slowReaders = numberOf(parser, QStringLiteral("slow-readers"), 0, maxHostile);
    options.halfOpen = numberOf(parser, QStringLiteral("half-open"), 0, maxHostile);
    options.unfinishedHandshakes = numberOf(parser, QStringLiteral("unfinished-handshakes"), 0, maxHostile);
    if (parser.isSet(QStringLiteral("server-pid")))
        options.serverPid = numberOf(parser, QStringLiteral("server-pid"), 1, INT_MAX);
    options.serverLoadFile = parser.value(QStringLiteral("server-load"));
    options.json = parser.isSet(QStringLiteral("json"));
    return options;
}

}  // namespace

std::variant<Options, Farewell> parseOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return Farewell{parser.errorText(), badUsage};
    if (parser.isSet(QStringLiteral("help")))
        return Farewell{parser.helpText(), success};
    try {
        return optionsOf(parser);
    } catch (const std::invalid_argument& error) {
        return Farewell{QString::fromUtf8(error.what()), badUsage};
    }
}

}  // namespace load
