#pragma once

// What all features together keep of a person. Pure; any thread.

#include "server/accounts/data/account_data.h"

namespace server {

AccountData everyAccountData();

}  // namespace server
