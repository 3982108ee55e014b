#include "server/accounts/account_handlers.h"

#include "server/accounts/account_rules.h"
#include "server/accounts/account_services.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/password_hasher.h"
#include "server/accounts/recovery_store.h"
#include "server/accounts/token.h"
#include "server/database/database.h"
#include "server/hosting/mail/mail_address.h"
#include "server/net/router.h"

#include <QLoggingCategory>

namespace server {

namespace {

Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)

Refusal wrongCredentials() {
    return Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("The name or the password is wrong."),
                   QStringLiteral("password"));
}

void requireText(const std::string& text, const QString& field, const QString& whatToDo) {
    if (text.empty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, whatToDo, field);
}

// The code that a new account's address is confirmed with.
accounts::SentCode confirmation(AccountServices& services, const accounts::NewUser& user) {
    const QString code = one_time_code::makeDigits();
    const accounts::NewEmailCode row{accounts::CodePurpose::ConfirmEmail, user.email,
                                     one_time_code::hash(services.key, code), AccountMails::confirmGoodForMinutes};
    const Mail mail = services.mails.confirmEmail(user.email, user.username, code);
    return {row, services.outbox.prepare(QStringLiteral("confirm_email"), 0, mail)};
}

}  // namespace

AccountHandlers::AccountHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&AccountHandlers::signUp>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::logIn>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::resume>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::logOut>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::SignedIn> AccountHandlers::signUp(SessionId session, wire::SignUpRequest request) {
    m_services.admission.requireRoom();
    accounts::NewUser user;
    user.username = account_rules::checkUsername(request.username());
    user.email = account_rules::checkEmail(request.email());
    const QByteArray password = account_rules::checkPassword(request.password(), user.username, user.email);
    m_services.guards.signUpAddress.enter(AccountGuards::keyOf(m_services.signIns.addressOf(session)));
    // Before the hash: most of those who are refused need not wait for it.
    co_await m_services.database.transaction(&accounts::checkFree, user.username, user.email);
    user.passwordHash = co_await m_services.hasher.hash(password);
    const QByteArray token = token::make();
    const QString device = account_rules::deviceName(request.device());
    const accounts::NewSignIn newSignIn = m_services.signIns.prepare(session, token, device, user.passwordHash);
    std::optional<accounts::SentCode> code;
    if (m_services.outbox.isAvailable())
        code = confirmation(m_services, user);
    const accounts::SignIn row = co_await m_services.database.transaction(&accounts::signUp, user, newSignIn, code);
    m_services.outbox.noteQueued();
    co_return m_services.signIns.complete(session, row, token, "sign-up");
}

QCoro::Task<wire::LogInReply> AccountHandlers::logIn(SessionId session, wire::LogInRequest request) {
    m_services.admission.requireRoom();
    requireText(request.username(), QStringLiteral("username"), QStringLiteral("Enter your name or e-mail address."));
    requireText(request.password(), QStringLiteral("password"), QStringLiteral("Enter your password."));
    const QString name = QString::fromStdString(request.username()).trimmed();
    const QByteArray password = account_rules::passwordBytes(request.password());
    // Nobody's, and so no secret is in how fast this is said.
    if (name.size() > account_rules::longestEmail || password.size() > 4 * account_rules::longestPassword)
        throw wrongCredentials();
    const accounts::Credentials found = co_await checkPassword(session, name, password);
    const QByteArray trustHash = token::hash(QByteArray::fromStdString(request.trust_token()));
    const QString address = m_services.signIns.addressOf(session).toString();
    const accounts::SecondFactors factors =
        co_await m_services.database.transaction(&accounts::findSecondFactors, found.user, trustHash, address);
    const QString device = account_rules::deviceName(request.device());
    wire::LogInReply reply;
    if (factors.areAsked()) {
        *reply.mutable_two_factor() = co_await challenge(found, factors, device);
        co_return reply;
    }
    const QByteArray token = token::make();
    const accounts::NewSignIn newSignIn = m_services.signIns.prepare(session, token, device, found.passwordHash);
    const accounts::SignIn row =
        co_await m_services.database.transaction(&accounts::insertSignIn, found.user, newSignIn);
    *reply.mutable_signed_in() = m_services.signIns.complete(session, row, token, "password");
    co_return reply;
}

// The same work and answer for an account that does not exist.
QCoro::Task<accounts::Credentials> AccountHandlers::checkPassword(SessionId session, QString name,
                                                                  QByteArray password) {
    AccountGuards& guards = m_services.guards;
    const QByteArray address = AccountGuards::keyOf(m_services.signIns.addressOf(session));
    guards.address.enter(address);
    const std::optional<accounts::Credentials> found =
        co_await m_services.database.transaction(&accounts::findCredentials, name);
    // By id where there is one, so that name and e-mail address are not two accounts to guess at.
    const QByteArray account = found ? AccountGuards::keyOf(found->user) : name.toLower().toUtf8();
    guards.account.enter(account);
    const std::optional<QString> hash = found ? std::optional(found->passwordHash) : std::nullopt;
    const bool isRight = co_await m_services.hasher.verify(hash, password);
    if (!isRight) {
        qCInfo(accountsLog, "log in refused session=%llu", static_cast<unsigned long long>(session));
        throw wrongCredentials();
    }
    guards.address.forgive(address);
    guards.account.forget(account);
    co_return *found;
}

QCoro::Task<wire::TwoFactorChallenge> AccountHandlers::challenge(accounts::Credentials credentials,
                                                                 accounts::SecondFactors factors, QString device) {
    const accounts::OwnAccount account =
        co_await m_services.database.transaction(&accounts::findOwnAccount, credentials.user);
    const PendingLogIn pending{credentials.user, device, credentials.passwordHash};
    wire::TwoFactorChallenge challenge;
    challenge.set_challenge(m_services.pending.add(pending, m_services.guards.clock().steadyUs()).toStdString());
    if (factors.app)
        challenge.add_methods(wire::TWO_FACTOR_APP);
    if (factors.email && m_services.outbox.isAvailable()) {
        challenge.add_methods(wire::TWO_FACTOR_EMAIL);
        challenge.set_masked_email(maskedAddress(account.email).toStdString());
    }
    if (factors.recovery)
        challenge.add_methods(wire::TWO_FACTOR_RECOVERY);
    challenge.set_expires_in_s(static_cast<std::uint32_t>(PendingLogIns::lifetimeUs / 1'000'000));
    co_return challenge;
}

QCoro::Task<wire::SignedIn> AccountHandlers::resume(SessionId session, wire::ResumeRequest request) {
    const QByteArray tokenHash = token::hash(QByteArray::fromStdString(request.token()));
    const QString address = m_services.signIns.addressOf(session).toString();
    const std::optional<accounts::SignIn> row =
        co_await m_services.database.transaction(&accounts::resumeSignIn, tokenHash, address);
    if (!row)
        throw Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("You are signed out here. Log in again."));
    m_services.admission.requireRoomFor(row->user.user_id());
    co_return m_services.signIns.complete(session, *row, {}, "token");
}

QCoro::Task<wire::LogOutReply> AccountHandlers::logOut(SessionId session, wire::LogOutRequest) {
    const UserId user = m_services.signIns.userOf(session);
    const std::int64_t signInId = m_services.signIns.signInOf(session);
    co_await m_services.database.transaction(&accounts::deleteSignIn, signInId);
    m_services.signIns.signOut(session);
    // Two connections of one device share a token; when it is given up, it is for both.
    m_services.signIns.end(user, signInId, QStringLiteral("You logged out on this device."));
    co_return wire::LogOutReply();
}

}  // namespace server
