#pragma once

// The database did not answer in time, is away or has too much to do; trying again in a moment may help. Where the
// connection was lost at COMMIT the outcome is unknown: SQL that must not happen twice is idempotent by a key of its
// own. The router answers it as REFUSAL_UNAVAILABLE. Any thread.

#include <stdexcept>

namespace server {

class DatabaseUnavailable : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

}  // namespace server
