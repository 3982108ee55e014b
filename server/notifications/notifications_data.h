#pragma once

// What the inbox keeps of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::notifications {

AccountData accountData();

}  // namespace server::notifications
