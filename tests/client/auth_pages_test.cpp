// The pages before being signed in, and the boxes for a code, as a person fills them in: keys go to the window, and
// errors stand where they belong.

#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "tests/client/page_fixture.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace client;

class AuthPagesTest : public PageFixture {
    Q_OBJECT

    void type(const QString& text) {
        for (const QChar letter : text)
            QTest::keyClick(m_window->windowHandle(), letter.toLatin1());
    }
    void paste(const QString& text) {
        QApplication::clipboard()->setText(text);
        QTest::keyClick(m_window->windowHandle(), Qt::Key_V, Qt::ControlModifier);
    }

    // A code entry in its field over the window.
    CodeEntry* showCodeEntry(CodeEntry::Boxes boxes = CodeEntry::Boxes::Tall) {
        auto* entry = new CodeEntry(*m_look, QStringLiteral("entry"), boxes);
        auto* field = new Field(*m_look, QString(), entry, m_window.get());
        field->setGeometry(0, 0, 400, 100);
        field->show();
        entry->setFocus();
        return entry;
    }

 private Q_SLOTS:
    // --- the boxes ------------------------------------------------------------------------------------------------
    void aCodeIsTypedDigitByDigit() {
        CodeEntry* entry = showCodeEntry();
        QSignalSpy edited(entry, &CodeEntry::codeEdited);
        type(QStringLiteral("4x0 7"));
        QCOMPARE(entry->text(), QStringLiteral("407"));
        QVERIFY(!entry->isComplete());
        type(QStringLiteral("195"));
        QVERIFY(entry->isComplete());
        QCOMPARE(edited.last()[0].toString(), QStringLiteral("407195"));
        type(QStringLiteral("3"));
        QCOMPARE(entry->text(), QStringLiteral("407195"));
        press(Qt::Key_Backspace);
        QCOMPARE(entry->text(), QStringLiteral("40719"));
    }

    void aPastedCodeFillsAllBoxes_data() {
        QTest::addColumn<QString>("pasted");
        QTest::newRow("plain") << QStringLiteral("407195");
        QTest::newRow("spaces") << QStringLiteral(" 407 195\n");
        QTest::newRow("dash") << QStringLiteral("407-195");
        QTest::newRow("words") << QStringLiteral("Your code: 407195.");
        QTest::newRow("other digits") << QStringLiteral("٤٠٧١٩٥");
    }
    void aPastedCodeFillsAllBoxes() {
        QFETCH(QString, pasted);
        CodeEntry* entry = showCodeEntry();
        paste(pasted);
        QCOMPARE(entry->text(), QStringLiteral("407195"));
    }

    void aBoxThatIsClickedIsReplaced() {
        CodeEntry* entry = showCodeEntry();
        paste(QStringLiteral("407195"));
        QTest::mouseClick(entry, Qt::LeftButton, {}, QPoint(70, 20));
        type(QStringLiteral("8"));
        QCOMPARE(entry->text(), QStringLiteral("487195"));
        QTest::mouseDClick(entry, Qt::LeftButton, {}, QPoint(70, 20));
        type(QStringLiteral("1"));
        QCOMPARE(entry->text(), QStringLiteral("1"));
    }

    void theBoxesShowWhereOneIsAndWhatIsWrong() {
        CodeEntry* entry = showCodeEntry();
        auto* field = qobject_cast<Field*>(entry->parentWidget());
        const Theme& theme = m_look->theme();
        const auto edgeOf = [entry](int x) { return entry->grab().toImage().pixelColor(x, 28); };
        QCOMPARE(edgeOf(0), theme.focus);
        QCOMPARE(edgeOf(60), theme.lineStrong);
        field->setError(QStringLiteral("This code is wrong."));
        QCOMPARE(edgeOf(60), theme.danger);
        QCOMPARE(entry->accessibleDescription(), QStringLiteral("This code is wrong."));
        QVERIFY(!entry->accessibleName().isEmpty());
        QCOMPARE(showCodeEntry(CodeEntry::Boxes::Square)->height(), 48);
        QCOMPARE(entry->size(), QSize(366, 56));
    }
};

QTEST_MAIN(AuthPagesTest)
#include "auth_pages_test.moc"
