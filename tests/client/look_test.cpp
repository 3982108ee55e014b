// The theme's promises: contrast, one place for colours, icons that follow the theme.

#include "client/widgets/look.h"

#include "client/widgets/icon.h"
#include "client/widgets/labels.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextDocument>
#include <QtTest>

#include <cmath>

using namespace client;

namespace {

// Relative luminance and contrast of WCAG 2.1.
double luminance(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

QString nameOf(ColorRole role) {
    for (const NamedRole& named : themeRoles()) {
        if (named.role == role)
            return QString::fromLatin1(named.name);
    }
    return {};
}

}  // namespace

class LookTest : public QObject {
    Q_OBJECT

    void compare(const Theme& theme, const QList<ColorRole>& inks, const QList<ColorRole>& grounds, double least) {
        for (const ColorRole ink : inks) {
            for (const ColorRole ground : grounds) {
                const double found = contrast(theme.*ink, theme.*ground);
                QVERIFY2(found >= least, qPrintable(QStringLiteral("%1 on %2 has %3:1, needs %4:1")
                                                        .arg(nameOf(ink), nameOf(ground))
                                                        .arg(found)
                                                        .arg(least)));
            }
        }
    }

 private Q_SLOTS:
    void textCanBeRead_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"dark", "light", "high-contrast"})
            QTest::newRow(name) << name;
    }

    void textCanBeRead() {
        QFETCH(QString, name);
        const Theme& theme = *Theme::byName(name);
        const QList<ColorRole> surfaces{&Theme::window,   &Theme::dock,     &Theme::surface1,
                                        &Theme::surface2, &Theme::surface3, &Theme::input};
        compare(theme,
                {&Theme::text, &Theme::text2, &Theme::text3, &Theme::accentText, &Theme::rival, &Theme::success,
                 &Theme::danger, &Theme::warning},
                surfaces, 4.5);
        compare(theme, {&Theme::onAccent}, {&Theme::accent, &Theme::accentHover, &Theme::accentPressed}, 4.5);
        compare(theme, {&Theme::onTable, &Theme::onTable2}, {&Theme::tableBg}, 4.5);
        compare(theme, {&Theme::accentText}, {&Theme::accentSoft}, 4.5);
        compare(theme, {&Theme::rival}, {&Theme::rivalSoft}, 4.5);
        compare(theme, {&Theme::success}, {&Theme::successSoft}, 4.5);
        compare(theme, {&Theme::danger}, {&Theme::dangerSoft}, 4.5);
        // What is not text but has to be seen.
        compare(theme, {&Theme::focus}, surfaces, 3);
        compare(theme, {&Theme::lineStrong},
                {&Theme::window, &Theme::dock, &Theme::surface1, &Theme::surface2, &Theme::input}, 3);
        compare(theme, {&Theme::ball, &Theme::paddleL, &Theme::paddleR, &Theme::tableWall}, {&Theme::tableBg}, 3);
    }

    void everyColourIsATokenOfTheTheme() {
        static const QRegularExpression literal(
            QStringLiteral("#[0-9a-fA-F]{6}\\b|\\b0x[fF]{2}[0-9a-fA-F]{6}\\b|Qt::(white|black|red|green|blue|gray|"
                           "darkGray|lightGray)"));
        const QString source = qEnvironmentVariable(
            "PONG_SOURCE_DIR", QFileInfo(QStringLiteral(__FILE__)).path() + QStringLiteral("/../.."));
        // A QR code is black on white in every theme: cameras read it, not people.
        const QStringList own{QStringLiteral("theme.cpp"), QStringLiteral("avatar.cpp"), QStringLiteral("qr_code.cpp")};
        int files = 0;
        for (const char* folder : {"/client", "/resources/themes"}) {
            QDirIterator found(source + QLatin1String(folder),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.qss")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (found.hasNext()) {
                QFile file(found.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                ++files;
                const auto match = literal.match(QString::fromUtf8(file.readAll()));
                QVERIFY2(!match.hasMatch() || own.contains(found.fileName()),
                         qPrintable(found.fileName() + QStringLiteral(" has ") + match.captured()));
            }
        }
        QVERIFY(files > 50);
    }

    void theSheetIsFilledIn() {
        for (const Theme* theme : {&Theme::dark(), &Theme::light(), &Theme::highContrastTheme()}) {
            Look look(*qApp);
            look.setTheme(*theme);
            QVERIFY(!qApp->styleSheet().isEmpty());
            static const QRegularExpression leftOver(QStringLiteral("@[a-zA-Z0-9]+@"));
            QVERIFY2(!leftOver.match(qApp->styleSheet()).hasMatch(),
                     qPrintable(leftOver.match(qApp->styleSheet()).captured()));
            QCOMPARE(qApp->palette().color(QPalette::Window), theme->window);
        }
    }

    void aThemeIsFoundByItsName() {
        QCOMPARE(Theme::byName(QStringLiteral("light")), &Theme::light());
        QCOMPARE(Theme::byName(QStringLiteral("none")), nullptr);
    }

    void textGrowsWithItsScale() {
        Look look(*qApp);
        const int usual = look.font(TextStyle::Body).pixelSize();
        QCOMPARE(usual, 14);
        look.setTextScale(1.5);
        QCOMPARE(look.font(TextStyle::Body).pixelSize(), 21);
        QVERIFY(qApp->styleSheet().contains(QStringLiteral("font-size: 21px")));
        look.setTextScale(9);
        QCOMPARE(look.textScale(), 1.5);
    }

    void aChangeIsTold() {
        Look look(*qApp);
        QSignalSpy changed(&look, &Look::changed);
        look.setTheme(Theme::dark());
        QCOMPARE(changed.size(), 0);
        look.setTheme(Theme::light());
        look.setReduceMotion(true);
        QCOMPARE(changed.size(), 2);
    }

    void everyIconIsDrawnInItsColour() {
        const QStringList icons = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(icons.size() >= 45);
        const QColor ink = Theme::dark().accent;
        for (const QString& file : icons) {
            const QImage image = iconPixmap(file.chopped(4), 24, 1, ink).toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 200)
                        continue;
                    ++drawn;
                    QVERIFY2(std::abs(pixel.red() - ink.red()) < 4 && std::abs(pixel.blue() - ink.blue()) < 4,
                             qPrintable(file));
                }
            }
            QVERIFY2(drawn > 4, qPrintable(file));
        }
    }

    void anIconFollowsThemeAndState() {
        Look look(*qApp);
        const QIcon icon = themedIcon(look, QStringLiteral("play_filled"), &Theme::text, &Theme::accentText);
        const auto middle = [&icon](QIcon::Mode mode, QIcon::State state) {
            return icon.pixmap(QSize(24, 24), 1, mode, state).toImage().pixelColor(11, 12);
        };
        QCOMPARE(middle(QIcon::Normal, QIcon::Off), Theme::dark().text);
        QCOMPARE(middle(QIcon::Normal, QIcon::On), Theme::dark().accentText);
        QCOMPARE(middle(QIcon::Disabled, QIcon::Off), Theme::dark().text3);
        look.setTheme(Theme::light());
        QCOMPARE(middle(QIcon::Normal, QIcon::Off), Theme::light().text);
    }

    // Somebody's message, or a server's words, in a tool tip.
    void toolTipsShowMarkupAsItWasTyped() {
        const QString typed = QStringLiteral("<b>bold</b> <img src=x> & more");
        QTextDocument shown;
        shown.setHtml(plainToolTip(typed));
        QCOMPARE(shown.toPlainText(), typed);
        QCOMPARE(plainToolTip(QStringLiteral("3 < 5 & more")), QStringLiteral("3 < 5 & more"));
    }
};

QTEST_MAIN(LookTest)
#include "look_test.moc"
