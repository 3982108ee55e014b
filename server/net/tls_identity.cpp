#include "server/net/tls_identity.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace server {

namespace {

template <auto Free>
struct Freer {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free>>;

constexpr long tenYears = 10L * 365 * 24 * 3600;
constexpr int version3 = 2;  // X.509 counts from 0

[[noreturn]] void fail(const QString& text) {
    throw std::runtime_error(text.toStdString());
}

template <typename T>
T checked(T result) {
    if (!result)
        fail(QStringLiteral("cannot make a TLS certificate: ") +
             QString::fromUtf8(ERR_reason_error_string(ERR_get_error())));
    return result;
}

void addExtension(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(checked(X509V3_EXT_conf_nid(nullptr, &context, nid, value)));
    checked(X509_add_ext(certificate, extension.get(), -1));
}

Certificate makeCertificate(EVP_PKEY* key) {
    Certificate certificate(checked(X509_new()));
    X509* x509 = certificate.get();
    checked(X509_set_version(x509, version3));
    std::uint64_t serial = 0;
    checked(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1);
    checked(ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial >> 1));
    // A day back: players' clocks differ.
    checked(X509_gmtime_adj(X509_getm_notBefore(x509), -24L * 3600));
    checked(X509_gmtime_adj(X509_getm_notAfter(x509), tenYears));
    checked(X509_set_pubkey(x509, key));
    X509_NAME* name = X509_get_subject_name(x509);
    checked(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("pong-server"),
                                       -1, -1, 0));
    checked(X509_set_issuer_name(x509, name));
    addExtension(x509, NID_basic_constraints, "critical,CA:FALSE");
    // No key usage: one without keyCertSign would not count as self-signed, and clients could not say what it is.
    addExtension(x509, NID_ext_key_usage, "serverAuth");
    addExtension(x509, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    checked(X509_sign(x509, key, EVP_sha256()));
    return certificate;
}

QByteArray content(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

void writeFile(const QString& path, const QByteArray& bytes, QFileDevice::Permissions permissions) {
    QSaveFile file(path);
    // The permissions first: a key must not be readable by others even for a moment.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions) || file.write(bytes) != bytes.size() ||
        !file.commit())
        fail(QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

void createFiles(const QString& keyPath, const QString& certificatePath) {
    const PrivateKey key(checked(EVP_EC_gen("P-256")));
    const Certificate certificate = makeCertificate(key.get());
    const Memory keyText(checked(BIO_new(BIO_s_mem())));
    checked(PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr));
    const Memory certificateText(checked(BIO_new(BIO_s_mem())));
    checked(PEM_write_bio_X509(certificateText.get(), certificate.get()));
    const QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    // The key last: its presence says that both are there.
    writeFile(certificatePath, content(certificateText.get()),
              ownerOnly | QFileDevice::ReadGroup | QFileDevice::ReadOther);
    writeFile(keyPath, content(keyText.get()), ownerOnly);
}

}  // namespace

TlsIdentity::TlsIdentity(QSslCertificate certificate, QSslKey key)
    : m_certificate(std::move(certificate)), m_key(std::move(key)) {}

TlsIdentity TlsIdentity::loadOrCreate(const QString& dataFolder) {
    const QDir folder(dataFolder + QStringLiteral("/tls"));
    if (!folder.mkpath(QStringLiteral(".")))
        fail(QStringLiteral("cannot make the folder %1").arg(folder.path()));
    const QString keyPath = folder.filePath(QStringLiteral("key.pem"));
    const QString certificatePath = folder.filePath(QStringLiteral("certificate.pem"));
    if (!QFile::exists(keyPath))
        createFiles(keyPath, certificatePath);
    const QSslCertificate certificate(readFile(certificatePath), QSsl::Pem);
    const QSslKey key(readFile(keyPath), QSsl::Ec, QSsl::Pem);
    if (certificate.isNull())
        fail(QStringLiteral("%1 holds no certificate").arg(certificatePath));
    if (key.isNull())
        fail(QStringLiteral("%1 holds no EC key").arg(keyPath));
    return TlsIdentity(certificate, key);
}

QString TlsIdentity::fingerprint() const {
    return QString::fromLatin1(m_certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

}  // namespace server
