#include "server/accounts/two_factor_handlers.h"

#include "server/accounts/account_refusals.h"
#include "server/accounts/account_services.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/totp.h"
#include "server/database/database.h"
#include "server/net/router.h"

namespace server {

namespace {

constexpr int recoveryCodes = 10;

struct RecoveryCodes {
    QStringList codes;
    QList<QByteArray> hashes;

    explicit RecoveryCodes(const ServerKey& key) {
        for (int number = 0; number < recoveryCodes; ++number) {
            codes.append(one_time_code::makeLetters());
            hashes.append(one_time_code::hash(key, codes.last()));
        }
    }

    template <typename Reply>
    void addTo(Reply& reply) const {
        for (const QString& code : codes)
            reply.add_recovery_codes(code.toStdString());
    }
};

}  // namespace

TwoFactorHandlers::TwoFactorHandlers(Router& router, AccountServices& services) : m_services(services) {
    router.handle<&TwoFactorHandlers::startApp>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&TwoFactorHandlers::startEmail>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&TwoFactorHandlers::confirm>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&TwoFactorHandlers::turnOff>(Access::SignedIn, this, Order::OneAtATime);
    router.handle<&TwoFactorHandlers::renewRecoveryCodes>(Access::SignedIn, this, Order::OneAtATime);
}

QCoro::Task<wire::TwoFactorAppStartReply> TwoFactorHandlers::startApp(SessionId session,
                                                                      wire::TwoFactorAppStartRequest request) {
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    const QByteArray secret = totp::makeSecret();
    const QByteArray sealed = m_services.key.seal(ServerKey::Purpose::TwoFactorSecret, secret);
    co_await m_services.database.transaction(&accounts::startApp, account.user, sealed);
    wire::TwoFactorAppStartReply reply;
    reply.set_secret(totp::spelled(secret).toStdString());
    const QString issuer = QStringLiteral("Pong (%1)").arg(m_services.serverName);
    reply.set_uri(totp::uri(secret, issuer, account.username).toStdString());
    co_return reply;
}

QCoro::Task<wire::CodeSent> TwoFactorHandlers::startEmail(SessionId session, wire::TwoFactorEmailStartRequest request) {
    m_services.outbox.requireMail();
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    m_services.enterMail(account.email, m_services.signIns.addressOf(session));
    const QString code = one_time_code::makeDigits();
    const accounts::NewEmailCode row{accounts::CodePurpose::TwoFactor, account.email,
                                     one_time_code::hash(m_services.key, code), AccountMails::digitsGoodForMinutes};
    const Mail mail = m_services.mails.twoFactorCode(account.email, account.username, code);
    const QueuedMail queued = m_services.outbox.prepare(QStringLiteral("two_factor_code"), account.user, mail);
    co_await m_services.database.transaction(&accounts::startEmail, account.user, row, queued);
    m_services.outbox.noteQueued();
    co_return m_services.codeSent(account.email, AccountMails::digitsGoodForMinutes);
}

QCoro::Task<wire::TwoFactorOn> TwoFactorHandlers::confirm(SessionId session, wire::TwoFactorConfirmRequest request) {
    if (request.method() != wire::TWO_FACTOR_APP && request.method() != wire::TWO_FACTOR_EMAIL)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("Only an app or e-mail can be turned on."));
    const UserId user = m_services.signIns.userOf(session);
    const QByteArray guardKey = AccountGuards::keyOf(user);
    m_services.guards.code.enter(guardKey);
    const accounts::OwnAccount account = co_await m_services.database.transaction(&accounts::findOwnAccount, user);
    const accounts::FactorCode code(request.method(), request.code(), m_services.key,
                                    m_services.guards.clock().unixSeconds());
    const RecoveryCodes recovery(m_services.key);
    const bool isApp = request.method() == wire::TWO_FACTOR_APP;
    const accounts::TurnOn change{recovery.hashes,
                                  notice(account, isApp ? QStringLiteral("logging in asks for a code of your "
                                                                         "authenticator app from now on.")
                                                        : QStringLiteral("logging in asks for a code by e-mail from "
                                                                         "now on."))};
    const accounts::TurnOnResult result =
        co_await m_services.database.transaction(&accounts::turnOn, user, code, change);
    if (result == accounts::TurnOnResult::WrongCode)
        throw wrongCodeRefusal();
    m_services.guards.code.forget(guardKey);
    m_services.outbox.noteQueued();
    wire::TwoFactorOn reply;
    if (result == accounts::TurnOnResult::OnAsFirst)
        recovery.addTo(reply);
    co_return reply;
}

QCoro::Task<wire::TwoFactorOffReply> TwoFactorHandlers::turnOff(SessionId session, wire::TwoFactorOffRequest request) {
    const wire::TwoFactorMethod method = request.method();
    if (method != wire::TWO_FACTOR_APP && method != wire::TWO_FACTOR_EMAIL && method != wire::TWO_FACTOR_UNSPECIFIED)
        throw Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("Only an app or e-mail can be turned off."));
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    const std::optional<QueuedMail> mail =
        notice(account, method == wire::TWO_FACTOR_APP
                            ? QStringLiteral("logging in does not ask for a code of your authenticator app any more.")
                        : method == wire::TWO_FACTOR_EMAIL
                            ? QStringLiteral("logging in does not ask for a code by e-mail any more.")
                            : QStringLiteral("logging in asks for your password only from now on."));
    const bool wasOn = co_await m_services.database.transaction(&accounts::turnOff, account.user, method, mail);
    if (!wasOn)
        throw Refusal(wire::REFUSAL_CONFLICT, QStringLiteral("This is off already."));
    m_services.outbox.noteQueued();
    co_return wire::TwoFactorOffReply();
}

QCoro::Task<wire::RecoveryCodesReply> TwoFactorHandlers::renewRecoveryCodes(SessionId session,
                                                                            wire::RecoveryCodesRequest request) {
    const accounts::OwnAccount account = co_await m_services.confirmPassword(session, request.password());
    const RecoveryCodes recovery(m_services.key);
    co_await m_services.database.transaction(&accounts::replaceRecoveryCodes, account.user, recovery.hashes);
    wire::RecoveryCodesReply reply;
    recovery.addTo(reply);
    co_return reply;
}

std::optional<QueuedMail> TwoFactorHandlers::notice(const accounts::OwnAccount& account, const QString& what) {
    if (!m_services.outbox.isAvailable())
        return std::nullopt;
    const Mail mail = m_services.mails.twoFactorChanged(account.email, account.username, what);
    return m_services.outbox.prepare(QStringLiteral("two_factor_changed"), account.user, mail);
}

}  // namespace server
