#pragma once

// Asks the person about a certificate that is not known, and pins it at a yes. Without a yes nothing is ever sent to
// that server. Main thread only.

#include "client/net/trust.h"

#include <QObject>
#include <QPointer>

class QDialog;

namespace client {

class Connection;
class Look;
class MainWindow;

class CertificateController : public QObject {
    Q_OBJECT

 public:
    // None is owned; all must outlive the controller.
    CertificateController(MainWindow& window, const Look& look, Connection& connection, Trust& trust);

 Q_SIGNALS:
    // The certificate is pinned now: connect again.
    void accepted(const client::ServerAddress& server);
    // There will be no connection, and why, in words for the server's line in the list.
    void declined(const client::ServerAddress& server, const QString& text);

 private:
    void ask(const ServerAddress& server, const CertificateFinding& finding);
    void settle(const ServerAddress& server, const CertificateFinding& finding, bool yes);

    MainWindow& m_window;
    const Look& m_look;
    Trust& m_trust;
    QPointer<QDialog> m_question;
};

}  // namespace client
