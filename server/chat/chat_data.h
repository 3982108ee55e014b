#pragma once

// What conversations keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::chat {

// What was written stays, it is the others' conversation too; unless it never reached anybody.
AccountData accountData();

}  // namespace server::chat
