#pragma once

// Which certificates of servers are believed. A server on a LAN signs its own: the first one seen at an address is
// shown to the person, pinned (written down) at a yes, and from then on only that one is believed there. A certificate
// that the system verifies is believed as it is, and an address that had such a one is not believed with a self-signed
// one later. Main thread only.

#include "client/net/server_address.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslError>
#include <QString>

namespace client {

// What was found at an address, for the question that a changed certificate asks.
class CertificateFinding {
 public:
    enum class Verdict {
        Trusted,   // pinned before
        FirstUse,  // self-signed, and the first seen here
        Changed,   // another one was pinned, or a verified one was seen here
        Invalid    // neither verified nor self-signed: expired, revoked, of an unknown authority, ...
    };
    CertificateFinding() = default;
    CertificateFinding(Verdict verdict, QString found, QString expected, QString problem = {})
        : m_verdict(verdict)
        , m_found(std::move(found))
        , m_expected(std::move(expected))
        , m_problem(std::move(problem)) {}

    Verdict verdict() const { return m_verdict; }
    // SHA-256 of the certificate, "ab:cd:..."; empty where Invalid.
    const QString& found() const { return m_found; }
    // The one that was pinned here; empty: none, or a verified certificate.
    const QString& expected() const { return m_expected; }
    // Where Invalid: what the system says of it.
    const QString& problem() const { return m_problem; }

 private:
    Verdict m_verdict = Verdict::Invalid;
    QString m_found;
    QString m_expected;
    QString m_problem;
};

class Trust {
 public:
    // Pins are kept in this file, which is made when the first one is.
    explicit Trust(QString file);

    // For a connection whose certificate the system could not verify: what it said. Changes nothing.
    CertificateFinding judge(const ServerAddress& server, const QList<QSslError>& errors) const;

    // From now on only this certificate is believed there. False: it could not be written down (it holds until the end
    // of the program).
    bool pin(const ServerAddress& server, const QString& fingerprint);
    // The system verified the certificate there.
    bool noteVerified(const ServerAddress& server);
    // Believed there until the program ends, whatever is written down: the launcher knows the server it started.
    void pinForNow(const ServerAddress& server, const QString& fingerprint);

    // Null text: nothing is pinned there.
    QString pinned(const ServerAddress& server) const;

    // "AB CD", "ab:cd" and "abcd" are one: colons between lower case bytes. Empty: not a SHA-256.
    static QString normalised(const QString& fingerprint);
    static QString fingerprintOf(const QSslCertificate& certificate);

 private:
    bool write(const ServerAddress& server, const QString& value);

    QString m_file;
    QHash<QString, QString> m_pins;  // by ServerAddress::text(); "verified" where the system did
    QHash<QString, QString> m_pinsForNow;
};

}  // namespace client
