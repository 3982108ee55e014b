// The command line of pong-server: reads it, and does what it asks for.

#include "server/app/application.h"
#include "server/app/configuration.h"
#include "server/app/data_folder.h"
#include "server/app/exit_codes.h"
#include "server/app/features.h"
#include "server/app/logging.h"
#include "server/app/stop_signals.h"
#include "server/async/scheduling.h"
#include "server/database/database.h"
#include "server/hosting/admin/account_command.h"
#include "server/hosting/admin/moderation_command.h"
#include "server/hosting/mint_bots.h"
#include "server/net/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

namespace {

using server::Configuration;
using server::ExitCode;

void print(const QString& text) {
    std::fputs(qUtf8Printable(text), stdout);
}

// Every connection is a file; the usual soft limit of 1024 is for programs of another time.
void allowManyFiles() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

QString inColumns(const std::vector<server::RouteInfo>& routes) {
    const auto cell = [](std::string_view text, int width) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).leftJustified(width);
    };
    QString table = QStringLiteral("%1%2%3%4\n")
                        .arg(cell("MESSAGE", 30), cell("HANDLER", 42), cell("WHO", 14), QStringLiteral("PAGE"));
    for (const server::RouteInfo& route : routes)
        table += cell(route.message, 30) + cell(route.handler, 42) + cell(route.access, 14) + cell(route.page, 0) +
                 QLatin1Char('\n');
    return table;
}

ExitCode printRoutes(const Configuration& configuration) {
    server::MainQueue queue;
    server::Database database(queue, {});
    server::FeatureOptions options;
    options.serverName = configuration.name;
    server::Features features(queue, database, options);
    print(inColumns(features.router().routes()));
    return features.router().missing().empty() ? ExitCode::Success : ExitCode::Unexpected;
}

ExitCode printStatus(const Configuration& configuration) {
    const std::optional<QJsonObject> running = server::DataFolder::runningServer(configuration.dataFolder);
    if (!running)
        throw server::StartError(
            ExitCode::Unexpected,
            QStringLiteral("no server runs with the data folder %1").arg(configuration.dataFolder));
    if (configuration.statusField.isEmpty()) {
        print(QString::fromUtf8(QJsonDocument(*running).toJson()));
        return ExitCode::Success;
    }
    const QJsonValue value = (*running)[configuration.statusField];
    if (value.isUndefined())
        throw server::StartError(ExitCode::BadOption,
                                 QStringLiteral("there is no field \"%1\"").arg(configuration.statusField));
    const QString text = value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed()
                                          : value.toVariant().toString();
    print(text + QLatin1Char('\n'));
    return ExitCode::Success;
}

int serve(const Configuration& configuration) {
    allowManyFiles();
    server::installLogging();
    server::askForShortTurns();
    server::StopSignals signals_;
    server::Application application(configuration);
    QObject::connect(&signals_, &server::StopSignals::stopRequested, &application,
                     [&application](const char* name) { application.stop(QString::fromLatin1(name)); });
    QObject::connect(&application, &server::Application::stopped, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    application.start();
    print(server::asText(application.notice()));
    std::fflush(stdout);
    server::goFirst();
    return QCoreApplication::exec();
}

int run(const Configuration& configuration) {
    switch (configuration.command) {
        case Configuration::Command::Help:
            print(configuration.helpText);
            return 0;
        case Configuration::Command::Version:
            print(QStringLiteral("pong-server %1\n").arg(QCoreApplication::applicationVersion()));
            return 0;
        case Configuration::Command::Routes:
            return static_cast<int>(printRoutes(configuration));
        case Configuration::Command::Status:
            return static_cast<int>(printStatus(configuration));
        case Configuration::Command::Account:
            server::runAccountCommand(configuration, print);
            return 0;
        case Configuration::Command::Moderation:
            server::runModerationCommand(configuration, print);
            return 0;
        case Configuration::Command::MintBots:
            server::mintBots(configuration);
            print(QStringLiteral("%1 bots can sign in with the tokens in %2\n")
                      .arg(configuration.bots)
                      .arg(configuration.botsFile));
            return 0;
        case Configuration::Command::Serve:
            return serve(configuration);
    }
    return static_cast<int>(ExitCode::Unexpected);
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication::setEventDispatcher(new server::EpollDispatcher);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pong-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PONG_VERSION));
    try {
        return run(Configuration::fromArguments(QCoreApplication::arguments()));
    } catch (const server::StartError& error) {
        std::fprintf(stderr, "pong-server: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "pong-server: unexpected: %s\n", error.what());
        return static_cast<int>(ExitCode::Unexpected);
    }
}
