#pragma once

// What friends, requests and blocks keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::friends {

// Everything goes with the account. The copy does not say which of the own requests nobody will see: it would tell who
// declined, or blocked whom.
AccountData accountData();

}  // namespace server::friends
