#include "server/accounts/profile/profile_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_rules.h"
#include "server/accounts/account_services.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/password_hasher.h"
#include "server/accounts/token.h"
#include "server/database/database.h"
#include "server/net/router.h"

#include <QLoggingCategory>

namespace server {

namespace {
Q_LOGGING_CATEGORY(accountsLog, "accounts", QtInfoMsg)
}

ProfileHandlers::ProfileHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&ProfileHandlers::profile>(Access::SignedIn, this);
    router.handle<&ProfileHandlers::changeUsername>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&ProfileHandlers::changeEmail>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&ProfileHandlers::confirmEmail>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&ProfileHandlers::cancelEmail>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&ProfileHandlers::changePassword>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::Profile> ProfileHandlers::read(UserId user) {
    wire::Profile profile = co_await m_services.database.transaction(&accounts::findProfile, user);
    co_return profile;
}

QCoro::Task<wire::Profile> ProfileHandlers::profile(SessionId session, wire::ProfileRequest) {
    return read(m_services.signIns.userOf(session));
}

QCoro::Task<wire::Profile> ProfileHandlers::changeUsername(SessionId session, wire::ChangeUsernameRequest request) {
    const QString username = account_rules::checkUsername(request.username());
    const QString address = m_services.signIns.addressOf(session).toString();
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    co_await m_services.database.transaction(&accounts::changeUsername, account.user, username, address);
    wire::Profile profile = co_await read(account.user);
    co_return profile;
}

QCoro::Task<wire::Profile> ProfileHandlers::changeEmail(SessionId session, wire::ChangeEmailRequest request) {
    const QString email = account_rules::checkEmail(request.email());
    const QString address = m_services.signIns.addressOf(session).toString();
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    if (m_services.outbox.isAvailable())
        co_await sendEmailChange(session, account, email);
    else
        co_await m_services.database.transaction(&accounts::changeEmail, account.user, email, address);
    wire::Profile profile = co_await read(account.user);
    co_return profile;
}

QCoro::Task<void> ProfileHandlers::sendEmailChange(SessionId session, accounts::OwnAccount account, QString email) {
    const QHostAddress address = m_services.signIns.addressOf(session);
    m_services.enterMail(email, address);
    const QString code = one_time_code::makeDigits();
    const Mail mail = m_services.mails.changeEmail(email, account.username, code);
    const accounts::SentCode change{{accounts::CodePurpose::ChangeEmail, email,
                                     one_time_code::hash(m_services.key, code), AccountMails::confirmGoodForMinutes},
                                    m_services.outbox.prepare(QStringLiteral("change_email"), account.user, mail)};
    const QueuedMail notice =
        m_services.outbox.prepare(QStringLiteral("email_will_change"), account.user,
                                  m_services.mails.emailWillChange(account.email, account.username, email));
    co_await m_services.database.transaction(&accounts::startEmailChange, account.user, change, notice,
                                             address.toString());
    m_services.outbox.noteQueued();
}

QCoro::Task<wire::Profile> ProfileHandlers::confirmEmail(SessionId session, wire::ChangeEmailConfirmRequest request) {
    const UserId user = m_services.signIns.userOf(session);
    const QString address = m_services.signIns.addressOf(session).toString();
    const QByteArray guardKey = AccountGuards::keyOf(user);
    m_services.guards.code.enter(guardKey);
    const wire::Profile before = co_await read(user);
    accounts::ConfirmedEmail change;
    change.codeHash = one_time_code::hash(m_services.key, request.code());
    if (m_services.outbox.isAvailable()) {
        const Mail mail = m_services.mails.emailWasChanged(QString::fromStdString(before.email()),
                                                           QString::fromStdString(before.username()),
                                                           QString::fromStdString(before.pending_email()));
        change.notice = m_services.outbox.prepare(QStringLiteral("email_was_changed"), user, mail);
    }
    const bool isDone = co_await m_services.database.transaction(&accounts::confirmEmailChange, user, change, address);
    if (!isDone)
        throw wrongCodeRefusal();
    m_services.guards.code.forget(guardKey);
    m_services.outbox.noteQueued();
    wire::Profile profile = co_await read(user);
    co_return profile;
}

QCoro::Task<wire::Profile> ProfileHandlers::cancelEmail(SessionId session, wire::ChangeEmailCancelRequest) {
    const UserId user = m_services.signIns.userOf(session);
    co_await m_services.database.transaction(&accounts::cancelEmailChange, user);
    wire::Profile profile = co_await read(user);
    co_return profile;
}

QCoro::Task<wire::ChangePasswordReply> ProfileHandlers::changePassword(SessionId session,
                                                                       wire::ChangePasswordRequest request) {
    const QString address = m_services.signIns.addressOf(session).toString();
    const std::int64_t signIn = m_services.signIns.signInOf(session);
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    const QString field = QStringLiteral("new_password");
    const QByteArray password =
        account_rules::checkPassword(request.new_password(), account.username, account.email, field);
    if (password == account_rules::passwordBytes(request.password()))
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("This is the password you have."), field);
    const QByteArray token = token::make();
    accounts::ChangedPassword change;
    change.oldHash = account.passwordHash;
    change.newHash = co_await m_services.hasher.hash(password);
    change.signIn = signIn;
    change.tokenHash = token::hash(token);
    if (m_services.outbox.isAvailable())
        change.notice = m_services.outbox.prepare(QStringLiteral("password_was_changed"), account.user,
                                                  m_services.mails.passwordWasChanged(account.email, account.username));
    const bool isDone =
        co_await m_services.database.transaction(&accounts::changePassword, account.user, change, address);
    if (!isDone)
        throw wrongPasswordRefusal();
    qCInfo(accountsLog, "password changed user=%lld", static_cast<long long>(account.user));
    m_services.outbox.noteQueued();
    m_services.pending.removeAll(account.user);
    m_services.signIns.endOthers(account.user, signIn,
                                 QStringLiteral("Your account has a new password. Log in again."));
    wire::ChangePasswordReply reply;
    reply.set_token(token.toStdString());
    co_return reply;
}

}  // namespace server
