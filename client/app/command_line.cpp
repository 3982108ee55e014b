#include "client/app/command_line.h"

#include "client/net/trust.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace client {

namespace {

constexpr int wrongArguments = 2;

QString tr(const char* text) {
    return QCoreApplication::translate("CommandLine", text);
}

CommandLineMessage wrong(const QString& text) {
    return {QStringLiteral("pong: ") + text + u'\n', wrongArguments};
}

}  // namespace

std::variant<StartOptions, CommandLineMessage> readCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Pong for people who play together."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, tr("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, tr("Shows the version."));
    const QCommandLineOption server(
        QStringLiteral("server"),
        tr("The server to begin with: host, host:port, wss://host:port, or ws://127.0.0.1:port."),
        QStringLiteral("url"));
    const QCommandLineOption dataDir(QStringLiteral("data-dir"),
                                     tr("Where settings, known certificates and sign-ins are kept."),
                                     QStringLiteral("dir"));
    const QCommandLineOption trust(QStringLiteral("trust"),
                                   tr("The SHA-256 fingerprint of that server's certificate, if it is known already."),
                                   QStringLiteral("fingerprint"));
    const QCommandLineOption noKeyring(
        QStringLiteral("no-keyring"),
        tr("Keeps sign-ins in files of the data folder instead of the desktop's keyring."));
    parser.addOptions({help, version, server, dataDir, trust, noKeyring});
    parser.addPositionalArgument(QStringLiteral("link"), tr("A pong:// link from an e-mail."),
                                 QStringLiteral("[link]"));

    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help))
        return CommandLineMessage{parser.helpText(), 0};
    if (parser.isSet(version))
        return CommandLineMessage{QStringLiteral("pong ") + QCoreApplication::applicationVersion() + u'\n', 0};
    StartOptions options;
    options.useKeyring = !parser.isSet(noKeyring);
    for (const QString& text : parser.positionalArguments()) {
        const auto link = pong::accounts::ResetLink::parse(text);
        if (!link || options.resetLink)
            return wrong(tr("\"%1\" is not understood. See pong --help.").arg(text));
        options.resetLink = link;
    }
    if (parser.isSet(server)) {
        QString error;
        options.server = ServerAddress::parse(parser.value(server), &error);
        if (!options.server)
            return wrong(QStringLiteral("--server: ") + error);
    }
    if (parser.isSet(trust)) {
        options.fingerprint = Trust::normalised(parser.value(trust));
        if (options.fingerprint.isEmpty())
            return wrong(QStringLiteral("--trust: ") + tr("A fingerprint is 64 hexadecimal digits."));
        if (!options.server)
            return wrong(QStringLiteral("--trust: ") + tr("Say with --server whose certificate it is."));
    }
    options.dataDir = parser.isSet(dataDir) ? QDir::current().absoluteFilePath(parser.value(dataDir))
                                            : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return options;
}

}  // namespace client
