#pragma once

// Codes by an authenticator app: off, being set up (QR code, the key as text, the first code), or on. Main thread only.
//
// Object names: appCodesState, setUpAppButton, appQrCode, appKey, copyAppKeyButton, appCodeEntry, turnOnAppButton,
// cancelAppButton, turnOffAppButton.

#include <QFrame>

class QLabel;
class QPushButton;

namespace client {

class BusyButton;
class Field;
class Look;
class QrCode;

class AppCodesCard : public QFrame {
    Q_OBJECT

 public:
    explicit AppCodesCard(const Look& look, QWidget* parent = nullptr);

    // Setting up, if it is under way, ends only where they are on now.
    void setOn(bool on);
    // `secret` is base32 in groups of four, `uri` what the QR code says.
    void showSetUp(const QString& secret, const QString& uri);
    void cancelSetUp();
    // The code was not right, or could not be checked.
    void showError(const QString& text);

 Q_SIGNALS:
    void setUpRequested();
    // Busy from here on: setOn() or showError() ends it.
    void codeEntered(const QString& code);
    void turnOffRequested();
    void keyCopied();

 private:
    enum class State { Off, SettingUp, On };

    QWidget* buildSetUp(const Look& look);
    void setState(State state);
    void confirm();

    State m_state = State::Off;
    QLabel* m_chip;
    QLabel* m_text;
    QWidget* m_setUp;
    QrCode* m_qrCode;
    QLabel* m_key;
    Field* m_code;
    BusyButton* m_turnOn;
    QPushButton* m_start;
    QPushButton* m_turnOff;
    QString m_secret;
};

}  // namespace client
