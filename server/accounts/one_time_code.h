#pragma once

// Codes that people read in a mail or on paper and type: six digits, or ten letters and digits where a code must stay
// good for longer than it takes to guess six digits. They are stored as keyed hashes only. Pure; any thread.

#include "server/hosting/server_key.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace server::one_time_code {

// "042917"
QString makeDigits();

// "K7QF2-9MXWB": 50 random bits, without letters that look like digits (Crockford's base 32).
QString makeLetters();

// Spaces, dashes and case do not matter, nor O for 0 and I or L for 1. Anything that is no code is still hashed: as
// nobody's.
QByteArray hash(const ServerKey& key, const std::string& typed);
QByteArray hash(const ServerKey& key, const QString& code);

// Six digits as an app or a mail shows them, perhaps with spaces; empty if it is anything else.
QByteArray digitsOf(const std::string& typed);

}  // namespace server::one_time_code
