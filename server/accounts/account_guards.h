#pragma once

// Every limit on guessing and on what an account or an address may cause, in one place, so that all features count the
// same tries: a wrong password typed to change an e-mail address is a wrong password. Main thread.

#include "server/accounts/attempt_guard.h"

#include <QByteArray>
#include <QHostAddress>

#include <cstdint>
#include <functional>

namespace server {

// Where time matters; tests bring their own. Unix time is for RFC 6238 only: everything that is stored expires by
// PostgreSQL's clock.
struct AccountClock {
    std::function<std::int64_t()> steadyUs;
    std::function<std::int64_t()> unixSeconds;

    static AccountClock real();
};

struct AccountLimits {
    // Passwords.
    AttemptRule account{5, std::chrono::seconds(1), std::chrono::minutes(1), std::chrono::minutes(15)};
    // Passwords and codes. Many people can share an address.
    AttemptRule address{50, std::chrono::seconds(1), std::chrono::minutes(15), std::chrono::hours(1)};
    // Second factors: with the longest delay a hundred tries a day, of a million.
    AttemptRule code{5, std::chrono::seconds(1), std::chrono::minutes(15), std::chrono::hours(24)};
    // Mails that one receiver, or one address, asks for.
    AttemptRule mail{1, std::chrono::seconds(30), std::chrono::minutes(15), std::chrono::hours(1)};
    AttemptRule mailAddress{20, std::chrono::seconds(1), std::chrono::minutes(15), std::chrono::hours(1)};
    AttemptRule signUpAddress{50, std::chrono::seconds(1), std::chrono::minutes(15), std::chrono::hours(1)};
    // New pictures, and copies of everything the server knows of an account, cost the database; reports a host's time.
    AttemptRule avatar{10, std::chrono::seconds(1), std::chrono::minutes(1), std::chrono::minutes(10)};
    AttemptRule reports{5, std::chrono::minutes(1), std::chrono::hours(1), std::chrono::hours(24)};
    AttemptRule exports{3, std::chrono::seconds(30), std::chrono::minutes(15), std::chrono::hours(1)};
};

class AccountGuards {
 public:
    explicit AccountGuards(AccountLimits limits = {}, AccountClock clock = AccountClock::real());

    // One kind of tries; throws Refusal(REFUSAL_TOO_MANY) when it is too early for another.
    class Gate {
     public:
        Gate(const AttemptRule& rule, const AccountClock& clock) : m_guard(rule), m_clock(clock) {}
        void enter(const QByteArray& key);
        void forgive(const QByteArray& key) { m_guard.forgive(key); }
        void forget(const QByteArray& key) { m_guard.forget(key); }
        // How long enter() will refuse from now on.
        std::uint32_t waitMs(const QByteArray& key) const;

     private:
        AttemptGuard m_guard;
        const AccountClock& m_clock;
    };

    // People behind one address, or in one network of IPv6.
    static QByteArray keyOf(const QHostAddress& address);
    static QByteArray keyOf(std::int64_t user) { return QByteArray::number(static_cast<qlonglong>(user)); }

    const AccountClock& clock() const { return m_clock; }

 private:
    const AccountClock m_clock;

 public:
    Gate account;
    Gate address;
    Gate code;
    Gate mail;
    Gate mailAddress;
    Gate signUpAddress;
    Gate avatar;
    Gate reports;
    Gate exports;
};

}  // namespace server
