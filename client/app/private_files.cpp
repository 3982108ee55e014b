#include "client/app/private_files.h"

#include <QDir>
#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

namespace client {

void askForFile(QWidget* window, const QString& title, const QString& suggestedName, const QString& kinds,
                std::function<void(const QString& path)> then) {
    auto* dialog =
        new QFileDialog(window, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), kinds);
    dialog->setObjectName(QStringLiteral("saveFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QFileInfo(suggestedName).suffix());
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, std::move(then));
    dialog->open();
}

bool openPrivately(QSaveFile& file) {
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

bool writePrivately(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    return openPrivately(file) && file.write(bytes) == bytes.size() && file.commit();
}

}  // namespace client
