#include "server/accounts/two_factor_log_in_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_services.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/second_factor_store.h"
#include "server/accounts/token.h"
#include "server/database/database.h"
#include "server/net/router.h"

namespace server {

TwoFactorLogInHandlers::TwoFactorLogInHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&TwoFactorLogInHandlers::sendCode>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&TwoFactorLogInHandlers::enterCode>(Access::SignedOut, this, Order::OneAtATime);
}

PendingLogIn TwoFactorLogInHandlers::pending(const std::string& challenge) const {
    const auto found =
        m_services.pending.find(QByteArray::fromStdString(challenge), m_services.guards.clock().steadyUs());
    if (!found)
        throw Refusal(wire::REFUSAL_NOT_SIGNED_IN, QStringLiteral("This took too long. Log in again."));
    return *found;
}

QCoro::Task<wire::CodeSent> TwoFactorLogInHandlers::sendCode(SessionId session, wire::LogInSendCodeRequest request) {
    const PendingLogIn logIn = pending(request.challenge());
    m_services.outbox.requireMail();
    const QHostAddress address = m_services.signIns.addressOf(session);
    const accounts::SecondFactors factors = co_await m_services.database.transaction(
        &accounts::findSecondFactors, logIn.user, QByteArray(), address.toString());
    if (!factors.email)
        throw Refusal(wire::REFUSAL_FORBIDDEN, QStringLiteral("This account does not use codes by e-mail."));
    const accounts::OwnAccount account =
        co_await m_services.database.transaction(&accounts::findOwnAccount, logIn.user);
    m_services.enterMail(account.email, address);
    const QString code = one_time_code::makeDigits();
    const accounts::NewEmailCode row{accounts::CodePurpose::LogIn, account.email,
                                     one_time_code::hash(m_services.key, code), AccountMails::digitsGoodForMinutes};
    const Mail mail = m_services.mails.logInCode(account.email, account.username, code);
    const QueuedMail queued = m_services.outbox.prepare(QStringLiteral("log_in_code"), logIn.user, mail);
    co_await m_services.database.transaction(&accounts::queueLogInCode, logIn.user, row, queued);
    m_services.outbox.noteQueued();
    co_return m_services.codeSent(account.email, AccountMails::digitsGoodForMinutes);
}

QCoro::Task<wire::SignedIn> TwoFactorLogInHandlers::enterCode(SessionId session, wire::LogInCodeRequest request) {
    const PendingLogIn logIn = pending(request.challenge());
    if (request.code().empty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("Enter the code."), QStringLiteral("code"));
    AccountGuards& guards = m_services.guards;
    const QByteArray address = AccountGuards::keyOf(m_services.signIns.addressOf(session));
    const QByteArray account = AccountGuards::keyOf(logIn.user);
    guards.address.enter(address);
    guards.code.enter(account);
    const accounts::FactorCode code(request.method(), request.code(), m_services.key, guards.clock().unixSeconds());
    const QByteArray token = token::make();
    const accounts::NewSignIn newSignIn = m_services.signIns.prepare(session, token, logIn.device, logIn.passwordHash);
    const QByteArray trust = request.trust_device() ? token::make() : QByteArray();
    std::optional<QByteArray> trustHash;
    if (request.trust_device())
        trustHash = token::hash(trust);
    const std::optional<accounts::SignIn> row =
        co_await m_services.database.transaction(&accounts::signInWithFactor, logIn.user, code, newSignIn, trustHash);
    if (!row)
        throw wrongCodeRefusal();
    guards.address.forgive(address);
    guards.code.forget(account);
    m_services.pending.remove(QByteArray::fromStdString(request.challenge()));
    wire::SignedIn reply = m_services.signIns.complete(session, *row, token, "second-factor");
    reply.set_trust_token(trust.toStdString());
    co_return reply;
}

}  // namespace server
