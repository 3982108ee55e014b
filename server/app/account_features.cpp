#include "server/app/account_features.h"

#include "server/app/every_account_data.h"

namespace server {

AccountFeatures::AccountFeatures(MainQueue& queue, Database& database, Sessions& sessions, Admission& admission,
                                 Router& router, PasswordHasher& hasher, const AccountOptions& options,
                                 const MailFeatureOptions& mail)
    : m_outbox(options.key, {mail.smtp.has_value(), mail.contact})
    , m_mailer(mail.smtp ? std::make_unique<SmtpMailer>(queue, database, m_outbox, *mail.smtp, mail.times) : nullptr)
    , m_services(sessions, admission, database, hasher, m_outbox, options)
    , m_sweeper(database, everyAccountData().erasures, options.sweepEvery)
    , m_signInWatch(database, sessions, m_services.signIns, options.checkSignInsEvery)
    , m_accounts(router, m_services)
    , m_twoFactorLogIn(router, m_services)
    , m_twoFactor(router, m_services)
    , m_recovery(router, m_services)
    , m_profile(router, m_services)
    , m_devices(router, m_services)
    , m_avatars(router, sessions, m_services)
    , m_accountData(router, sessions, m_services, everyAccountData())
    , m_reports(router, m_services) {}

void AccountFeatures::start() {
    m_sweeper.start();
    m_signInWatch.start();
    if (m_mailer)
        m_mailer->start();
}

QCoro::Task<void> AccountFeatures::drain() {
    co_await m_sweeper.drain();
    co_await m_signInWatch.drain();
    if (m_mailer)
        co_await m_mailer->drain();
}

void AccountFeatures::stopThreads() {
    if (m_mailer)
        m_mailer->stopThread();
}

}  // namespace server
