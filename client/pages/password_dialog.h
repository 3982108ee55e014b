#pragma once

// Asks for the account's password before something that only its owner may do. Stays open, and cannot be left, until it
// is told what came of it: close it with accept(), or showError(). Main thread only.
//
// Object names: passwordDialog, confirmPasswordField, cancelPasswordButton, confirmPasswordButton.

#include "client/widgets/dialog_card.h"

namespace client {

class BusyButton;
class Field;

class PasswordDialog : public DialogCard {
    Q_OBJECT

 public:
    // `kind` of the button: "primary", or "danger" for what cannot be undone.
    PasswordDialog(const Look& look, const QString& title, const QString& text, const QString& button, const char* kind,
                   QWidget* window);

    // The password stays, to be corrected.
    void showError(const QString& text);

    void reject() override;

 Q_SIGNALS:
    // Busy from here on.
    void confirmed(const QString& password);

 private:
    void confirm();
    void setBusy(bool busy);

    Field* m_password;
    BusyButton* m_confirm;
};

}  // namespace client
