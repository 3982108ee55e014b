#pragma once

// The accounts' part of Features: mail, what account features share, and their handlers. Main thread.

#include "server/accounts/account_handlers.h"
#include "server/accounts/account_services.h"
#include "server/accounts/account_sweeper.h"
#include "server/accounts/data/account_data_handlers.h"
#include "server/accounts/profile/avatar_handlers.h"
#include "server/accounts/profile/devices_handlers.h"
#include "server/accounts/profile/profile_handlers.h"
#include "server/accounts/recovery_handlers.h"
#include "server/accounts/sign_in_watch.h"
#include "server/accounts/two_factor_handlers.h"
#include "server/accounts/two_factor_log_in_handlers.h"
#include "server/hosting/mail/smtp_mailer.h"
#include "server/moderation/report_handlers.h"

#include <QCoroTask>

#include <memory>
#include <optional>

namespace server {

class MainQueue;
class Router;

struct MailFeatureOptions {
    std::optional<SmtpSettings> smtp;  // none: nothing that needs mail is offered
    QString contact;                   // whom to ask then
    MailerTimes times;
};

class AccountFeatures {
 public:
    AccountFeatures(MainQueue& queue, Database& database, Sessions& sessions, Admission& admission, Router& router,
                    PasswordHasher& hasher, const AccountOptions& options, const MailFeatureOptions& mail);

    MailOutbox& outbox() { return m_outbox; }

    void start();
    QCoro::Task<void> drain();
    // Waits for the mail thread; what it ended with is then in the queue.
    void stopThreads();

 private:
    MailOutbox m_outbox;
    std::unique_ptr<SmtpMailer> m_mailer;  // none without a mail server
    AccountServices m_services;
    AccountSweeper m_sweeper;
    SignInWatch m_signInWatch;
    AccountHandlers m_accounts;
    TwoFactorLogInHandlers m_twoFactorLogIn;
    TwoFactorHandlers m_twoFactor;
    RecoveryHandlers m_recovery;
    ProfileHandlers m_profile;
    DevicesHandlers m_devices;
    AvatarHandlers m_avatars;
    AccountDataHandlers m_accountData;
    ReportHandlers m_reports;
};

}  // namespace server
