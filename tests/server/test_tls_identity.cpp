// The server's certificate: made once, kept, secret where it must be, and the one that clients see.

#include "server/net/tls_identity.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSslError>
#include <QTemporaryDir>
#include <QTest>

class TestTlsIdentity : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void isMadeOnceAndKept() {
        QTemporaryDir folder;
        const server::TlsIdentity first = server::TlsIdentity::loadOrCreate(folder.path());
        const server::TlsIdentity second = server::TlsIdentity::loadOrCreate(folder.path());
        QCOMPARE(second.certificate(), first.certificate());
        QCOMPARE(second.key(), first.key());
        QTemporaryDir other;
        QVERIFY(server::TlsIdentity::loadOrCreate(other.path()).certificate() != first.certificate());
    }

    void isWhatTheDesignAsksFor() {
        QTemporaryDir folder;
        const server::TlsIdentity identity = server::TlsIdentity::loadOrCreate(folder.path());
        QCOMPARE(identity.key().algorithm(), QSsl::Ec);
        QCOMPARE(identity.key().length(), 256);
        QVERIFY(identity.certificate().isSelfSigned());
        QVERIFY(identity.certificate().effectiveDate() < QDateTime::currentDateTime());
        QVERIFY(identity.certificate().expiryDate() > QDateTime::currentDateTime().addYears(9));
    }

    void fingerprintIsTheCertificatesHash() {
        QTemporaryDir folder;
        const server::TlsIdentity identity = server::TlsIdentity::loadOrCreate(folder.path());
        const QRegularExpression shape(QStringLiteral("\\A[0-9A-F]{2}(:[0-9A-F]{2}){31}\\z"));
        QVERIFY(shape.match(identity.fingerprint()).hasMatch());
        const QByteArray der = identity.certificate().toDer();
        const QByteArray hash = QCryptographicHash::hash(der, QCryptographicHash::Sha256);
        QCOMPARE(QByteArray::fromHex(identity.fingerprint().remove(QLatin1Char(':')).toLatin1()), hash);
    }

    void keyIsForTheOwnerOnly() {
        QTemporaryDir folder;
        server::TlsIdentity::loadOrCreate(folder.path());
        const QFileInfo key(folder.filePath(QStringLiteral("tls/key.pem")));
        const auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(key.exists());
        QVERIFY(!(key.permissions() & others));
    }

    void damageIsNamed() {
        QTemporaryDir folder;
        server::TlsIdentity::loadOrCreate(folder.path());
        QFile key(folder.filePath(QStringLiteral("tls/key.pem")));
        QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
        key.write("no key");
        key.close();
        try {
            server::TlsIdentity::loadOrCreate(folder.path());
            QFAIL("a damaged key was accepted");
        } catch (const std::runtime_error& error) {
            QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("key.pem holds no EC key")));
        }
    }
};

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "test_tls_identity.moc"
