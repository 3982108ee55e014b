#include "server/net/log.h"

namespace server {

Q_LOGGING_CATEGORY(netLog, "net", QtInfoMsg)

}  // namespace server
