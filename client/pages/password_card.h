#pragma once

// Changing the own password. Main thread only.
//
// Object names: currentPasswordField, newPasswordField, repeatPasswordField, changePasswordButton, passwordCardError.

#include "client/pages/new_password_fields.h"

#include <QFrame>

#include <array>

class QLabel;

namespace client {

class BusyButton;
class Field;
class Look;

class PasswordCard : public QFrame {
    Q_OBJECT

 public:
    explicit PasswordCard(const Look& look, QWidget* parent = nullptr);

    // Whose it is: a new one must not be their name or address.
    void setOwner(const QString& username, const QString& email);
    // At the field that `field` names ("password" or "new_password"), else above the button. What was typed stays.
    void showError(const QString& field, const QString& text);
    // It is changed, or somebody else signs in: empties the form.
    void reset();

 Q_SIGNALS:
    // Busy from here on.
    void changeRequested(const QString& password, const QString& newPassword);

 private:
    void build();
    void connectFields();
    void submit();
    void setBusy(bool busy);
    bool validate();
    std::array<Field*, 3> fields() const { return {m_current, m_new.password(), m_new.confirm()}; }

    NewPasswordFields::Owner m_owner;
    Field* m_current;
    NewPasswordFields m_new;
    QLabel* m_error;
    BusyButton* m_change;
};

}  // namespace client
