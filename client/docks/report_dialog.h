#pragma once

// What somebody reports to the host of the server, and why. Main thread only.
//
// Object names: reportReasonField, keepReportButton, sendReportButton.

#include "client/widgets/dialog_card.h"

namespace client {

class Field;

class ReportDialog : public DialogCard {
    Q_OBJECT

 public:
    // `quote` is what was written; empty: it is about the person as such.
    ReportDialog(const Look& look, const QString& name, const QString& quote, QWidget* window);

 Q_SIGNALS:
    void sendRequested(const QString& reason);

 private:
    void submit();

    Field* m_reason;
};

}  // namespace client
