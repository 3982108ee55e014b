#pragma once

// What tournaments keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::tournaments {

// What was played stays, it is the others' tournament too; what has not started yet begins without this person.
AccountData accountData();

}  // namespace server::tournaments
