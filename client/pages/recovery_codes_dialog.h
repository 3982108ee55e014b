#pragma once

// Recovery codes, the one time they are shown: two columns to read, to copy, or to save as a file. Main thread only.
//
// Object names: recoveryCodesDialog, codesNote, copyCodesButton, saveCodesButton, codesDoneButton.

#include "client/widgets/dialog_card.h"

namespace client {

class RecoveryCodesDialog : public DialogCard {
    Q_OBJECT

 public:
    RecoveryCodesDialog(const Look& look, const QStringList& codes, QWidget* window);

    // What came of copying or saving them.
    void showNote(const QString& text, bool good);

 Q_SIGNALS:
    // As a text with a line a code.
    void copyRequested(const QString& text);
    void saveRequested(const QString& text);

 private:
    QWidget* makeColumns(const QStringList& codes);

    QLabel* m_note;
};

}  // namespace client
