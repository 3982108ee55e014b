#pragma once

// How writing all data into a file goes on: how much is there, then where it is or why it is not. Leaving it while it
// goes on gives the file up: rejected(). Main thread only.
//
// Object names: exportDialog, exportProgress, exportCloseButton.

#include "client/widgets/dialog_card.h"

namespace client {

class ExportDialog : public DialogCard {
    Q_OBJECT

 public:
    ExportDialog(const Look& look, const QString& path, QWidget* window);

    void setWritten(qint64 bytes);
    void showDone();
    void showError(const QString& text);

 private:
    QString m_path;
    QLabel* m_progress;
    QPushButton* m_close;
};

}  // namespace client
