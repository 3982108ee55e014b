#pragma once

// The own picture: chosen from a file, cropped, sent; or taken away. Main thread only.

#include "client/net/connection.h"

#include <QObject>
#include <QPointer>

class QImage;

namespace client {

class AvatarCropDialog;
class Look;
class MainWindow;
class ProfileController;

class OwnPictureController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller, and the connection must be closed before it is destroyed.
    OwnPictureController(MainWindow& window, const Look& look, Connection& connection, ProfileController& profile);

    // Crops it with the person's help, and sends it.
    void useFile(const QString& path);

 private:
    void chooseFile();
    QCoro::Task<void> upload(QPointer<AvatarCropDialog> dialog, QImage square);
    QCoro::Task<void> remove();

    MainWindow& m_window;
    const Look& m_look;
    Connection& m_connection;
    ProfileController& m_profile;
    pong::TaskScope m_tasks;
};

}  // namespace client
