#include "server/app/configuration.h"

#include "server/app/exit_codes.h"
#include "server/database/start_error.h"
#include "server/hosting/bot_accounts.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>
#include <QSysInfo>

#include <unistd.h>

namespace server {

namespace {

[[noreturn]] void refuse(const QString& text) {
    throw StartError(ExitCode::BadOption, text);
}

QCommandLineOption option(const char* name, const char* description, const char* value, const QString& standard = {}) {
    QString text = QString::fromUtf8(description);
    if (!standard.isEmpty())
        text += QStringLiteral(" Otherwise: %1.").arg(standard);
    return QCommandLineOption(QLatin1StringView(name), text, QLatin1StringView(value), standard);
}

const char* const description =
    "A server for Pong. It needs no setting up: with no options it keeps its own PostgreSQL, certificate and accounts "
    "in\n"
    "its data folder, and prints the address and the fingerprint that players need.\n"
    "\n"
    "Exit codes: 0 stopped as asked, 1 unexpected error, 2 wrong option, 3 cannot listen on the address or port,\n"
    "4 database unreachable or not usable, 5 data folder not usable, 6 PostgreSQL too old or not installed,\n"
    "7 another server uses this data folder or database, 8 there is no such account or report.";

const char* const commands =
    "routes: print every message with its handler, who may send it and the page that uses it.\n"
    "status: print what the running server of the data folder says of itself; exit code 1 if none runs.\n"
    "account list, account show|reset-password|disable|enable|delete|disable-two-factor NAME: see and change people's\n"
    "accounts, with or without a server running. reset-password prints a code for the forgotten-password page; delete\n"
    "is at once and for good.\n"
    "moderation reports|sanctions, moderation mute|ban NAME --reason TEXT [--for 7d], moderation unmute|unban NAME,\n"
    "moderation close REPORT: what players reported with what was said around it, and who may not chat or sign in.\n"
    "mint-bots: make accounts for load tests, with or without a server running, and write their tokens to a file.\n"
    "Without a command the server runs until it gets SIGTERM or SIGINT; a second one ends it at once.";

int number(const QCommandLineParser& parser, const char* name, int least, int most) {
    const QString text = parser.value(QLatin1StringView(name));
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (!isNumber || value < least || value > most)
        refuse(QStringLiteral("--%1 must be a number from %2 to %3, not \"%4\"")
                   .arg(QLatin1StringView(name))
                   .arg(least)
                   .arg(most)
                   .arg(text));
    return value;
}

void addOptions(QCommandLineParser& parser, const Configuration& standard) {
    parser.setApplicationDescription(QString::fromUtf8(description));
    parser.addPositionalArgument(QStringLiteral("command"), QString::fromUtf8(commands),
                                 QStringLiteral("[command [action [name]]]"));
    parser.addOptions({
        QCommandLineOption({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this help.")),
        QCommandLineOption({QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Print the version.")),
        option("data-dir", "Where everything is kept.", "folder", Configuration::defaultDataFolder()),
        option(
            "database",
            "A PostgreSQL database of your own, postgres://user:password@host:port/name, instead of the private one.",
            "url"),
        option("listen", "The address to listen on; 0.0.0.0 or :: for all.", "address", QStringLiteral("all")),
        option("port", "The port to listen on; 0 for any free one.", "port", QString::number(standard.port)),
        QCommandLineOption(QStringLiteral("plaintext-loopback"),
                           QStringLiteral("No TLS, and for this machine only: behind a proxy that does TLS.")),
        QCommandLineOption(QStringLiteral("trusted-proxy"),
                           QStringLiteral("With --plaintext-loopback: the proxy says in X-Forwarded-For for whom it "
                                          "speaks. Without it everybody behind it shares the limits of one address.")),
        option("name", "What players see as the server's name.", "name", standard.name),
        option("points-to-win", "Points that win a quick game: 5, 7, 11, 15 or 21.", "points",
               QString::number(standard.rules.pointsToWin)),
        option("win-margin", "Points to be ahead by at the end: 1 or 2.", "points",
               QString::number(standard.rules.winMargin)),
        option("smtp-url",
               "The mail server for codes by e-mail: smtp://user@host:587 (STARTTLS), smtps://user@host:465 (TLS) or "
               "smtp+plaintext://127.0.0.1:25. Without it nothing that needs mail is offered.",
               "url"),
        option("smtp-password-file", "The file with the mail server's password.", "file"),
        option("smtp-ca-file", "Certificates (PEM) to trust for the mail server, instead of the system's.", "file"),
        option("mail-from", "The sender of mails: pong@example.org, or Pong <pong@example.org>.", "address"),
        option("contact", "Whom players are told to ask for help with their account.", "text", standard.contact),
        option("max-connections", "Connections at once.", "number", QString::number(standard.maxConnections)),
        option("max-connections-per-address", "Connections at once from one address.", "number",
               QString::number(standard.maxConnectionsPerAddress)),
        option("full-at",
               "Per cent of a core at which newcomers are told that the server is busy; who plays is not touched.",
               "number", QString::number(standard.fullAtPercent)),
        option("field", "With status: print only this field (url, port, fingerprint, pid, data_dir, database, load).",
               "name"),
        option("reason", "With moderation: why; the person reads it.", "text"),
        option("for", "With moderation: for how long, like 30m, 12h, 7d or 4w; for good without it.", "time"),
        option("count", "With mint-bots: how many; two play a match.", "number", QStringLiteral("100")),
        option("out", "With mint-bots: the file for their tokens.", "file", QStringLiteral("bots.tokens")),
    });
}

Configuration::Command commandOf(const QStringList& words) {
    if (words.isEmpty())
        return Configuration::Command::Serve;
    if (words.first() == QStringLiteral("account"))
        return Configuration::Command::Account;
    if (words.first() == QStringLiteral("moderation"))
        return Configuration::Command::Moderation;
    if (words.size() > 1)
        refuse(QStringLiteral("one command at a time, not \"%1\"").arg(words.join(QLatin1Char(' '))));
    if (words.first() == QStringLiteral("routes"))
        return Configuration::Command::Routes;
    if (words.first() == QStringLiteral("status"))
        return Configuration::Command::Status;
    if (words.first() == QStringLiteral("mint-bots"))
        return Configuration::Command::MintBots;
    refuse(QStringLiteral("there is no command \"%1\"; --help lists them").arg(words.first()));
}

void readListening(const QCommandLineParser& parser, Configuration& configuration) {
    configuration.port = static_cast<quint16>(number(parser, "port", 0, 65535));
    configuration.tls = !parser.isSet(QStringLiteral("plaintext-loopback"));
    if (!configuration.tls)
        configuration.address = QHostAddress(QHostAddress::LocalHost);
    configuration.isBehindProxy = parser.isSet(QStringLiteral("trusted-proxy"));
    if (configuration.isBehindProxy && configuration.tls)
        refuse(QStringLiteral("--trusted-proxy goes with --plaintext-loopback: a proxy that does TLS"));
    if (!parser.isSet(QStringLiteral("listen")))
        return;
    const QString text = parser.value(QStringLiteral("listen"));
    if (!configuration.address.setAddress(text))
        refuse(QStringLiteral("--listen needs an IP address of this machine, not \"%1\"").arg(text));
    if (!configuration.tls && !configuration.address.isLoopback())
        refuse(
            QStringLiteral("--plaintext-loopback listens on this machine only; %1 is not 127.0.0.1 or ::1").arg(text));
}

void readDatabase(const QCommandLineParser& parser, Configuration& configuration) {
    if (!parser.isSet(QStringLiteral("database")))
        return;
    try {
        configuration.database = ConnectionSettings::fromUrl(parser.value(QStringLiteral("database")));
    } catch (const DatabaseStartError& error) {
        refuse(error.text());
    }
}

void readMail(const QCommandLineParser& parser, Configuration& configuration) {
    configuration.contact = parser.value(QStringLiteral("contact")).simplified().left(80);
    configuration.smtpPasswordFile = parser.value(QStringLiteral("smtp-password-file"));
    if (!parser.isSet(QStringLiteral("smtp-url")))
        return;
    try {
        configuration.smtp = SmtpSettings::fromUrl(parser.value(QStringLiteral("smtp-url")));
    } catch (const std::invalid_argument& error) {
        refuse(QStringLiteral("--smtp-url: %1").arg(QString::fromUtf8(error.what())));
    }
    const std::optional<MailSender> from = MailSender::fromText(parser.value(QStringLiteral("mail-from")));
    if (!from)
        refuse(QStringLiteral("--smtp-url needs --mail-from with an e-mail address"));
    configuration.smtp->from = *from;
    configuration.smtp->caFile = parser.value(QStringLiteral("smtp-ca-file"));
    if (!configuration.smtp->user.isEmpty() && configuration.smtpPasswordFile.isEmpty())
        refuse(QStringLiteral("--smtp-url names a user: --smtp-password-file must name its password's file"));
}

void readRules(const QCommandLineParser& parser, pong::Rules& rules) {
    rules.pointsToWin = number(parser, "points-to-win", 5, 21);
    rules.winMargin = number(parser, "win-margin", 1, 2);
    if (!pong::isValid(rules))
        refuse(QStringLiteral("--points-to-win must be 5, 7, 11, 15 or 21, not %1").arg(rules.pointsToWin));
}

}  // namespace

QString Configuration::defaultDataFolder() {
    // The user `postgres`, whom PostgreSQL runs as then, cannot enter root's home.
    if (::geteuid() == 0)
        return QStringLiteral("/var/lib/pong");
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/pong-server");
}

Configuration Configuration::fromArguments(const QStringList& arguments) {
    Configuration configuration;
    configuration.name = QSysInfo::machineHostName();
    configuration.contact = QStringLiteral("the host of this server");
    QCommandLineParser parser;
    addOptions(parser, configuration);
    if (!parser.parse(arguments))
        refuse(parser.errorText().trimmed() + QStringLiteral(" --help lists the options."));
    configuration.helpText = parser.helpText();
    if (parser.isSet(QStringLiteral("help"))) {
        configuration.command = Command::Help;
        return configuration;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        configuration.command = Command::Version;
        return configuration;
    }
    configuration.command = commandOf(parser.positionalArguments());
    configuration.words = parser.positionalArguments().mid(1);
    configuration.statusField = parser.value(QStringLiteral("field"));
    configuration.sanctionReason = parser.value(QStringLiteral("reason"));
    configuration.sanctionFor = parser.value(QStringLiteral("for"));
    configuration.bots = number(parser, "count", 1, bots::mostBots);
    configuration.botsFile = parser.value(QStringLiteral("out"));
    configuration.dataFolder = QDir::cleanPath(QDir(parser.value(QStringLiteral("data-dir"))).absolutePath());
    configuration.name = parser.value(QStringLiteral("name")).simplified().left(80);
    readDatabase(parser, configuration);
    readListening(parser, configuration);
    readRules(parser, configuration.rules);
    readMail(parser, configuration);
    configuration.maxConnections = number(parser, "max-connections", 1, 1'000'000);
    configuration.maxConnectionsPerAddress = number(parser, "max-connections-per-address", 1, 1'000'000);
    configuration.fullAtPercent = number(parser, "full-at", 1, 100);
    return configuration;
}

}  // namespace server
