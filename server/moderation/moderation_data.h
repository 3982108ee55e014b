#pragma once

// What moderation keeps of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::moderation {

// A ban outlives the account; what its reason tells of the person does not.
AccountData accountData();

}  // namespace server::moderation
