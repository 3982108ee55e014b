#pragma once

// What matches and their figures keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::history {

// Erased is nothing of it: it is the others' history too.
AccountData accountData();

}  // namespace server::history
