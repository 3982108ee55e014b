#include "client/app/certificate_controller.h"

#include "client/net/connection.h"
#include "client/pages/main_window.h"
#include "client/pages/trust_dialogs.h"

namespace client {

using Verdict = CertificateFinding::Verdict;

CertificateController::CertificateController(MainWindow& window, const Look& look, Connection& connection, Trust& trust)
    : m_window(window), m_look(look), m_trust(trust) {
    connect(&connection, &Connection::certificateRefused, this, &CertificateController::ask);
    // The person chose another server: the question is about nothing any more.
    connect(&connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::Connecting && m_question)
            m_question->close();
    });
}

void CertificateController::ask(const ServerAddress& server, const CertificateFinding& finding) {
    const auto answer = [this, server, finding](bool yes) { settle(server, finding, yes); };
    if (finding.verdict() == Verdict::FirstUse) {
        auto* question = new FirstContactDialog(m_look, server.text(), finding.found(), &m_window);
        connect(question, &FirstContactDialog::answered, this, answer);
        m_question = question;
    } else if (finding.verdict() == Verdict::Changed) {
        auto* question =
            new ChangedCertificateDialog(m_look, server.text(), finding.expected(), finding.found(), &m_window);
        connect(question, &ChangedCertificateDialog::answered, this, answer);
        m_question = question;
    } else {
        Q_EMIT declined(server, tr("Its certificate is not valid: %1").arg(finding.problem()));
        return;
    }
    m_question->open();
}

void CertificateController::settle(const ServerAddress& server, const CertificateFinding& finding, bool yes) {
    if (!yes) {
        Q_EMIT declined(server, finding.verdict() == Verdict::Changed
                                    ? tr("Its certificate has changed, and was not accepted.")
                                    : tr("Its certificate was not accepted."));
        return;
    }
    if (!m_trust.pin(server, finding.found()))
        m_window.showToast(MainWindow::Notice::Problem, tr("The certificate could not be remembered"),
                           tr("It is trusted until Pong is closed."));
    Q_EMIT accepted(server);
}

}  // namespace client
