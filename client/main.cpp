// The desktop client's program: the command line, and nothing else.

#include "client/app/application.h"
#include "client/app/command_line.h"

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
    QApplication application(argc, argv);
    client::Application client(application, std::get<client::StartOptions>(commandLine));
    client.start();
    return application.exec();
}
