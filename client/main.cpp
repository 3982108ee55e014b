// The desktop client's program: the command line, and nothing else.

#include "client/app/application.h"
#include "client/app/command_line.h"
#include "client/app/instance_link.h"
#include "client/net/desktop_keyring.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("pong"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PONG_VERSION));
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    // Before there is a QApplication: help and errors need no display.
    const auto commandLine = client::readCommandLine(arguments);
    if (const auto* message = std::get_if<client::CommandLineMessage>(&commandLine)) {
        std::fputs(qPrintable(message->text), message->exitCode == 0 ? stdout : stderr);
        return message->exitCode;
    }
    const auto& options = std::get<client::StartOptions>(commandLine);
    QApplication application(argc, argv);
    if (options.resetLink && client::InstanceLink::handOver(options.dataDir, options.resetLink->text()))
        return 0;
    std::unique_ptr<client::Keyring> keyring;
    if (options.useKeyring)
        keyring = std::make_unique<client::DesktopKeyring>();
    client::Application client(application, options, std::move(keyring));
    client.start();
    return application.exec();
}
