#include "server/accounts/account_services.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_rules.h"
#include "server/accounts/password_hasher.h"
#include "server/database/database.h"
#include "server/hosting/mail/mail_address.h"

#include <algorithm>

namespace server {

namespace {

// Of an address typed in any case.
QByteArray mailKey(const QString& receiver) {
    return receiver.toCaseFolded().toUtf8();
}

}  // namespace

AccountServices::AccountServices(Sessions& sessions, Admission& serverAdmission, Database& openDatabase,
                                 PasswordHasher& passwordHasher, MailOutbox& mailOutbox, AccountOptions options)
    : admission(serverAdmission)
    , database(openDatabase)
    , hasher(passwordHasher)
    , outbox(mailOutbox)
    , key(options.key)
    , mails(options.serverName)
    , serverName(options.serverName)
    , guards(options.limits, options.clock)
    , signIns(sessions, mailOutbox) {}

QCoro::Task<accounts::OwnAccount> AccountServices::confirmPassword(SessionId session, std::string typed) {
    const UserId user = signIns.userOf(session);
    if (typed.empty())
        throw Refusal(wire::REFUSAL_INVALID_FIELD, QStringLiteral("Enter your password."), QStringLiteral("password"));
    const QByteArray password = account_rules::passwordBytes(typed);
    if (password.size() > 4 * account_rules::longestPassword)
        throw wrongPasswordRefusal();
    const QByteArray guardKey = AccountGuards::keyOf(user);
    guards.account.enter(guardKey);
    const accounts::OwnAccount account = co_await database.transaction(&accounts::findOwnAccount, user);
    const std::optional<QString> hash(account.passwordHash);
    const bool isRight = co_await hasher.verify(hash, password);
    if (!isRight)
        throw wrongPasswordRefusal();
    guards.account.forget(guardKey);
    co_return account;
}

void AccountServices::enterMail(const QString& receiver, const QHostAddress& address) {
    guards.mailAddress.enter(AccountGuards::keyOf(address));
    guards.mail.enter(mailKey(receiver));
}

wire::CodeSent AccountServices::codeSent(const QString& receiver, int goodForMinutes) const {
    wire::CodeSent reply;
    reply.set_masked_email(maskedAddress(receiver).toStdString());
    reply.set_expires_in_s(static_cast<std::uint32_t>(goodForMinutes * 60));
    reply.set_resend_after_s((guards.mail.waitMs(mailKey(receiver)) + 999) / 1000);
    return reply;
}

}  // namespace server
