// People's pictures: what is read from a file and sent, what is accepted from a server, what is kept, and who is
// painted again when one comes.

#include "client/widgets/avatar.h"

#include "client/app/avatar_controller.h"
#include "client/app/avatar_image.h"
#include "client/fake_server.h"
#include "client/net/trust.h"
#include "client/widgets/avatar_pictures.h"
#include "client/widgets/look.h"

#include <QAbstractListModel>
#include <QBuffer>
#include <QCryptographicHash>
#include <QListView>
#include <QPainter>
#include <QSignalSpy>
#include <QStringListModel>
#include <QStyledItemDelegate>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;
using namespace client::test;
using pong::wire::ClientMessage;
using pong::wire::ServerMessage;

namespace {

const QString url = QStringLiteral("pong://avatar/of-mara");

QImage picture(QSize size, Qt::GlobalColor color = Qt::red) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

// Every pixel another colour: what no format makes small.
QImage noise(QSize size) {
    QImage image(size, QImage::Format_RGB32);
    std::uint32_t state = 1;
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            image.setPixel(x, y, 0xff000000U | (state >> 8U));
        }
    }
    return image;
}

QByteArray bytesOf(const QImage& image, const char* format) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

QString urlOf(const QByteArray& bytes) {
    return QStringLiteral("pong://avatar/") +
           QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

// Paints whoever it is given as a row's name.
class PersonDelegate : public QStyledItemDelegate {
 public:
    explicit PersonDelegate(const Look& look) : m_look(look) {}
    int painted = 0;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        ++const_cast<PersonDelegate*>(this)->painted;
        paintAvatar(*painter, QRect(option.rect.topLeft(), QSize(32, 32)), index.data().toString(), url, m_look);
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 48}; }

 private:
    const Look& m_look;
};

}  // namespace

class AvatarTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Look> m_look;

    QString file(const char* name, const QByteArray& bytes) {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(bytes);
        return file.fileName();
    }

 private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_look = std::make_unique<Look>(*qApp);
    }
    void cleanup() { m_look.reset(); }

    // --- files of this computer -----------------------------------------------------------------------------------
    void everyUsualKindAndSizeIsRead_data() {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QSize>("size");
        for (const char* format : {"png", "jpeg", "webp"}) {
            QTest::addRow("%s tiny", format) << QByteArray(format) << QSize(1, 1);
            QTest::addRow("%s small", format) << QByteArray(format) << QSize(64, 48);
            QTest::addRow("%s of a camera", format) << QByteArray(format) << QSize(4000, 3000);
        }
    }
    void everyUsualKindAndSizeIsRead() {
        QFETCH(QByteArray, format);
        QFETCH(QSize, size);
        const auto chosen = AvatarImage::load(file("any name", bytesOf(picture(size), format)));
        QVERIFY2(!chosen.picture.isNull(), qPrintable(chosen.error));
        QVERIFY(std::min(chosen.picture.width(), chosen.picture.height()) <= 1024);
        QVERIFY(AvatarImage::decode(AvatarImage::encode(chosen.picture, Qt::white)));
    }

    void whatIsNoPictureIsSaid_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        QTest::newRow("gif") << QByteArray("GIF89a\1\0\1\0\0\0\0;", 14);
        QTest::newRow("half a png") << bytesOf(picture({64, 64}), "png").left(40);
        QTest::newRow("half a jpeg") << bytesOf(picture({64, 64}), "jpeg").left(60);
        QTest::newRow("only the first bytes") << QByteArray("RIFF\4\0\0\0WEBP", 12);
    }
    void whatIsNoPictureIsSaid() {
        QFETCH(QByteArray, bytes);
        const auto chosen = AvatarImage::load(file("picture.png", bytes));
        QVERIFY(chosen.picture.isNull());
        QVERIFY(!chosen.error.isEmpty());
        QVERIFY(!AvatarImage::decode(bytes));
    }

    // A header that promises 100,000 x 100,000 pixels costs nothing.
    void aBombIsRefusedByItsHeader() {
        QByteArray png = bytesOf(picture({8, 8}), "png");
        png.replace(16, 8, QByteArray("\0\1\x86\xa0\0\1\x86\xa0", 8));
        const auto chosen = AvatarImage::load(file("bomb.png", png));
        QVERIFY(chosen.picture.isNull());
        QVERIFY(!chosen.error.isEmpty());
        QVERIFY(!AvatarImage::decode(png));
    }

    void aMissingFileIsSaid() {
        QVERIFY(!AvatarImage::load(m_folder->filePath(QStringLiteral("none"))).error.isEmpty());
    }

    void whatGoesOutIsSmallEnough() {
        QVERIFY(bytesOf(noise({256, 256}), "png").size() > AvatarImage::mostBytes);
        const QByteArray bytes = AvatarImage::encode(noise({700, 700}), Qt::white);
        QVERIFY(bytes.size() <= AvatarImage::mostBytes);
        QVERIFY(AvatarImage::decode(bytes));
    }

    void whatIsTransparentStaysSoWhereItIsSmall() {
        QImage clear(300, 300, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        const auto sent = AvatarImage::decode(AvatarImage::encode(clear, Qt::white));
        QVERIFY(sent && sent->hasAlphaChannel());
    }

    void onlyTheAgreedSizeIsAcceptedFromAServer() {
        QVERIFY(AvatarImage::decode(bytesOf(picture({256, 256}), "png")));
        QVERIFY(AvatarImage::decode(bytesOf(picture({256, 256}), "webp")));
        QVERIFY(!AvatarImage::decode(bytesOf(picture({255, 256}), "png")));
        QVERIFY(!AvatarImage::decode(bytesOf(picture({4000, 4000}), "jpeg")));
        QVERIFY(!AvatarImage::decode(bytesOf(noise({256, 256}), "png")));  // over 60 KiB
    }

    // --- what is drawn --------------------------------------------------------------------------------------------
    void isWantedOnceAndPaintsWhoWaits() {
        PersonDelegate rows(*m_look);
        QStringListModel people(QStringList{QStringLiteral("mara"), QStringLiteral("kaito"), QStringLiteral("noor")});
        QListView view;
        view.setItemDelegate(&rows);
        view.setModel(&people);
        view.resize(240, 300);
        QSignalSpy wanted(&m_look->avatars(), &AvatarPictures::wanted);
        view.show();
        QTRY_VERIFY(rows.painted >= 3);
        QCOMPARE(wanted.size(), 1);
        const QImage before = view.grab().toImage();
        rows.painted = 0;
        m_look->avatars().add(url, picture({256, 256}));
        QTRY_VERIFY(rows.painted >= 3);
        QCOMPARE(wanted.size(), 1);
        const QImage after = view.grab().toImage();
        QVERIFY(before != after);
        QCOMPARE(after.pixelColor(16, 16), QColor(Qt::red));
    }

    void aMissingOneKeepsTheDrawnDefault() {
        Avatar avatar(*m_look, 96);
        avatar.setPerson(QStringLiteral("mara"));
        const QImage drawn = avatar.grab().toImage();
        avatar.setPerson(QStringLiteral("mara"), url);
        QSignalSpy wanted(&m_look->avatars(), &AvatarPictures::wanted);
        QCOMPARE(avatar.grab().toImage(), drawn);
        m_look->avatars().setMissing(url);
        QCOMPARE(avatar.grab().toImage(), drawn);
        QCOMPARE(wanted.size(), 1);
        m_look->avatars().clear();
        avatar.grab();
        QCOMPARE(wanted.size(), 2);
    }

    void aWidgetThatIsGoneIsNotPainted() {
        auto avatar = std::make_unique<Avatar>(*m_look, 32);
        avatar->setPerson(QStringLiteral("mara"), url);
        avatar->grab();
        avatar.reset();
        m_look->avatars().add(url, picture({256, 256}));
        QVERIFY(!m_look->avatars().find(url, 32, 6, 1.0, nullptr).isNull());
    }

    void thousandsDoNotPileUp() {
        AvatarPictures& pictures = m_look->avatars();
        QSignalSpy wanted(&pictures, &AvatarPictures::wanted);
        const QImage one = picture({256, 256});
        for (int i = 0; i < 300; ++i)
            pictures.add(QString::number(i), one);
        QVERIFY(pictures.find(QString::number(0), 32, 6, 1.0, nullptr).isNull());  // went, and is asked for again
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!pictures.find(QString::number(299), 32, 6, 1.0, nullptr).isNull());
    }

    // --- files that are kept --------------------------------------------------------------------------------------
    void filesAreKeptAndBounded() {
        AvatarFiles files(m_folder->filePath(QStringLiteral("avatars")), 8);
        const QByteArray hash = QByteArray::fromHex("00ff");
        QVERIFY(!files.load(hash));
        files.save(hash, "one");
        QCOMPARE(files.load(hash), QByteArray("one"));
        for (char i = 0; i < 40; ++i)
            files.save(QByteArray(1, i), "x");
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("avatars"))).entryList(QDir::Files).size() <= 8);
        const QByteArray last(1, 39);
        QCOMPARE(files.load(last), QByteArray("x"));
        files.remove(last);
        QVERIFY(!files.load(last));
    }

    void anAddressNamesItsBytes() {
        const QByteArray bytes = bytesOf(picture({256, 256}), "png");
        QVERIFY(AvatarImage::decode(bytes, urlOf(bytes)));
        QVERIFY(!AvatarImage::decode(bytes, urlOf("others")));
        QVERIFY(!AvatarImage::decode(bytes, QString()));
        QVERIFY(AvatarImage::hashOf(QStringLiteral("pong://avatar/../../escape")).isEmpty());
        QVERIFY(AvatarImage::hashOf(urlOf("x") + QStringLiteral("00")).isEmpty());
        QVERIFY(AvatarImage::hashOf(urlOf("x").toUpper()).isEmpty());
    }

    // --- with a server --------------------------------------------------------------------------------------------
    void fetchesOnceKeepsAndChecks() {
        FakeServer server;
        const QByteArray good = bytesOf(picture({256, 256}), "png");
        const QString here = urlOf(good);
        const QString other = urlOf("other bytes than those that come");
        const QString gone = urlOf("gone");
        bool busyOnce = true;
        server.answer = [&](const ClientMessage& message) -> std::optional<ServerMessage> {
            if (!message.has_avatar())
                return FakeServer::usual(message);
            if (message.avatar().avatar_url() == gone.toStdString())
                return FakeServer::refusal(pong::wire::REFUSAL_NOT_FOUND, "There is no such picture.");
            if (std::exchange(busyOnce, false))
                return FakeServer::refusal(pong::wire::REFUSAL_TOO_MANY, "In a moment.");
            ServerMessage reply;
            reply.mutable_avatar()->set_image(good.toStdString());
            return reply;
        };
        QVERIFY(server.listen());
        const auto asked = [&server] {
            return std::count_if(server.received.begin(), server.received.end(),
                                 [](const ClientMessage& message) { return message.has_avatar(); });
        };
        const QString folder = m_folder->filePath(QStringLiteral("avatars"));
        Trust trust(m_folder->filePath(QStringLiteral("certificates")));
        AvatarPictures& pictures = m_look->avatars();
        const auto isHere = [&pictures](const QString& which) {
            return !pictures.find(which, 32, 6, 1.0, nullptr).isNull();
        };
        const auto start = [&](Connection& connection) {
            connection.open(*ServerAddress::parse(server.address()), QStringLiteral("good"));
            return QTest::qWaitFor([&connection] { return connection.state() == ConnectionState::SignedIn; });
        };
        {
            Connection connection(trust, QStringLiteral("test"));
            AvatarController controller(pictures, connection, AvatarFiles(folder));
            QVERIFY(start(connection));
            QTRY_VERIFY(isHere(here));
            QCOMPARE(asked(), 2);  // the first was refused for a moment
            QVERIFY(!isHere(other));
            QVERIFY(!isHere(gone));
            QVERIFY(!isHere(QStringLiteral("no address at all")));
            QTRY_COMPARE(asked(), 4);
            QTRY_COMPARE(QDir(folder).entryList(QDir::Files).size(), 1);
            QVERIFY(!isHere(other));
            connection.close();
        }
        pictures.clear();
        Connection connection(trust, QStringLiteral("test"));
        AvatarController controller(pictures, connection, AvatarFiles(folder));
        QVERIFY(start(connection));
        QTRY_VERIFY(isHere(here));
        QCOMPARE(asked(), 4);  // from the file
        connection.close();
    }
};

QTEST_MAIN(AvatarTest)
#include "avatar_test.moc"
