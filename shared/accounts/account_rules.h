#pragma once

// What an account's name, address and password must look like: the client says it while a person types, the server
// insists on it. Pure functions; any thread.

#include <QString>

namespace pong::accounts {

inline constexpr int shortestUsername = 3;
inline constexpr int longestUsername = 20;
inline constexpr int longestEmail = 254;
inline constexpr int shortestPassword = 10;
inline constexpr int longestPassword = 128;

enum class UsernameProblem { None, Letters, TooShort, TooLong };
// Letters and digits of ASCII, '_' and '-'.
UsernameProblem usernameProblem(const QString& username);

// name@example.org: a dot-string of RFC 5321, letters of any script allowed, at most 254 characters. Stricter than RFC
// 5322 on purpose: no quoted local parts, comments or routes, so nothing in an address can ever be read as the end of a
// header or as a second receiver.
bool isMailAddress(const QString& text);

enum class PasswordProblem { None, TooShort, TooLong, Common, OwnName };
// Characters are Unicode's, and counted as they are stored: composed (NFC). There are no rules about their kinds; what
// is refused is one of the commonest passwords, and the account's own name or address.
PasswordProblem passwordProblem(const QString& password, const QString& username, const QString& email);

// The form that is hashed and counted: the same for every way a keyboard composes a letter.
QString storedPassword(const QString& typed);

}  // namespace pong::accounts
