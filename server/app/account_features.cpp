#include "server/app/account_features.h"

namespace server {

AccountFeatures::AccountFeatures(MainQueue& queue, Database& database, Sessions& sessions, Router& router,
                                 PasswordHasher& hasher, const AccountOptions& options, const MailFeatureOptions& mail)
    : m_outbox(options.key, {mail.smtp.has_value(), mail.contact})
    , m_mailer(mail.smtp ? std::make_unique<SmtpMailer>(queue, database, m_outbox, *mail.smtp, mail.times) : nullptr)
    , m_services(sessions, database, hasher, m_outbox, options)
    , m_sweeper(database)
    , m_accounts(router, m_services)
    , m_twoFactorLogIn(router, m_services)
    , m_twoFactor(router, m_services)
    , m_recovery(router, m_services) {}

void AccountFeatures::start() {
    m_sweeper.start();
    if (m_mailer)
        m_mailer->start();
}

QCoro::Task<void> AccountFeatures::drain() {
    co_await m_sweeper.drain();
    if (m_mailer)
        co_await m_mailer->drain();
}

void AccountFeatures::stopThreads() {
    if (m_mailer)
        m_mailer->stopThread();
}

}  // namespace server
