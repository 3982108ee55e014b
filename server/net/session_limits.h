#pragma once

// What one connection may ask of this server. The defaults are generous for the client of this project and far below
// what would hurt; tests make them small. A value.

#include "server/net/token_bucket.h"
#include "shared/protocol/version.h"

#include <chrono>

namespace server {

struct SessionLimits {
    int messageBytes = pong::maxMessageBytes;
    // What waits for a reader that does not read; a match needs some hundred bytes a second.
    qint64 outboxBytes = 256 * 1024;
    std::chrono::milliseconds helloWithin{10'000};
    // A connection that was silent so long is asked for a sign of life (a WebSocket ping) ...
    std::chrono::milliseconds pingAfter{800};
    // ... counts as silent when none comes within this, or twice the time its last one took: whoever is signed in there
    // is not here as far as others can tell, less than two seconds after a cable was pulled ...
    std::chrono::milliseconds answerWithin{700};
    // ... and is dropped when it stays so.
    std::chrono::milliseconds dropAfter{75'000};
    // How long a closing connection may take to say goodbye.
    std::chrono::milliseconds closeWithin{3'000};

    // By kind of message. A player taps 30 times a second at the very most, each tap two inputs.
    Rate play{120, 240};
    Rate credentials{0.5F, 10};
    Rate other{20, 60};
    Rate malformed{0.2F, 5};
    // Everything together: whoever is beyond this is closed, not answered.
    Rate flood{300, 1000};
};

}  // namespace server
