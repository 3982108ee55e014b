#pragma once

// Refusals that several account features give, worded once. Pure; any thread.

#include "server/net/refusal.h"

namespace server {

// A session that went away while its request was worked on; nobody reads the answer.
inline Refusal goneRefusal() {
    return Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("The connection has gone."));
}

inline Refusal wrongPasswordRefusal() {
    return Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("The password is wrong."),
                   QStringLiteral("password"));
}

inline Refusal takenUsernameRefusal() {
    return Refusal(wire::REFUSAL_TAKEN, QStringLiteral("This name is taken. Choose another one."),
                   QStringLiteral("username"));
}

inline Refusal takenEmailRefusal() {
    return Refusal(wire::REFUSAL_TAKEN, QStringLiteral("This e-mail address has an account already."),
                   QStringLiteral("email"));
}

// Wrong, used, too old, or tried too often: which of them is nobody's business.
inline Refusal wrongCodeRefusal() {
    return Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("This code is wrong or no longer good."),
                   QStringLiteral("code"));
}

}  // namespace server
