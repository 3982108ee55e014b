// The parts of accounts that need neither a database nor a connection: codes that people type, challenges, limits.

#include "server/accounts/account_guards.h"
#include "server/accounts/account_mails.h"
#include "server/accounts/one_time_code.h"
#include "server/accounts/pending_log_ins.h"
#include "server/net/refusal.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

namespace one_time_code = server::one_time_code;
using server::AccountGuards;
using server::PendingLogIns;
using server::Refusal;
using server::ServerKey;

class TestAccountParts : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void codesAreWhatTheyPromise();
    void codesMayBeTypedInManyWays_data();
    void codesMayBeTypedInManyWays();
    void digitsAreSix();
    void challengesEnd();
    void challengesAreForOneAccount();
    void challengesAreBounded();
    void gatesSlowDown();
    void gatesShareAnAddress();
    void mailsNameNobodyElse();
};

void TestAccountParts::codesAreWhatTheyPromise() {
    static const QRegularExpression sixDigits(QStringLiteral("\\A[0-9]{6}\\z"));
    static const QRegularExpression letters(QStringLiteral("\\A[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\\z"));
    QSet<QString> seen;
    for (int round = 0; round < 200; ++round) {
        QVERIFY(sixDigits.match(one_time_code::makeDigits()).hasMatch());
        const QString code = one_time_code::makeLetters();
        QVERIFY2(letters.match(code).hasMatch(), qPrintable(code));
        seen.insert(code);
    }
    QCOMPARE(seen.size(), 200);
}

void TestAccountParts::codesMayBeTypedInManyWays_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char* code, const char* typed, bool isSame) {
        QTest::addRow("%s %s", code, typed) << QString::fromLatin1(code) << QString::fromLatin1(typed) << isSame;
    };
    row("042917", "042917", true);
    row("042917", " 042 917 ", true);
    row("042917", "O42-917", true);
    row("042917", "042918", false);
    row("042917", "42917", false);
    row("042917", "", false);
    row("K10F2-9MXWB", "kiof29mxwb", true);
    row("K10F2-9MXWB", "KLOF2 9MXWB", true);
    row("K10F2-9MXWB", "K10F2-9MXWC", false);
    row("K10F2-9MXWB", "K10F2-9MXWBB", false);
}

void TestAccountParts::codesMayBeTypedInManyWays() {
    QFETCH(QString, code);
    QFETCH(QString, typed);
    QFETCH(bool, isSame);
    const ServerKey key = ServerKey::make();
    QCOMPARE(one_time_code::hash(key, code) == one_time_code::hash(key, typed.toStdString()), isSame);
    QVERIFY(one_time_code::hash(key, code) != one_time_code::hash(ServerKey::make(), code));
}

void TestAccountParts::digitsAreSix() {
    QCOMPARE(one_time_code::digitsOf(" 123 456"), QByteArray("123456"));
    QCOMPARE(one_time_code::digitsOf("12345"), QByteArray());
    QCOMPARE(one_time_code::digitsOf("1234567"), QByteArray());
    QCOMPARE(one_time_code::digitsOf("12345a"), QByteArray());
    QCOMPARE(one_time_code::digitsOf(std::string(4096, '1')), QByteArray());
}

void TestAccountParts::challengesEnd() {
    PendingLogIns pending;
    const QByteArray challenge = pending.add({7, QStringLiteral("laptop"), QStringLiteral("hash")}, 0);
    QCOMPARE(challenge.size(), 43);
    const auto found = pending.find(challenge, PendingLogIns::lifetimeUs - 1);
    QVERIFY(found);
    QCOMPARE(found->user, 7);
    QCOMPARE(found->device, QStringLiteral("laptop"));
    QVERIFY(!pending.find(challenge, PendingLogIns::lifetimeUs));
    QVERIFY(!pending.find({}, 0));
    pending.remove(challenge);
    QVERIFY(!pending.find(challenge, 0));
}

void TestAccountParts::challengesAreForOneAccount() {
    PendingLogIns pending;
    const QByteArray first = pending.add({1, {}, {}}, 0);
    const QByteArray second = pending.add({1, {}, {}}, 0);
    const QByteArray other = pending.add({2, {}, {}}, 0);
    pending.removeAll(1);
    QVERIFY(!pending.find(first, 0));
    QVERIFY(!pending.find(second, 0));
    QVERIFY(pending.find(other, 0));
}

void TestAccountParts::challengesAreBounded() {
    PendingLogIns pending;
    const QByteArray oldest = pending.add({1, {}, {}}, 0);
    QByteArray newest;
    for (qsizetype entry = 0; entry < PendingLogIns::mostEntries; ++entry)
        newest = pending.add({2, {}, {}}, 1);
    QCOMPARE(pending.count(), PendingLogIns::mostEntries);
    QVERIFY(!pending.find(oldest, 1));
    QVERIFY(pending.find(newest, 1));
    // Those that are over go first, all at once.
    pending.add({3, {}, {}}, PendingLogIns::lifetimeUs + 1);
    QCOMPARE(pending.count(), 1);
}

void TestAccountParts::gatesSlowDown() {
    std::int64_t nowUs = 0;
    server::AccountLimits limits;
    limits.code = {2, std::chrono::seconds(1), std::chrono::seconds(4), std::chrono::hours(1)};
    AccountGuards guards(limits, {[&nowUs] { return nowUs; }, [] { return std::int64_t{0}; }});
    guards.code.enter("mara");
    guards.code.enter("mara");
    for (const std::uint32_t expected : {1000u, 2000u, 4000u, 4000u}) {
        QCOMPARE(guards.code.waitMs("mara"), expected);
        QVERIFY_EXCEPTION_THROWN(guards.code.enter("mara"), Refusal);
        try {
            guards.code.enter("mara");
        } catch (const Refusal& refusal) {
            QCOMPARE(refusal.code(), server::wire::REFUSAL_TOO_MANY);
            QCOMPARE(refusal.retryAfterMs(), expected);
        }
        nowUs += std::int64_t{expected} * 1000;
        guards.code.enter("mara");
    }
    QCOMPARE(guards.code.waitMs("kaito"), 0u);
    guards.code.enter("kaito");  // not held up by others
    guards.code.forget("mara");
    guards.code.enter("mara");
}

void TestAccountParts::gatesShareAnAddress() {
    QCOMPARE(AccountGuards::keyOf(QHostAddress(QStringLiteral("2001:db8::1"))),
             AccountGuards::keyOf(QHostAddress(QStringLiteral("2001:db8::ffff"))));
    QVERIFY(AccountGuards::keyOf(QHostAddress(QStringLiteral("2001:db8::1"))) !=
            AccountGuards::keyOf(QHostAddress(QStringLiteral("2001:db9::1"))));
    QVERIFY(AccountGuards::keyOf(QHostAddress(QStringLiteral("192.0.2.1"))) !=
            AccountGuards::keyOf(QHostAddress(QStringLiteral("192.0.2.2"))));
}

void TestAccountParts::mailsNameNobodyElse() {
    const server::AccountMails mails(QStringLiteral("Office <LAN>"));
    const server::Mail mail =
        mails.resetPassword(QStringLiteral("a+b@example.org"), QStringLiteral("mara"), QStringLiteral("K7QF2-9MXWB"));
    QCOMPARE(mail.to, QStringLiteral("a+b@example.org"));
    QVERIFY(mail.text.contains(QStringLiteral("pong://reset?account=a%2Bb%40example.org&code=K7QF2-9MXWB")));
    QVERIFY(mail.text.contains(QStringLiteral("    K7QF2-9MXWB\n")));
    QVERIFY(mail.html.contains(QStringLiteral("Office &lt;LAN&gt;")));
    // A code belongs in the mail, not in what a notification shows of it.
    QVERIFY(!mail.subject.contains(QStringLiteral("K7QF2")));
}

QTEST_GUILESS_MAIN(TestAccountParts)
#include "test_account_parts.moc"
