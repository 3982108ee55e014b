#pragma once

// The commonest passwords that are long enough to be chosen here: whoever guesses tries these first. Pure; any thread.

#include <QString>

namespace pong::accounts {

// Without regard to case.
bool isCommonPassword(const QString& password);

}  // namespace pong::accounts
