#include "client/app/own_picture_controller.h"

#include "client/app/avatar_image.h"
#include "client/app/profile_controller.h"
#include "client/pages/avatar_crop_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/profile_page.h"
#include "client/pages/profile_side.h"
#include "client/widgets/avatar_pictures.h"
#include "client/widgets/look.h"

#include <QFileDialog>
#include <QStandardPaths>

namespace client {

OwnPictureController::OwnPictureController(MainWindow& window, const Look& look, Connection& connection,
                                           ProfileController& profile)
    : m_window(window)
    , m_look(look)
    , m_connection(connection)
    , m_profile(profile)
    , m_tasks(QStringLiteral("own picture")) {
    ProfileSide* side = m_window.profilePage()->side();
    connect(side, &ProfileSide::pictureRequested, this, &OwnPictureController::chooseFile);
    connect(side, &ProfileSide::pictureRemoveRequested, this, [this] { m_tasks.run(remove()); });
}

void OwnPictureController::chooseFile() {
    auto* dialog = new QFileDialog(
        &m_window, tr("Choose a picture"), QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
        tr("Pictures (*.png *.jpg *.jpeg *.webp)") + QStringLiteral(";;") + tr("All files (*)"));
    dialog->setObjectName(QStringLiteral("pictureFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &OwnPictureController::useFile);
    dialog->open();
}

void OwnPictureController::useFile(const QString& path) {
    const AvatarImage::Chosen chosen = AvatarImage::load(path);
    if (chosen.picture.isNull()) {
        m_window.showToast(MainWindow::Notice::Problem, tr("This cannot be your picture"), chosen.error);
        return;
    }
    auto* dialog = new AvatarCropDialog(m_look, chosen.picture, &m_window);
    connect(dialog, &AvatarCropDialog::chosen, this,
            [this, dialog](const QImage& square) { m_tasks.run(upload(dialog, square)); });
    dialog->open();
}

QCoro::Task<void> OwnPictureController::upload(QPointer<AvatarCropDialog> dialog, QImage square) {
    const QByteArray image = AvatarImage::encode(square, m_look.theme().surface1);
    pong::wire::AvatarUploadRequest body;
    body.set_image(image.constData(), static_cast<std::size_t>(image.size()));
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok()) {
        if (dialog)
            dialog->showError(reply.failure().text());
        co_return;
    }
    // No need to fetch what was sent a moment ago.
    const QString url = QString::fromStdString(reply->avatar_url());
    if (const auto picture = AvatarImage::decode(image); picture && !url.isEmpty())
        m_look.avatars().add(url, *picture);
    m_profile.show(reply.value());
    if (dialog)
        dialog->accept();
}

QCoro::Task<void> OwnPictureController::remove() {
    pong::wire::AvatarRemoveRequest body;
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        m_profile.show(reply.value());
    else
        m_window.showToast(MainWindow::Notice::Problem, tr("The picture could not be removed"), reply.failure().text());
}

}  // namespace client
