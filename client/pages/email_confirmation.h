#pragma once

// An address that waits for its code: the account's own, or the new one that is to take its place. Main thread only.
//
// Object names: emailConfirmation, emailCodeField, confirmEmailCodeButton, resendEmailButton, keepEmailButton.

#include <QFrame>

class QLabel;
class QPushButton;

namespace client {

class BusyButton;
class Field;
class Look;
struct ProfileInfo;

class EmailConfirmation : public QFrame {
    Q_OBJECT

 public:
    explicit EmailConfirmation(const Look& look, QWidget* parent = nullptr);

    // Shows itself where there is something to confirm. A code that was typed stays while the address does.
    void setProfile(const ProfileInfo& profile, bool hasMail);
    // What came of the last code or of asking for one; with an empty text all is well.
    void showResult(const QString& error, const QString& hint = {});

 Q_SIGNALS:
    // Busy from here on, until showResult().
    void codeEntered(const QString& code);
    void sendRequested();
    // The new address is not wanted any more.
    void cancelRequested();

 private:
    void confirm();
    void setBusy(bool busy);

    QLabel* m_title;
    QLabel* m_text;
    Field* m_code;
    BusyButton* m_confirm;
    QPushButton* m_send;
    QPushButton* m_keep;
    QString m_address;
};

}  // namespace client
