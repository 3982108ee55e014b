#pragma once

// The security tab of the own profile: password, second factors, recovery codes, and where the account is signed in. In
// a narrow page its cards stand in one column. Main thread only.
//
// Object names: emailCodesSwitch, newRecoveryCodesButton, and those of its cards.

#include <QWidget>

class QBoxLayout;

namespace client {

class AppCodesCard;
class DevicesSection;
class LineCard;
class Look;
class PasswordCard;
class Switch;
struct ProfileInfo;

class ProfileSecurity : public QWidget {
    Q_OBJECT

 public:
    explicit ProfileSecurity(const Look& look, QWidget* parent = nullptr);

    void setProfile(const ProfileInfo& profile);
    // Somebody else signs in: nothing that was typed, and no key, stays.
    void reset();
    // Without mail, codes by e-mail cannot be turned on.
    void setMailAvailable(bool available);

    PasswordCard* password() const { return m_password; }
    AppCodesCard* appCodes() const { return m_appCodes; }
    DevicesSection* devices() const { return m_devices; }

 Q_SIGNALS:
    // The switch shows what is; it moves with the next setProfile().
    void emailCodesRequested(bool on);
    void recoveryCodesRequested();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void build();
    void showEmailCodes();

    const Look& m_look;
    PasswordCard* m_password;
    Switch* m_emailSwitch;
    LineCard* m_emailCodes;
    LineCard* m_recovery;
    AppCodesCard* m_appCodes;
    DevicesSection* m_devices;
    QBoxLayout* m_cards;
    QString m_email;
    bool m_isEmailOn = false;
    bool m_hasMail = false;
};

}  // namespace client
