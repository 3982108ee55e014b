#pragma once

// Where the desktop keeps passwords. Answers come later: the store may ask the person to unlock it. Main thread only.

#include "shared/async/completion.h"

#include <QString>

#include <optional>

namespace client {

class Keyring {
 public:
    virtual ~Keyring() = default;

    // Each completes always. Null or false: there is no such secret, or no store that works.
    virtual pong::Completion<std::optional<QString>> read(const QString& key) = 0;
    virtual pong::Completion<bool> write(const QString& key, const QString& secret) = 0;
    // Nobody waits: what is not there cannot be removed.
    virtual void remove(const QString& key) = 0;
    // Completes what is under way as failed: the program ends.
    virtual void close() = 0;
};

}  // namespace client
