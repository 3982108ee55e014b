#include "server/play/log.h"

namespace server {

Q_LOGGING_CATEGORY(playLog, "play", QtInfoMsg)

}  // namespace server
