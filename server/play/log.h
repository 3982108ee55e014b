#pragma once

// The log area of matches. What is logged: ids, outcomes and counts. Any thread.

#include <QLoggingCategory>

namespace server {

Q_DECLARE_LOGGING_CATEGORY(playLog)

}  // namespace server
