#pragma once

// Files that a person saves and nobody else should read. Main thread only.

#include <QByteArray>
#include <QString>

#include <functional>

class QSaveFile;
class QWidget;

namespace client {

// Asks where to write a file, without blocking; `then` is called with the path once somebody has chosen one.
void askForFile(QWidget* window, const QString& title, const QString& suggestedName, const QString& kinds,
                std::function<void(const QString& path)> then);

// Opens it so that only this user may read it. False: it cannot be written; errorString() says why.
bool openPrivately(QSaveFile& file);
// All or nothing.
bool writePrivately(const QString& path, const QByteArray& bytes);

}  // namespace client
