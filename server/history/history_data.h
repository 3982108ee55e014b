#pragma once

// What matches and their figures keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::history {

// Matches stay, they are the others' history too; the curve of one's rating is nobody else's.
AccountData accountData();

}  // namespace server::history
