#include "server/accounts/account_guards.h"

#include "server/net/address_group.h"
#include "server/net/clock.h"
#include "server/net/refusal.h"

#include <QDateTime>

namespace server {

AccountClock AccountClock::real() {
    return {steadyNowUs, QDateTime::currentSecsSinceEpoch};
}

AccountGuards::AccountGuards(AccountLimits limits, AccountClock clock)
    : m_clock(std::move(clock))
    , account(limits.account, m_clock)
    , address(limits.address, m_clock)
    , code(limits.code, m_clock)
    , mail(limits.mail, m_clock)
    , mailAddress(limits.mailAddress, m_clock)
    , signUpAddress(limits.signUpAddress, m_clock)
    , avatar(limits.avatar, m_clock)
    , reports(limits.reports, m_clock)
    , exports(limits.exports, m_clock) {}

void AccountGuards::Gate::enter(const QByteArray& key) {
    const std::uint32_t waitMs = m_guard.start(key, m_clock.steadyUs());
    if (waitMs > 0)
        throw Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("Too many tries. Wait a moment."), {}, waitMs);
}

std::uint32_t AccountGuards::Gate::waitMs(const QByteArray& key) const {
    return m_guard.waitMs(key, m_clock.steadyUs());
}

QByteArray AccountGuards::keyOf(const QHostAddress& address) {
    return addressGroup(address).toString().toLatin1();
}

}  // namespace server
