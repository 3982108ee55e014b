#include "server/hosting/mint_bots.h"

#include "server/app/data_folder.h"
#include "server/app/exit_codes.h"
#include "server/database/private_cluster.h"
#include "server/database/start_error.h"
#include "server/hosting/bot_accounts.h"

namespace server {

namespace {

// The database of the server that runs in the data folder, if one does.
std::optional<ConnectionSettings> runningDatabase(const QString& folder) {
    const std::optional<QJsonObject> running = DataFolder::runningServer(folder);
    if (!running)
        return std::nullopt;
    return ConnectionSettings::fromUrl((*running)[QStringLiteral("database")].toString());
}

void mintInto(const ConnectionSettings& settings, const Configuration& configuration) {
    bots::mint(settings, configuration.bots, configuration.botsFile);
}

void mintIntoFolder(const Configuration& configuration) {
    DataFolder folder(configuration.dataFolder);
    folder.open();
    PrivateClusterOptions options;
    options.folder = folder.clusterPath();
    PrivateCluster cluster(options);
    cluster.start();
    mintInto(cluster.settings(), configuration);
}

}  // namespace

void mintBots(const Configuration& configuration) {
    try {
        if (configuration.database)
            mintInto(*configuration.database, configuration);
        else if (const std::optional<ConnectionSettings> running = runningDatabase(configuration.dataFolder))
            mintInto(*running, configuration);
        else
            mintIntoFolder(configuration);
    } catch (const DatabaseStartError& error) {
        throw StartError(exitCodeFor(error.problem()), error.text());
    }
}

}  // namespace server
