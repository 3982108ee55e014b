#pragma once

// Runs a store function inside BEGIN and COMMIT on a connection, again where that is safe and helps: after a
// serialization failure or a deadlock, and after a connection lost before COMMIT was sent. On the connection's thread.

#include "server/database/connection.h"
#include "server/database/transaction.h"

#include <chrono>
#include <functional>

namespace server {

// Throws what `work` threw, or DatabaseUnavailable. No run is started after `deadline`.
void runInTransaction(Connection& connection, const std::function<void(Transaction&)>& work,
                      std::chrono::steady_clock::time_point deadline);

}  // namespace server
