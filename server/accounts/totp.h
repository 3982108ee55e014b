#pragma once

// Codes of authenticator apps: RFC 6238 through liboath, with what every app knows (SHA-1, six digits, 30 seconds).
// Pure functions; any thread.

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace server::totp {

inline constexpr int stepSeconds = 30;
inline constexpr int digits = 6;

// 160 random bits, as RFC 4226 recommends.
QByteArray makeSecret();

// In groups of four, to type: "JBSW Y3DP ...".
QString spelled(const QByteArray& secret);

// otpauth://totp/..., for a QR code. (The format of Google Authenticator, which all apps read.)
QString uri(const QByteArray& secret, const QString& issuer, const QString& account);

// The time step whose code this is: the one of `unixSeconds`, or one step before or after it for a clock that is off.
// Only a step after `lastStep`, that of the last code accepted, counts: no code is good twice (RFC 6238, 5.2).
std::optional<std::int64_t> matchingStep(const QByteArray& secret, const QByteArray& code, std::int64_t unixSeconds,
                                         std::int64_t lastStep);

// For tests against the RFC's vectors, which have eight digits.
QByteArray codeAt(const QByteArray& secret, std::int64_t unixSeconds, int length = digits);

}  // namespace server::totp
