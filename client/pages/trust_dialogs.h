#pragma once

// The two questions about a server's identity. Neither blocks: each opens over the window and emits its answer once,
// then deletes itself. Main thread only.
//
// Object names: trustServerButton, dontTrustServerButton (first contact); keepSafeButton, acceptCertificateButton
// (changed certificate).

#include "client/widgets/dialog_card.h"

namespace client {

class Look;

// Shown before anything is sent to a server that was never met: its fingerprint, to be compared with what the server
// prints.
class FirstContactDialog : public DialogCard {
    Q_OBJECT

 public:
    FirstContactDialog(const Look& look, const QString& server, const QString& fingerprint, QWidget* window);

 Q_SIGNALS:
    void answered(bool trust);
};

// A known server shows another certificate. Keeping away is the default answer, and what Escape means.
class ChangedCertificateDialog : public DialogCard {
    Q_OBJECT

 public:
    ChangedCertificateDialog(const Look& look, const QString& server, const QString& knownFingerprint,
                             const QString& newFingerprint, QWidget* window);

 Q_SIGNALS:
    void answered(bool accept);
};

}  // namespace client
