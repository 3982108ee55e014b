// What is drawn in blocks: numerals, wordmark, avatars.

#include "client/widgets/avatar.h"
#include "client/widgets/block_numerals.h"
#include "client/widgets/look.h"
#include "client/widgets/wordmark.h"

#include <QApplication>
#include <QPainter>
#include <QtTest>

using namespace client;

namespace {

QStringList rowsOf(int digit) {
    QStringList rows;
    for (int row = 0; row < blocks::rows; ++row) {
        QString cells;
        for (int column = 0; column < blocks::digitColumns; ++column)
            cells += QLatin1Char(blocks::isFilled(digit, column, row) ? '1' : '0');
        rows << cells;
    }
    return rows;
}

// One character a cell: '#' where the middle of the cell has this colour.
QStringList cellsOf(const QImage& image, int cell, const QColor& color) {
    QStringList rows;
    for (int y = cell / 2; y < image.height(); y += cell) {
        QString row;
        for (int x = cell / 2; x < image.width(); x += cell)
            row += QLatin1Char(image.pixelColor(x, y) == color ? '#' : '.');
        rows << row;
    }
    return rows;
}

}  // namespace

class BlocksTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void digitsAreTheDesigns_data() {
        QTest::addColumn<int>("digit");
        QTest::addColumn<QString>("rows");
        const char* digits[] = {"111 101 101 101 111", "110 010 010 010 111", "111 001 111 100 111",
                                "111 001 111 001 111", "101 101 111 001 001", "111 100 111 001 111",
                                "111 100 111 101 111", "111 001 001 001 001", "111 101 111 101 111",
                                "111 101 111 001 111"};
        for (int digit = 0; digit < 10; ++digit)
            QTest::newRow(qPrintable(QString::number(digit))) << digit << digits[digit];
    }

    void digitsAreTheDesigns() {
        QFETCH(int, digit);
        QFETCH(QString, rows);
        QCOMPARE(rowsOf(digit), rows.split(QLatin1Char(' ')));
    }

    void aNumberHasOneCellBetweenItsDigits() {
        QCOMPARE(blocks::widthOf(7, 16), 48);
        QCOMPARE(blocks::widthOf(11, 16), 112);
        QImage image(14, 10, QImage::Format_RGB32);
        const QColor ground = Theme::dark().window;
        const QColor ink = Theme::dark().text;
        image.fill(ground);
        QPainter painter(&image);
        blocks::paintNumber(painter, {0, 0}, 2, 17, ink);
        painter.end();
        const QStringList expected{QStringLiteral("##..###"), QStringLiteral(".#....#"), QStringLiteral(".#....#"),
                                   QStringLiteral(".#....#"), QStringLiteral("###...#")};
        QCOMPARE(cellsOf(image, 2, ink), expected);
    }

    void theWordmarkSaysPong() {
        const Look look(*qApp);
        Wordmark mark(look, 3);
        const QImage image = mark.grab().toImage();
        const QStringList expected{
            QStringLiteral("..........####.####.#..#.####"), QStringLiteral("..........#..#.#..#.##.#.#..."),
            QStringLiteral("...#......####.#..#.#.##.#.##"), QStringLiteral("..........#....#..#.#..#.#..#"),
            QStringLiteral("..........#....####.#..#.####")};
        QCOMPARE(cellsOf(image, 3, look.theme().text), expected);
        QCOMPARE(image.pixelColor(1, 7), look.theme().accent);
        QCOMPARE(image.pixelColor(1, 4), look.theme().window);
        QCOMPARE(image.pixelColor(19, 1), look.theme().rival);
    }

    void anAvatarBelongsToItsName() {
        // Read bit by bit, as the design says it.
        const QByteArray hash = QCryptographicHash::hash("mara", QCryptographicHash::Sha256);
        const AvatarPattern pattern = avatarPattern(QStringLiteral("mara"));
        for (unsigned row = 0; row < 5; ++row) {
            for (unsigned column = 0; column < 3; ++column) {
                const unsigned bit = 3 * row + column;
                const bool set = (static_cast<unsigned char>(hash[bit / 8]) >> (7 - bit % 8)) & 1U;
                const bool centre = row == 2 && column == 2;
                QCOMPARE(((pattern.rows[row] >> (4 - column)) & 1U) != 0, set || centre);
            }
        }
        QCOMPARE(pattern.colors, static_cast<unsigned char>(hash.back()) % 8);
        QCOMPARE(avatarPattern(QStringLiteral("Mara")), pattern);
        QVERIFY(!(avatarPattern(QStringLiteral("kaito")) == pattern));
    }

    void avatarsAreMirroredAndNeverEmpty() {
        for (int i = 0; i < 500; ++i) {
            const AvatarPattern pattern = avatarPattern(QStringLiteral("player%1").arg(i));
            for (const unsigned row : pattern.rows) {
                const unsigned mirrored =
                    ((row & 1U) << 4U) | ((row & 2U) << 2U) | (row & 4U) | ((row & 8U) >> 2U) | ((row & 16U) >> 4U);
                QCOMPARE(row, mirrored);
            }
            QVERIFY(pattern.rows[2] & 4U);
            QVERIFY(pattern.colors >= 0 && pattern.colors < 8);
        }
    }

    void anAvatarIsDrawnFromItsCells() {
        const Look look(*qApp);
        QImage image(72, 72, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintAvatar(painter, image.rect(), aiAvatarPattern(), look);
        painter.end();
        const QColor ground = image.pixelColor(36, 4);
        const auto cell = [&image](int column, int row) {
            return image.pixelColor(13 + column * 9 + 4, 13 + row * 9 + 4);
        };
        QCOMPARE(cell(0, 0), ground);
        QVERIFY(cell(2, 0) != ground);
        QCOMPARE(cell(1, 2), ground);
        QCOMPARE(cell(0, 1), cell(2, 0));
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }
};

QTEST_MAIN(BlocksTest)
#include "blocks_test.moc"
