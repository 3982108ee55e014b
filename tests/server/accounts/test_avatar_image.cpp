// What the server takes for a picture, from its headers alone: real files of every kind, and damaged ones.

#include "avatar_pictures.h"
#include "server/accounts/profile/avatar_image.h"

#include <QtTest>

using server::AvatarImage;
using test::picture;

class TestAvatarImage : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void headersAreRead_data();
    void headersAreRead();
    void damagedOnesAreNone_data();
    void damagedOnesAreNone();
};

void TestAvatarImage::headersAreRead_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QSize>("size");
    const QSize square(256, 256);
    const QString png = QStringLiteral("png");
    const QString jpeg = QStringLiteral("jpeg");
    const QString webp = QStringLiteral("webp");
    QTest::newRow("png") << picture(png) << "image/png" << square;
    QTest::newRow("png, wide") << picture(png, QStringLiteral("300x20")) << "image/png" << QSize(300, 20);
    QTest::newRow("jpeg") << picture(jpeg) << "image/jpeg" << square;
    QTest::newRow("jpeg, progressive") << picture(jpeg, QStringLiteral("256x256"),
                                                  {QStringLiteral("-interlace"), QStringLiteral("JPEG")})
                                       << "image/jpeg" << square;
    QTest::newRow("jpeg, wide") << picture(jpeg, QStringLiteral("300x20")) << "image/jpeg" << QSize(300, 20);
    QTest::newRow("webp, lossy") << picture(webp) << "image/webp" << square;
    QTest::newRow("webp, wide") << picture(webp, QStringLiteral("300x20")) << "image/webp" << QSize(300, 20);
    const QStringList lossless{QStringLiteral("-define"), QStringLiteral("webp:lossless=true")};
    QTest::newRow("webp, lossless") << picture(webp, QStringLiteral("300x20"), lossless) << "image/webp"
                                    << QSize(300, 20);
    const QStringList transparent{QStringLiteral("-alpha"), QStringLiteral("set"),       QStringLiteral("-channel"),
                                  QStringLiteral("A"),      QStringLiteral("-evaluate"), QStringLiteral("set"),
                                  QStringLiteral("50%")};
    QTest::newRow("webp, extended") << picture(webp, QStringLiteral("300x20"), transparent) << "image/webp"
                                    << QSize(300, 20);
}

void TestAvatarImage::headersAreRead() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!bytes.isEmpty());
    const auto header = AvatarImage::headerOf(bytes);
    QVERIFY(header);
    QTEST(header->mediaType, "mediaType");
    QTEST(header->size, "size");
}

void TestAvatarImage::damagedOnesAreNone_data() {
    QTest::addColumn<QByteArray>("bytes");
    for (const char* name : {"png", "jpeg", "webp"}) {
        const QByteArray whole = picture(QString::fromLatin1(name));
        QTest::addRow("%s, cut off", name) << whole.chopped(1);
        QTest::addRow("%s, something behind it", name) << whole + 'x';
        QTest::addRow("%s, its first bytes only", name) << whole.left(12);
    }
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a text") << QByteArray("<svg width=\"256\" height=\"256\"/>");
    QTest::newRow("gif") << picture(QStringLiteral("gif"));
    QTest::newRow("png, a length beyond the file")
        << QByteArray::fromHex("89504e470d0a1a0a") + QByteArray::fromHex("ffffffff") + "IHDR" + QByteArray(30, 'x');
    QTest::newRow("jpeg, a segment without a length")
        << QByteArray::fromHex("ffd8ffe00000") + QByteArray::fromHex("ffd9");
    QTest::newRow("webp, an animation") << QByteArray("RIFF") + QByteArray::fromHex("16000000") + "WEBPVP8X" +
                                               QByteArray::fromHex("0a00000002000000ff0000ff0000");
}

void TestAvatarImage::damagedOnesAreNone() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!AvatarImage::headerOf(bytes));
}

QTEST_GUILESS_MAIN(TestAvatarImage)
#include "test_avatar_image.moc"
