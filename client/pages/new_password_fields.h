#pragma once

// A new password and its repetition, wherever one is chosen: two fields with the strength under the first, checked
// while typing. The page puts them where it wants them. Main thread only.
//
// Object names: passwordField, confirmField.

#include <QCoreApplication>
#include <QString>

#include <functional>

namespace client {

class Field;
class Look;

class NewPasswordFields {
    Q_DECLARE_TR_FUNCTIONS(client::NewPasswordFields)

 public:
    // What the password must not be.
    struct Owner {
        QString name;
        QString email;
    };

    NewPasswordFields(const Look& look, const QString& label, const QString& confirmLabel,
                      std::function<Owner()> owner);
    NewPasswordFields(const NewPasswordFields&) = delete;
    NewPasswordFields& operator=(const NewPasswordFields&) = delete;

    // Owned by the page once they are in its layout.
    Field* password() const { return m_password; }
    Field* confirm() const { return m_confirm; }

    // Marks what is wrong; true where nothing is.
    bool validate() const;

 private:
    void connectFields();
    void checkPassword() const;
    void checkConfirm() const;

    Field* m_password;
    Field* m_confirm;
    std::function<Owner()> m_owner;
};

}  // namespace client
