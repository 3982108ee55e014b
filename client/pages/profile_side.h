#pragma once

// The column at the left of the own profile: picture, name, figures, and the way out. Main thread only.
//
// Object names: profileAvatar, cameraButton, profileName, profileJoined, profileLogOutButton; in the
// menu: choosePictureAction, removePictureAction.

#include <QFrame>

class QLabel;
class QToolButton;

namespace client {

class Avatar;
class Look;
class PlayerFigures;
struct ProfileInfo;

class ProfileSide : public QFrame {
    Q_OBJECT

 public:
    explicit ProfileSide(const Look& look, QWidget* parent = nullptr);

    void setProfile(const ProfileInfo& profile);
    PlayerFigures* figures() const { return m_figures; }

 Q_SIGNALS:
    void pictureRequested();
    void pictureRemoveRequested();
    void logOutRequested();

 private:
    QWidget* buildHead();
    void changePicture();

    const Look& m_look;
    Avatar* m_avatar;
    QToolButton* m_camera;
    QLabel* m_name;
    QLabel* m_joined;
    PlayerFigures* m_figures;
    bool m_hasPicture = false;
};

}  // namespace client
