// What becomes of a chat message's text, friendly and hostile.

#include "shared/protocol/chat_text.h"

#include <QTest>

class TestChatText : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void isNormalised_data();
    void isNormalised();
    void isCountedByCharacters();
    void normalisingTwiceChangesNothing_data();
    void normalisingTwiceChangesNothing();
};

namespace {

QString of(std::u32string_view text) {
    return QString::fromUcs4(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

void TestChatText::isNormalised_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("stored");
    QTest::newRow("plain") << QStringLiteral("Best of three?") << QStringLiteral("Best of three?");
    QTest::newRow("trimmed") << QStringLiteral("  hi \t") << QStringLiteral("hi");
    QTest::newRow("lines become one") << QStringLiteral("a\r\nb\n\n\nc") << QStringLiteral("a b c");
    QTest::newRow("separators") << of(U"a\u2028b\u2029c\u00a0d") << QStringLiteral("a b c d");
    QTest::newRow("controls") << QStringLiteral("a\x01\x1b[31mb\x7f") << QStringLiteral("a [31mb");
    QTest::newRow("markup stays as written") << QStringLiteral("<b>x</b> &amp;") << QStringLiteral("<b>x</b> &amp;");
    QTest::newRow("overrides of direction")
        << of(U"abc\u202Etxt.exe\u202C\u2066x\u2069") << QStringLiteral("abctxt.exex");
    QTest::newRow("marks of direction stay") << of(U"\u05D0\u200E1") << of(U"\u05D0\u200E1");
    QTest::newRow("invisible") << of(U"a\u200Bb\uFEFFc\u00AD") << QStringLiteral("abc");
    QTest::newRow("nothing to see") << of(U" \u200B\u200D\u200F\n") << QString();
    QTest::newRow("only accents") << of(U"\u0301\u0301") << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("composed") << of(U"e\u0301") << of(U"\u00E9");
    QTest::newRow("family emoji") << of(U"\U0001F468\u200D\U0001F469\u200D\U0001F467")
                                  << of(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
    QTest::newRow("flag by tags") << of(U"\U0001F3F4\U000E0067\U000E0062\U000E007F")
                                  << of(U"\U0001F3F4\U000E0067\U000E0062\U000E007F");
    QTest::newRow("persian joiner") << of(U"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")
                                    << of(U"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");
    QTest::newRow("tower of accents") << QStringLiteral("x") + QString(60, QChar(0x0348))
                                      << QStringLiteral("x") + QString(4, QChar(0x0348));
    QTest::newRow("half a character") << QStringLiteral("a") + QString(QChar(0xD83D)) + QStringLiteral("b")
                                      << QStringLiteral("a") + QString(QChar(0xFFFD)) + QStringLiteral("b");
}

void TestChatText::isNormalised() {
    QFETCH(QString, written);
    QFETCH(QString, stored);
    QCOMPARE(pong::normalisedChatText(written), stored);
}

void TestChatText::isCountedByCharacters() {
    QCOMPARE(pong::chatTextLength(QString()), 0);
    QCOMPARE(pong::chatTextLength(QStringLiteral("hello")), 5);
    QCOMPARE(pong::chatTextLength(of(U"\U0001F3D3\U0001F3D3")), 2);
    QCOMPARE(pong::chatTextLength(QString(500, QLatin1Char('x'))), pong::longestChatText);
}

void TestChatText::normalisingTwiceChangesNothing_data() {
    isNormalised_data();
}

void TestChatText::normalisingTwiceChangesNothing() {
    QFETCH(QString, written);
    const QString once = pong::normalisedChatText(written);
    QCOMPARE(pong::normalisedChatText(once), once);
}

QTEST_APPLESS_MAIN(TestChatText)

#include "test_chat_text.moc"
