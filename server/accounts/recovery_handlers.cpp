#include "server/accounts/recovery_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_rules.h"
#include "server/accounts/account_services.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/password_hasher.h"
#include "server/database/database.h"
#include "server/net/router.h"

#include <QLoggingCategory>

namespace server {

namespace {
Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)
}

RecoveryHandlers::RecoveryHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&RecoveryHandlers::sendConfirmation>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&RecoveryHandlers::confirmEmail>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&RecoveryHandlers::requestReset>(Access::SignedOut, this, Order::OneAtATime);
    router.handle<&RecoveryHandlers::resetPassword>(Access::SignedOut, this, Order::OneAtATime);
}

QCoro::Task<wire::CodeSent> RecoveryHandlers::sendConfirmation(SessionId session, wire::EmailConfirmSendRequest) {
    m_services.outbox.requireMail();
    const UserId user = m_services.signIns.userOf(session);
    const accounts::OwnAccount account = co_await m_services.database.transaction(&accounts::findOwnAccount, user);
    if (account.isEmailConfirmed)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("Your address is confirmed already."));
    m_services.enterMail(account.email, m_services.signIns.addressOf(session));
    const QString code = one_time_code::makeDigits();
    const Mail mail = m_services.mails.confirmEmail(account.email, account.username, code);
    const accounts::SentCode sent{{accounts::CodePurpose::ConfirmEmail, account.email,
                                   one_time_code::hash(m_services.key, code), AccountMails::confirmGoodForMinutes},
                                  m_services.outbox.prepare(QStringLiteral("confirm_email"), user, mail)};
    co_await m_services.database.transaction(&accounts::queueConfirmation, user, sent);
    m_services.outbox.noteQueued();
    co_return m_services.codeSent(account.email, AccountMails::confirmGoodForMinutes);
}

QCoro::Task<wire::EmailConfirmReply> RecoveryHandlers::confirmEmail(SessionId session,
                                                                    wire::EmailConfirmRequest request) {
    const UserId user = m_services.signIns.userOf(session);
    const QByteArray guardKey = AccountGuards::keyOf(user);
    m_services.guards.code.enter(guardKey);
    const QByteArray hash = one_time_code::hash(m_services.key, request.code());
    const std::optional<QString> email = co_await m_services.database.transaction(&accounts::confirmEmail, user, hash);
    if (!email)
        throw wrongCodeRefusal();
    m_services.guards.code.forget(guardKey);
    wire::EmailConfirmReply reply;
    reply.set_email(email->toStdString());
    co_return reply;
}

QCoro::Task<wire::PasswordResetReply> RecoveryHandlers::requestReset(SessionId session,
                                                                     wire::PasswordResetRequest request) {
    m_services.outbox.requireMail();
    const QString email = account_rules::checkEmail(request.email());
    m_services.enterMail(email, m_services.signIns.addressOf(session));
    const std::optional<accounts::OwnAccount> account =
        co_await m_services.database.transaction(&accounts::findForReset, email);
    const accounts::SentCode code = resetCode(account, email);
    const std::optional<std::int64_t> user = account ? std::optional(account->user) : std::nullopt;
    co_await m_services.database.transaction(&accounts::queueReset, user, code);
    m_services.outbox.noteQueued();
    const wire::CodeSent sent = m_services.codeSent(email, AccountMails::lettersGoodForMinutes);
    wire::PasswordResetReply reply;
    reply.set_expires_in_s(sent.expires_in_s());
    reply.set_resend_after_s(sent.resend_after_s());
    co_return reply;
}

accounts::SentCode RecoveryHandlers::resetCode(const std::optional<accounts::OwnAccount>& account,
                                               const QString& typedEmail) {
    const QString kind = QStringLiteral("reset_password");
    const QString code = one_time_code::makeLetters();
    const QString to = account ? account->email : typedEmail;
    const QString name = account ? account->username : QStringLiteral("nobody");
    const Mail mail = m_services.mails.resetPassword(to, name, code);
    return {
        {accounts::CodePurpose::ResetPassword, to, one_time_code::hash(m_services.key, code),
         AccountMails::lettersGoodForMinutes},
        account ? m_services.outbox.prepare(kind, account->user, mail) : m_services.outbox.prepareBlank(kind, mail)};
}

QCoro::Task<wire::PasswordResetDone> RecoveryHandlers::resetPassword(SessionId session,
                                                                     wire::PasswordResetConfirmRequest request) {
    const QString name = QString::fromStdString(request.account()).trimmed();
    if (name.isEmpty() || name.size() > account_rules::longestEmail)
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("Enter your name or e-mail address."),
                      QStringLiteral("account"));
    // What was typed, not what the account has: that is not said to somebody who may be anybody.
    const QByteArray password = account_rules::checkPassword(request.password(), name, name);
    const QByteArray address = AccountGuards::keyOf(m_services.signIns.addressOf(session));
    m_services.guards.address.enter(address);
    const std::optional<accounts::OwnAccount> account =
        co_await m_services.database.transaction(&accounts::findForReset, name);
    accounts::NewPassword change;
    change.hash = co_await m_services.hasher.hash(password);
    change.codeHash = one_time_code::hash(m_services.key, request.code());
    if (m_services.outbox.isAvailable())
        change.notice = resetNotice(account, name);
    const std::optional<std::int64_t> user = account ? std::optional(account->user) : std::nullopt;
    const bool isDone = co_await m_services.database.transaction(&accounts::resetPassword, user, change);
    if (!isDone) {
        qCInfo(accountsLog, "password reset refused session=%llu", static_cast<unsigned long long>(session));
        throw wrongCodeRefusal();
    }
    qCInfo(accountsLog, "password reset user=%lld", static_cast<long long>(*user));
    m_services.guards.address.forgive(address);
    m_services.guards.account.forget(AccountGuards::keyOf(*user));
    m_services.pending.removeAll(*user);
    m_services.outbox.noteQueued();
    m_services.signIns.endAll(*user, QStringLiteral("Your account has a new password. Log in again."));
    co_return wire::PasswordResetDone();
}

QueuedMail RecoveryHandlers::resetNotice(const std::optional<accounts::OwnAccount>& account, const QString& typedName) {
    const QString kind = QStringLiteral("password_was_reset");
    if (account)
        return m_services.outbox.prepare(kind, account->user,
                                         m_services.mails.passwordWasReset(account->email, account->username));
    return m_services.outbox.prepareBlank(kind, m_services.mails.passwordWasReset(typedName, typedName));
}

}  // namespace server
