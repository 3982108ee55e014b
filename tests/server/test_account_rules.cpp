// What a new account must look like, how guessing is slowed down, and tokens: pure logic.

#include "server/accounts/account_rules.h"
#include "server/accounts/attempt_guard.h"
#include "server/accounts/token.h"
#include "server/net/address_group.h"
#include "server/net/refusal.h"

#include <QSet>
#include <QTest>

#include <functional>

namespace {

using namespace server;
namespace rules = server::account_rules;

// The field that is refused; empty if none.
QString refusedField(const std::function<void()>& check) {
    try {
        check();
    } catch (const Refusal& refusal) {
        return refusal.code() == wire::REFUSAL_INVALID_FIELD && !refusal.text().isEmpty() ? refusal.field()
                                                                                          : QStringLiteral("?");
    }
    return {};
}

constexpr std::int64_t ms = 1000;
constexpr AttemptRule rule{3, std::chrono::milliseconds(100), std::chrono::milliseconds(400),
                           std::chrono::milliseconds(10'000), 4};

}  // namespace

class TestAccountRules : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void usernames_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("shortest") << QByteArray("abc") << true;
        QTest::newRow("longest") << QByteArray(20, 'x') << true;
        QTest::newRow("all kinds") << QByteArray("Ma-ra_09") << true;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("too short") << QByteArray("ab") << false;
        QTest::newRow("too long") << QByteArray(21, 'x') << false;
        QTest::newRow("space") << QByteArray("ma ra") << false;
        QTest::newRow("line end") << QByteArray("mara\n") << false;
        QTest::newRow("at sign") << QByteArray("mara@home") << false;
        QTest::newRow("letter of another alphabet") << QByteArray("m\xc3\xa4ra") << false;
    }
    void usernames() {
        QFETCH(QByteArray, name);
        QFETCH(bool, good);
        const QString field = refusedField([&] { rules::checkUsername(name.toStdString()); });
        QCOMPARE(field, good ? QString() : QStringLiteral("username"));
    }

    void emails_data() {
        QTest::addColumn<QByteArray>("email");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << QByteArray("mara@example.org") << true;
        QTest::newRow("with tag") << QByteArray("m.ara+pong@mail.example.org") << true;
        QTest::newRow("with spaces around") << QByteArray(" mara@example.org ") << true;
        QTest::newRow("other letters") << QByteArray("m\xc3\xa4ra@example.org") << true;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("no at") << QByteArray("mara.example.org") << false;
        QTest::newRow("two ats") << QByteArray("mara@home@example.org") << false;
        QTest::newRow("no host") << QByteArray("mara@") << false;
        QTest::newRow("no name") << QByteArray("@example.org") << false;
        QTest::newRow("no dot") << QByteArray("mara@example") << false;
        QTest::newRow("dot at the end") << QByteArray("mara@example.") << false;
        QTest::newRow("space inside") << QByteArray("ma ra@example.org") << false;
        QTest::newRow("header injection") << QByteArray("mara@example.org\r\nBcc: all@example.org") << false;
        QTest::newRow("control character") << QByteArray("mara\x01@example.org") << false;
        QTest::newRow("too long") << QByteArray(60, 'x') + '@' + QByteArray(200, 'y') + ".org" << false;
        QTest::newRow("long name") << QByteArray(65, 'x') + "@example.org" << false;
    }
    void emails() {
        QFETCH(QByteArray, email);
        QFETCH(bool, good);
        const QString field = refusedField([&] { rules::checkEmail(email.toStdString()); });
        QCOMPARE(field, good ? QString() : QStringLiteral("email"));
    }

    void passwords_data() {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("good");
        QTest::newRow("shortest") << QByteArray("abcdefgh12") << true;
        QTest::newRow("longest") << QByteArray(128, 'x') + "" << true;
        QTest::newRow("characters, not bytes") << QByteArray("\xc3\xa4").repeated(10) << true;
        QTest::newRow("spaces count") << QByteArray("a b c d e ") << true;
        QTest::newRow("too short") << QByteArray("abcdefgh1") << false;
        QTest::newRow("too short in other letters") << QByteArray("\xc3\xa4").repeated(9) << false;
        QTest::newRow("too long") << QByteArray(129, 'x') << false;
        QTest::newRow("common") << QByteArray("1234567890") << false;
        QTest::newRow("common, of the list's end") << QByteArray("zxcvbnm1234567") << false;
        QTest::newRow("common in capitals") << QByteArray("PASSWORD123") << false;
        QTest::newRow("the name") << QByteArray("Mara-Mara-Mara") << false;
        QTest::newRow("the address") << QByteArray("mara@example.org") << false;
    }
    void passwords() {
        QFETCH(QByteArray, password);
        QFETCH(bool, good);
        const QString field = refusedField([&] {
            rules::checkPassword(password.toStdString(), QStringLiteral("mara-mara-mara"),
                                 QStringLiteral("mara@example.org"));
        });
        QCOMPARE(field, good ? QString() : QStringLiteral("password"));
    }

    void passwordIsTheSameHoweverItsLettersAreComposed() {
        QCOMPARE(rules::passwordBytes("a\xcc\x88"), rules::passwordBytes("\xc3\xa4"));
    }

    void deviceNamesAreOneShortLine() {
        QCOMPARE(rules::deviceName(" Debian,\n laptop\t"), QStringLiteral("Debian, laptop"));
        QCOMPARE(rules::deviceName(std::string(100, 'x')).size(), 80);
        // A character of two units across the limit is left out whole.
        const QString device = rules::deviceName(std::string(79, 'x') + "\xf0\x9f\x8f\x93");
        QCOMPARE(device.size(), 79);
    }

    void guessingIsSlowedDown() {
        AttemptGuard guard(rule);
        std::int64_t now = 1'000'000 * ms;
        for (int free = 0; free < 3; ++free)
            QCOMPARE(guard.start("mara", now), 0U);
        QCOMPARE(guard.start("mara", now), 100U);
        QCOMPARE(guard.start("other", now), 0U);
        now += 100 * ms;
        QCOMPARE(guard.start("mara", now), 0U);
        QCOMPARE(guard.start("mara", now + 50 * ms), 150U);  // twice as long, less what has passed
        now += 200 * ms;
        QCOMPARE(guard.start("mara", now), 0U);
        for (int more = 0; more < 5; ++more) {
            QCOMPARE(guard.start("mara", now), 400U);  // never longer
            now += 400 * ms;
            QCOMPARE(guard.start("mara", now), 0U);
        }
    }

    void successAndTimeForgive() {
        AttemptGuard guard(rule);
        const std::int64_t now = 1'000'000 * ms;
        for (int free = 0; free < 3; ++free)
            QCOMPARE(guard.start("a", now), 0U);
        guard.forgive("a");
        QCOMPARE(guard.start("a", now), 0U);
        QCOMPARE(guard.start("a", now), 100U);
        guard.forget("a");
        QCOMPARE(guard.start("a", now), 0U);
        for (int free = 0; free < 2; ++free)
            QCOMPARE(guard.start("a", now), 0U);
        QCOMPARE(guard.start("a", now), 100U);
        QCOMPARE(guard.start("a", now + 10'001 * ms), 0U);
        QCOMPARE(guard.start("a", now + 10'001 * ms), 0U);
    }

    void memoryIsBoundedAndGuessersStay() {
        AttemptGuard guard(rule);
        const std::int64_t now = 1'000'000 * ms;
        for (int tries = 0; tries < 3; ++tries)
            QCOMPARE(guard.start("guesser", now), 0U);
        for (int key = 0; key < 1000; ++key) {
            QCOMPARE(guard.start(QByteArray::number(key), now), 0U);
            QVERIFY(guard.keys() <= 4);
        }
        QCOMPARE(guard.start("guesser", now), 100U);
    }

    void tokensAreLongAndAllDifferent() {
        QSet<QByteArray> tokens;
        for (int i = 0; i < 1000; ++i)
            tokens.insert(token::make());
        QCOMPARE(tokens.size(), 1000);
        const QByteArray one = *tokens.begin();
        QCOMPARE(one.size(), 43);
        QCOMPARE(QByteArray::fromBase64(one, QByteArray::Base64UrlEncoding).size(), 32);
        QCOMPARE(token::hash(one).size(), 32);
        QVERIFY(!token::hash(one).contains(one));
        QCOMPARE(token::hash("abc").toHex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    void addressesCountByGroup() {
        const auto group = [](const char* text) { return addressGroup(QHostAddress(QLatin1StringView(text))); };
        QCOMPARE(group("::ffff:192.0.2.7"), group("192.0.2.7"));
        QVERIFY(group("192.0.2.7") != group("192.0.2.8"));
        QCOMPARE(group("2001:db8:1:2::1"), group("2001:db8:1:2:ffff::9"));
        QVERIFY(group("2001:db8:1:2::1") != group("2001:db8:1:3::1"));
    }
};

QTEST_GUILESS_MAIN(TestAccountRules)
#include "test_account_rules.moc"
