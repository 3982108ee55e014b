#pragma once

// Who this server is: a private key and a self-signed certificate, made on the first start and kept in the data folder
// (tls/key.pem is for the owner only). Clients pin the certificate on first use, so losing the folder makes every
// client warn; players compare the fingerprint that the host reads out. Blocking file work, before the event loop; main
// thread.

#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace server {

class TlsIdentity {
 public:
    // Reads the identity of this folder, or makes one: EC P-256, valid for ten years. Throws std::runtime_error with a
    // line for the person at the terminal when files cannot be read, written or understood.
    static TlsIdentity loadOrCreate(const QString& dataFolder);

    const QSslCertificate& certificate() const { return m_certificate; }
    const QSslKey& key() const { return m_key; }
    // SHA-256 of the certificate as "AA:BB:...", as the client shows it.
    QString fingerprint() const;

 private:
    TlsIdentity(QSslCertificate certificate, QSslKey key);

    QSslCertificate m_certificate;
    QSslKey m_key;
};

}  // namespace server
