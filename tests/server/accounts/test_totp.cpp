// Codes of authenticator apps: the vectors of RFC 6238, codes that `oathtool` makes of what this program shows to a
// person, one step of drift, and no code twice.

#include "server/accounts/totp.h"

#include <QProcess>
#include <QUrl>
#include <QUrlQuery>
#include <QtTest>

namespace totp = server::totp;

namespace {

const QByteArray rfcSecret("12345678901234567890");

// As an independent program makes it.
QByteArray oathtool(const QString& base32, std::int64_t unixSeconds) {
    QProcess process;
    process.start(QStringLiteral("oathtool"),
                  {QStringLiteral("--base32"), QStringLiteral("--totp"), QStringLiteral("--now"),
                   QDateTime::fromSecsSinceEpoch(unixSeconds, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"), base32});
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

}  // namespace

class TestTotp : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void vectorsOfTheRfc_data();
    void vectorsOfTheRfc();
    void oathtoolAgrees();
    void secretsAreRandom();
    void theUriIsWhatAppsRead();
    void oneStepOfDriftIsAllowed();
    void noCodeIsGoodTwice();
    void anythingElseIsNoCode();
};

void TestTotp::vectorsOfTheRfc_data() {
    // RFC 6238, appendix B, SHA-1.
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](qint64 time, const char* code) { QTest::addRow("%lld", time) << time << QByteArray(code); };
    row(59, "94287082");
    row(1111111109, "07081804");
    row(1111111111, "14050471");
    row(1234567890, "89005924");
    row(2000000000, "69279037");
    row(20000000000, "65353130");
}

void TestTotp::vectorsOfTheRfc() {
    QFETCH(qint64, time);
    QFETCH(QByteArray, code);
    constexpr int rfcDigits = 8;
    QCOMPARE(totp::codeAt(rfcSecret, time, rfcDigits), code);
    // What this program uses is the same, shorter.
    QCOMPARE(totp::codeAt(rfcSecret, time), code.right(totp::digits));
    QCOMPARE(totp::matchingStep(rfcSecret, code.right(totp::digits), time, 0), time / totp::stepSeconds);
}

void TestTotp::oathtoolAgrees() {
    for (int round = 0; round < 5; ++round) {
        const QByteArray secret = totp::makeSecret();
        const std::int64_t now = 1'700'000'000 + round * 12'345;
        const QByteArray code = oathtool(totp::spelled(secret).remove(QLatin1Char(' ')), now);
        QCOMPARE(code.size(), 6);
        QCOMPARE(code, totp::codeAt(secret, now));
        QVERIFY(totp::matchingStep(secret, code, now, 0));
    }
}

void TestTotp::secretsAreRandom() {
    QCOMPARE(totp::makeSecret().size(), 20);
    QVERIFY(totp::makeSecret() != totp::makeSecret());
    QCOMPARE(totp::spelled(rfcSecret), QStringLiteral("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"));
}

void TestTotp::theUriIsWhatAppsRead() {
    const QUrl uri(totp::uri(rfcSecret, QStringLiteral("Pong (Mara's LAN: 1 & 2)"), QStringLiteral("mara")));
    QVERIFY(uri.isValid());
    QCOMPARE(uri.scheme(), QStringLiteral("otpauth"));
    QCOMPARE(uri.host(), QStringLiteral("totp"));
    const QUrlQuery query(uri);
    QCOMPARE(query.queryItemValue(QStringLiteral("secret")), QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    QCOMPARE(query.queryItemValue(QStringLiteral("issuer"), QUrl::FullyDecoded),
             QStringLiteral("Pong (Mara's LAN: 1 & 2)"));
    QCOMPARE(query.queryItemValue(QStringLiteral("period")), QStringLiteral("30"));
    QVERIFY(uri.path(QUrl::FullyEncoded).endsWith(QStringLiteral(":mara")));
    QCOMPARE(uri.path(QUrl::FullyEncoded).count(QLatin1Char(':')), 1);
}

void TestTotp::oneStepOfDriftIsAllowed() {
    constexpr std::int64_t now = 1'700'000'015;  // in the middle of a step
    const auto matches = [](std::int64_t codeOf) {
        return totp::matchingStep(rfcSecret, totp::codeAt(rfcSecret, codeOf), now, 0).has_value();
    };
    QVERIFY(matches(now));
    QVERIFY(matches(now - 30));
    QVERIFY(matches(now + 30));
    QVERIFY(!matches(now - 60));
    QVERIFY(!matches(now + 60));
}

void TestTotp::noCodeIsGoodTwice() {
    constexpr std::int64_t now = 1'700'000'015;
    const QByteArray code = totp::codeAt(rfcSecret, now);
    const std::optional<std::int64_t> step = totp::matchingStep(rfcSecret, code, now, 0);
    QCOMPARE(step, now / 30);
    QVERIFY(!totp::matchingStep(rfcSecret, code, now, *step));
    QVERIFY(!totp::matchingStep(rfcSecret, code, now + 30, *step));
    // Nor one of before it, which somebody may have seen.
    QVERIFY(!totp::matchingStep(rfcSecret, totp::codeAt(rfcSecret, now - 30), now, *step));
    QVERIFY(totp::matchingStep(rfcSecret, totp::codeAt(rfcSecret, now + 30), now, *step));
}

void TestTotp::anythingElseIsNoCode() {
    constexpr std::int64_t now = 1'700'000'015;
    const QByteArray code = totp::codeAt(rfcSecret, now);
    QVERIFY(!totp::matchingStep(rfcSecret, {}, now, 0));
    QVERIFY(!totp::matchingStep(rfcSecret, code.left(5), now, 0));
    QVERIFY(!totp::matchingStep(rfcSecret, code + '0', now, 0));
    QVERIFY(!totp::matchingStep(QByteArray("98765432109876543210"), code, now, 0));
}

QTEST_GUILESS_MAIN(TestTotp)
#include "test_totp.moc"
