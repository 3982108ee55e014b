#pragma once

// The second factor of a log in: a code of the authenticator app, of an e-mail, or a recovery code. Shows the ways that
// the account has; asks for an e-mail when that way is chosen. Main thread only.
//
// Object names: codeField, recoveryField, trustCheckBox, confirmCodeButton, confirmCodeButtonBack,
// confirmCodeButtonError, resendButton, useAppButton, useEmailButton, useRecoveryButton.

#include "client/pages/auth_page.h"
#include "client/widgets/countdown.h"

namespace client {

class CheckBox;
class ResendButton;

class TwoFactorPage : public AuthPage {
    Q_OBJECT

 public:
    enum class Way { App, Email, Recovery };
    Q_ENUM(Way)

    explicit TwoFactorPage(const Look& look, QWidget* parent = nullptr);

    // A log in that wants a second factor: begins with the first way.
    void begin(const QList<Way>& ways, const QString& serverName, const QString& maskedEmail);
    // An e-mail is on its way; no other before `resendAfter`.
    void noteCodeSent(const QString& maskedEmail, std::chrono::milliseconds resendAfter);
    // None was sent: it may be asked for again, after this time.
    void noteCodeNotSent(std::chrono::milliseconds resendAfter);
    void reset() override;

 Q_SIGNALS:
    void codeWanted();  // by e-mail
    void codeEntered(client::TwoFactorPage::Way way, const QString& code, bool trustComputer);

 protected:
    void submit() override;

 private:
    void choose(Way way);
    void showEmailText();
    void showAppClock();

    QString m_serverName;
    QString m_maskedEmail;
    QList<Way> m_ways;
    Way m_way = Way::App;
    bool m_wasSent = false;

    Field* m_code;
    Field* m_recovery;
    ResendButton* m_resend;
    CheckBox* m_trust;
    QList<QPushButton*> m_links;  // by Way
    Countdown m_appClock;
};

}  // namespace client
