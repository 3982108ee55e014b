#include "client/net/trust.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSslCertificate>

#include <algorithm>

namespace client {

namespace {

constexpr QLatin1String verified("verified");
constexpr int fingerprintBytes = 32;

// What a self-signed certificate of a LAN server is expected to be, once its key is the pinned one.
bool concernsOnlySelfSigning(const QSslError& error) {
    switch (error.error()) {
        case QSslError::SelfSignedCertificate:
        case QSslError::HostNameMismatch:
        case QSslError::CertificateExpired:
        case QSslError::CertificateNotYetValid:
            return true;
        default:
            return false;
    }
}

}  // namespace

Trust::Trust(QString file) : m_file(std::move(file)) {
    QFile pins(m_file);
    if (!pins.open(QIODevice::ReadOnly | QIODevice::Text))
        return;
    // "address fingerprint" a line, as ssh does it; a line that is not is left out.
    while (!pins.atEnd()) {
        const QStringList parts = QString::fromUtf8(pins.readLine()).trimmed().split(u' ');
        if (parts.size() == 2 && (parts[1] == verified || !normalised(parts[1]).isEmpty()))
            m_pins.insert(parts[0], parts[1]);
    }
}

CertificateFinding Trust::judge(const ServerAddress& server, const QList<QSslError>& errors) const {
    using Verdict = CertificateFinding::Verdict;
    const auto strange = std::find_if_not(errors.begin(), errors.end(), concernsOnlySelfSigning);
    const auto selfSigned = std::find_if(errors.begin(), errors.end(), [](const QSslError& error) {
        return error.error() == QSslError::SelfSignedCertificate;
    });
    if (strange != errors.end())
        return CertificateFinding(Verdict::Invalid, {}, pinned(server), strange->errorString());
    if (selfSigned == errors.end())
        return CertificateFinding(Verdict::Invalid, {}, pinned(server),
                                  errors.isEmpty() ? QString() : errors.front().errorString());

    const QString found = fingerprintOf(selfSigned->certificate());
    const QString expected = pinned(server);
    if (expected.isEmpty())
        return CertificateFinding(Verdict::FirstUse, found, {});
    if (expected == verified)
        return CertificateFinding(Verdict::Changed, found, {});
    return CertificateFinding(found == expected ? Verdict::Trusted : Verdict::Changed, found, expected);
}

bool Trust::pin(const ServerAddress& server, const QString& fingerprint) {
    m_pinsForNow.remove(server.text());
    return write(server, normalised(fingerprint));
}

bool Trust::noteVerified(const ServerAddress& server) {
    return pinned(server) == verified || write(server, verified);
}

void Trust::pinForNow(const ServerAddress& server, const QString& fingerprint) {
    m_pinsForNow.insert(server.text(), normalised(fingerprint));
}

QString Trust::pinned(const ServerAddress& server) const {
    const auto forNow = m_pinsForNow.constFind(server.text());
    return forNow != m_pinsForNow.constEnd() ? *forNow : m_pins.value(server.text());
}

QString Trust::normalised(const QString& fingerprint) {
    QString hex = fingerprint.toLower();
    hex.remove(u':').remove(u' ');
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    if (bytes.size() != fingerprintBytes ||
        QString::fromLatin1(bytes.toHex()) != hex)  // fromHex() skips what is no hex
        return {};
    return QString::fromLatin1(bytes.toHex(':'));
}

QString Trust::fingerprintOf(const QSslCertificate& certificate) {
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':'));
}

bool Trust::write(const ServerAddress& server, const QString& value) {
    m_pins.insert(server.text(), value);
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile pins(m_file);
    if (!pins.open(QIODevice::WriteOnly | QIODevice::Text))
        return false;
    QStringList lines;
    for (auto pin = m_pins.constBegin(); pin != m_pins.constEnd(); ++pin)
        lines.append(pin.key() + u' ' + pin.value() + u'\n');
    lines.sort();
    pins.write(lines.join(QString()).toUtf8());
    return pins.commit();
}

}  // namespace client
