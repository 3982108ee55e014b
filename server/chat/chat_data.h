#pragma once

// What conversations keep of a person (see accounts/data/account_data.h). Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server::chat {

// Messages stay when their sender is deleted: they are the others' conversation too.
AccountData accountData();

}  // namespace server::chat
