#include "server/hosting/mint_bots.h"

#include "server/app/exit_codes.h"
#include "server/hosting/admin/operator_database.h"
#include "server/hosting/bot_accounts.h"

namespace server {

void mintBots(const Configuration& configuration) {
    OperatorDatabase database(configuration);
    try {
        database.bringUpToDate();
        bots::mint(database.settings(), configuration.bots, configuration.botsFile);
    } catch (const DatabaseStartError& error) {
        throw StartError(exitCodeFor(error.problem()), error.text());
    }
}

}  // namespace server
