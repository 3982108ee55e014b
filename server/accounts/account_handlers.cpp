#include "server/accounts/account_handlers.h"

#include "server/accounts/account_rules.h"
#include "server/accounts/password_hasher.h"
#include "server/accounts/token.h"
#include "server/database/database.h"
#include "server/net/address_group.h"
#include "server/net/clock.h"
#include "server/net/router.h"
#include "server/net/sessions.h"

#include <QLoggingCategory>

namespace server {

namespace {

Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)

// A session that went away while its request was worked on; nobody reads the answer.
Refusal gone() {
    return Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("The connection has gone."));
}

Refusal wrongCredentials() {
    return Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("The name or the password is wrong."),
                   QStringLiteral("password"));
}

void requireText(const std::string& text, const QString& field, const QString& whatToDo) {
    if (text.empty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, whatToDo, field);
}

void logSignIn(const char* how, SessionId session, const accounts::SignIn& signIn) {
    qCInfo(accountsLog, "signed in how=%s user=%lld session=%llu", how, static_cast<long long>(signIn.user.user_id()),
           static_cast<unsigned long long>(session));
}

}  // namespace

AccountHandlers::AccountHandlers(Router& router, Sessions& sessions, Database& database, PasswordHasher& hasher,
                                 LogInLimits limits)
    : m_sessions(sessions)
    , m_database(database)
    , m_hasher(hasher)
    , m_byAccount(limits.account)
    , m_byAddress(limits.address) {
    router.handle<&AccountHandlers::signUp>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::logIn>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::resume>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&AccountHandlers::logOut>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::SignedIn> AccountHandlers::signUp(SessionId session, wire::SignUpRequest request) {
    accounts::NewUser user;
    user.username = account_rules::checkUsername(request.username());
    user.email = account_rules::checkEmail(request.email());
    const QByteArray password = account_rules::checkPassword(request.password(), user.username, user.email);
    // Before the hash: most of those who are refused need not wait for it.
    co_await m_database.transaction(&accounts::checkFree, user.username, user.email);
    user.passwordHash = co_await m_hasher.hash(password);
    const QByteArray token = token::make();
    const accounts::NewSignIn newSignIn{token::hash(token), account_rules::deviceName(request.device())};
    const accounts::SignIn row = co_await m_database.transaction(&accounts::insertUser, user, newSignIn);
    logSignIn("sign-up", session, row);
    co_return signIn(session, row, token);
}

QCoro::Task<wire::LogInReply> AccountHandlers::logIn(SessionId session, wire::LogInRequest request) {
    requireText(request.username(), QStringLiteral("username"), QStringLiteral("Enter your name or e-mail address."));
    requireText(request.password(), QStringLiteral("password"), QStringLiteral("Enter your password."));
    const QString name = QString::fromStdString(request.username()).trimmed();
    const QByteArray password = account_rules::passwordBytes(request.password());
    // Nobody's, and so no secret is in how fast this is said.
    if (name.size() > account_rules::longestEmail || password.size() > 4 * account_rules::longestPassword)
        throw wrongCredentials();
    const Session* connection = m_sessions.find(session);
    if (connection == nullptr)
        throw gone();
    const QByteArray address = addressGroup(connection->address()).toString().toLatin1();
    checkAttempt(m_byAddress, address);

    const std::optional<accounts::Credentials> found =
        co_await m_database.transaction(&accounts::findCredentials, name);
    // By id where there is one, so that name and e-mail address are not two accounts to guess at.
    const QByteArray account =
        found ? QByteArray::number(static_cast<qlonglong>(found->user)) : name.toLower().toUtf8();
    checkAttempt(m_byAccount, account);
    const std::optional<QString> hash = found ? std::optional(found->passwordHash) : std::nullopt;
    const bool isRight = co_await m_hasher.verify(hash, password);
    if (!isRight) {
        qCInfo(accountsLog, "log in refused session=%llu", static_cast<unsigned long long>(session));
        throw wrongCredentials();
    }
    m_byAddress.forgive(address);
    m_byAccount.forget(account);

    const QByteArray token = token::make();
    const accounts::NewSignIn newSignIn{token::hash(token), account_rules::deviceName(request.device())};
    const accounts::SignIn row = co_await m_database.transaction(&accounts::insertSignIn, found->user, newSignIn);
    logSignIn("password", session, row);
    wire::LogInReply reply;
    *reply.mutable_signed_in() = signIn(session, row, token);
    co_return reply;
}

QCoro::Task<wire::SignedIn> AccountHandlers::resume(SessionId session, wire::ResumeRequest request) {
    const QByteArray tokenHash = token::hash(QByteArray::fromStdString(request.token()));
    const std::optional<accounts::SignIn> row = co_await m_database.transaction(&accounts::resumeSignIn, tokenHash);
    if (!row)
        throw Refusal(wire::REFUSAL_WRONG_CREDENTIALS, QStringLiteral("You are signed out here. Log in again."));
    logSignIn("token", session, *row);
    co_return signIn(session, *row, {});
}

QCoro::Task<wire::LogOutReply> AccountHandlers::logOut(SessionId session, wire::LogOutRequest) {
    const Session* connection = m_sessions.find(session);
    if (connection == nullptr)
        throw gone();
    const UserId user = connection->userId();
    const std::int64_t signInId = connection->signInId();
    co_await m_database.transaction(&accounts::deleteSignIn, signInId);
    m_sessions.signOut(session);
    signOutOthers(user, signInId);
    co_return wire::LogOutReply();
}

void AccountHandlers::checkAttempt(AttemptGuard& guard, const QByteArray& key) {
    const std::uint32_t waitMs = guard.start(key, steadyNowUs());
    if (waitMs > 0)
        throw Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("Too many tries. Wait a moment."), {}, waitMs);
}

wire::SignedIn AccountHandlers::signIn(SessionId session, const accounts::SignIn& signIn, const QByteArray& token) {
    wire::SignedIn reply;
    *reply.mutable_me() = signIn.user;
    reply.set_token(token.toStdString());
    m_sessions.signIn(session, signIn.user.user_id(), signIn.id);
    return reply;
}

// Two connections of one device share a token; when it is given up, it is for both.
void AccountHandlers::signOutOthers(UserId user, std::int64_t signInId) {
    wire::ServerMessage message;
    const Refusal reason(wire::REFUSAL_NOT_SIGNED_IN, QStringLiteral("You logged out on this device."));
    *message.mutable_signed_out()->mutable_reason() = reason.toWire();
    for (Session* other : m_sessions.sessionsOf(user)) {
        if (other->signInId() != signInId)
            continue;
        other->send(message);
        m_sessions.signOut(other->id());
    }
}

}  // namespace server
