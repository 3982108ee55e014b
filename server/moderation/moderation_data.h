#pragma once

// What moderation keeps of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::moderation {

// A ban outlives the account: erased is nothing of it.
AccountData accountData();

}  // namespace server::moderation
