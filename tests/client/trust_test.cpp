// Certificates by the rules of Trust, and real TLS through Connection.

#include "client/net/trust.h"

#include "client/fake_server.h"
#include "client/net/connection.h"
#include "client/test_certificate.h"

#include <QSignalSpy>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;
using namespace client::test;
using namespace std::chrono_literals;
using Verdict = CertificateFinding::Verdict;
using State = ConnectionState;

namespace {

const ServerAddress office = *ServerAddress::parse(QStringLiteral("office.example"));

QList<QSslError> selfSigned(const QSslCertificate& certificate) {
    return {QSslError(QSslError::HostNameMismatch, certificate),
            QSslError(QSslError::SelfSignedCertificate, certificate)};
}

}  // namespace

class TrustTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QSslCertificate m_one = selfSignedServer("one").localCertificate();
    QSslCertificate m_two = selfSignedServer("two").localCertificate();

    QString file() const { return m_folder->filePath(QStringLiteral("inner/pins")); }

 private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFirstIsAskedForAndThenPinned() {
        Trust trust(file());
        const auto first = trust.judge(office, selfSigned(m_one));
        QCOMPARE(first.verdict(), Verdict::FirstUse);
        QCOMPARE(first.found(), Trust::fingerprintOf(m_one));
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::FirstUse);  // judging changes nothing
        QVERIFY(trust.pin(office, first.found()));
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Trusted);
    }

    void aPinOutlivesTheProgramAndHoldsForItsPortOnly() {
        Trust(file()).pin(office, Trust::fingerprintOf(m_one));
        const Trust trust(file());
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Trusted);
        const auto otherPort = *ServerAddress::parse(QStringLiteral("office.example:2000"));
        QCOMPARE(trust.judge(otherPort, selfSigned(m_one)).verdict(), Verdict::FirstUse);
    }

    void anotherThanThePinnedIsChanged() {
        Trust trust(file());
        trust.pin(office, Trust::fingerprintOf(m_one));
        const auto finding = trust.judge(office, selfSigned(m_two));
        QCOMPARE(finding.verdict(), Verdict::Changed);
        QCOMPARE(finding.found(), Trust::fingerprintOf(m_two));
        QCOMPARE(finding.expected(), Trust::fingerprintOf(m_one));
        trust.pin(office, finding.found());
        QCOMPARE(trust.judge(office, selfSigned(m_two)).verdict(), Verdict::Trusted);
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Changed);
    }

    void selfSignedWhereAVerifiedOneWasIsChanged() {
        Trust trust(file());
        QVERIFY(trust.noteVerified(office));
        const auto finding = Trust(file()).judge(office, selfSigned(m_one));
        QCOMPARE(finding.verdict(), Verdict::Changed);
        QVERIFY(finding.expected().isEmpty());
    }

    void whatIsNotSelfSignedIsTheSystemsToVerify_data() {
        QTest::addColumn<QSslError::SslError>("error");
        QTest::newRow("unknown authority") << QSslError::UnableToGetLocalIssuerCertificate;
        QTest::newRow("revoked") << QSslError::CertificateRevoked;
        QTest::newRow("chain") << QSslError::SelfSignedCertificateInChain;
        QTest::newRow("name") << QSslError::HostNameMismatch;
        QTest::newRow("expired") << QSslError::CertificateExpired;
    }
    void whatIsNotSelfSignedIsTheSystemsToVerify() {
        QFETCH(QSslError::SslError, error);
        Trust trust(file());
        const auto finding = trust.judge(office, {QSslError(error, m_one)});
        QCOMPARE(finding.verdict(), Verdict::Invalid);
        QVERIFY(!finding.problem().isEmpty());
        // Not even where it is the pinned one: the errors may be about another certificate of the chain.
        trust.pin(office, Trust::fingerprintOf(m_one));
        QCOMPARE(trust.judge(office, {QSslError(error, m_one)}).verdict(), Verdict::Invalid);
    }

    void theLaunchersPinIsNotWrittenDown() {
        Trust trust(file());
        trust.pin(office, Trust::fingerprintOf(m_two));
        trust.pinForNow(office, Trust::fingerprintOf(m_one).toUpper().remove(u':'));
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Trusted);
        QCOMPARE(Trust(file()).judge(office, selfSigned(m_two)).verdict(), Verdict::Trusted);
    }

    void aDamagedFileCostsItsDamagedLinesOnly() {
        Trust(file()).pin(office, Trust::fingerprintOf(m_one));
        QFile pins(file());
        QVERIFY(pins.open(QIODevice::Append));
        pins.write("other.example:1 abcd\n\xff\xfe\nlonely\n");
        pins.close();
        const Trust trust(file());
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Trusted);
        QVERIFY(trust.pinned(*ServerAddress::parse(QStringLiteral("other.example:1"))).isEmpty());
    }

    void aFolderThatCannotBeWrittenIsTold() {
        Trust trust(QStringLiteral("/dev/null/pins"));
        QVERIFY(!trust.pin(office, Trust::fingerprintOf(m_one)));
        QCOMPARE(trust.judge(office, selfSigned(m_one)).verdict(), Verdict::Trusted);
    }

    void fingerprintsAreReadAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const QString plain(64, u'a');
        QTest::newRow("plain") << plain << true;
        QTest::newRow("capitals") << plain.toUpper() << true;
        QTest::newRow("short") << plain.chopped(2) << false;
        QTest::newRow("long") << plain + QStringLiteral("aa") << false;
        QTest::newRow("not hex") << plain.chopped(1) + u'x' << false;
        QTest::newRow("empty") << QString() << false;
    }
    void fingerprintsAreReadAsPeopleWriteThem() {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(!Trust::normalised(text).isEmpty(), good);
    }

    void overRealTlsNothingIsSentBeforeTheYes() {
        FakeServer server(selfSignedServer("office"));
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.address());
        Trust trust(file());
        Connection connection(trust, QStringLiteral("test"));
        QSignalSpy refused(&connection, &Connection::certificateRefused);
        connection.open(address, QStringLiteral("good"));
        QTRY_COMPARE(refused.count(), 1);
        const auto finding = refused[0][1].value<CertificateFinding>();
        QCOMPARE(finding.verdict(), Verdict::FirstUse);
        QCOMPARE(connection.state(), State::Offline);
        QVERIFY(server.received.empty());

        trust.pin(address, finding.found());
        connection.open(address, QStringLiteral("good"));
        QTRY_COMPARE(connection.state(), State::SignedIn);
        QCOMPARE(refused.count(), 1);
    }

    void overRealTlsAChangedCertificateStopsTheReturn() {
        auto server = std::make_unique<FakeServer>(selfSignedServer("office"));
        QVERIFY(server->listen());
        const quint16 port = server->port();
        const auto address = *ServerAddress::parse(server->address());
        Trust trust(file());
        Connection connection(trust, QStringLiteral("test"), ConnectionTimes{.firstRetry = 20ms, .longestRetry = 50ms});
        QSignalSpy refused(&connection, &Connection::certificateRefused);
        connection.open(address);
        QTRY_COMPARE(refused.count(), 1);
        trust.pin(address, refused[0][1].value<CertificateFinding>().found());
        connection.open(address, QStringLiteral("good"));
        QTRY_COMPARE(connection.state(), State::SignedIn);

        server->stop();
        server = std::make_unique<FakeServer>(selfSignedServer("office"));
        server->usePort(port);
        QVERIFY(server->listen());
        QTRY_COMPARE(refused.count(), 2);
        const auto finding = refused[1][1].value<CertificateFinding>();
        QCOMPARE(finding.verdict(), Verdict::Changed);
        QCOMPARE(finding.expected(), trust.pinned(address));
        QCOMPARE(connection.state(), State::Offline);
        QVERIFY(server->received.empty());  // above all: not the token
    }
};

QTEST_GUILESS_MAIN(TrustTest)
#include "trust_test.moc"
