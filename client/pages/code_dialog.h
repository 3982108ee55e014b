#pragma once

// Asks for the six digits that were sent by e-mail, and sends them again on demand. Stays open until it is told what
// came of a code: close it with accept(), or showError(). Main thread only.
//
// Object names: codeDialog, mailedCodeField, resendCodeButton, cancelCodeButton, confirmMailedCodeButton.

#include "client/widgets/dialog_card.h"

#include <chrono>

namespace client {

class BusyButton;
class Field;
class ResendButton;

class CodeDialog : public DialogCard {
    Q_OBJECT

 public:
    CodeDialog(const Look& look, const QString& title, const QString& text, const QString& button, QWidget* window);

    // What was typed stays, to be corrected.
    void showError(const QString& text);
    // A code is on its way; asking for another one makes sense after this time.
    void noteSent(std::chrono::seconds againAfter);

    void reject() override;

 Q_SIGNALS:
    // Busy from here on.
    void entered(const QString& code);
    void resendRequested();

 private:
    void confirm();
    void setBusy(bool busy);

    Field* m_code;
    ResendButton* m_resend;
    BusyButton* m_confirm;
};

}  // namespace client
