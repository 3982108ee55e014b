#pragma once

// The log area of connections and requests. What is logged: kinds, outcomes, counts and ids; never content. Any thread.

#include <QLoggingCategory>

namespace server {

Q_DECLARE_LOGGING_CATEGORY(netLog)

}  // namespace server
