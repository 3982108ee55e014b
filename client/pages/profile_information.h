#pragma once

// The tab of the own profile with what identifies the account: name and address with a save bar, the way out with all
// data, and the end of the account. What was typed and is not saved stays, whatever the server says. Main thread only.
//
// Object names: profileUsernameField, profileEmailField, profileNote, discardButton, saveProfileButton, exportButton,
// deleteAccountButton, and those of the card that confirms an address.

#include "client/pages/profile_info.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace client {

class BusyButton;
class EmailConfirmation;
class Field;
class Look;

class ProfileInformation : public QWidget {
    Q_OBJECT

 public:
    explicit ProfileInformation(const Look& look, QWidget* parent = nullptr);

    void setProfile(const ProfileInfo& profile);
    void setMailAvailable(bool available);
    // Somebody else signs in: nothing that was typed stays.
    void reset();
    // Until the profile is here nothing can be changed.
    void setReady(bool ready);
    void setBusy(bool busy);
    // At the field that `field` names ("username" or "email"), else in the save bar.
    void showError(const QString& field, const QString& text);

    EmailConfirmation* confirmation() const { return m_confirmation; }

 Q_SIGNALS:
    // What differs from the profile; the other one is empty.
    void saveRequested(const QString& username, const QString& email);
    void exportRequested();
    void deleteRequested();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* buildFields(const Look& look);
    QWidget* buildAccountCards(const Look& look);
    QWidget* buildSaveBar();
    void placeFields(bool beside);
    void follow(Field* field, QString ProfileInfo::*value, const QString& now);
    void validate();
    void showState();
    void discard();
    void save();
    bool isChanged(const Field* field, const QString& saved) const;

    const Look& m_look;
    ProfileInfo m_profile;
    QGridLayout* m_fields;
    Field* m_username;
    Field* m_email;
    EmailConfirmation* m_confirmation;
    QLabel* m_note;
    QPushButton* m_discard;
    BusyButton* m_save;
    QString m_problem;        // of the last save, where no field is to blame
    bool m_isBeside = false;  // name and address in one row
    bool m_hasMail = false;
    bool m_isReady = false;
};

}  // namespace client
