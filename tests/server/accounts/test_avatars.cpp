// Pictures of people: uploading, showing and removing them over real sockets. What counts as one is tested in
// test_avatar_image.

#include "account_fixture.h"
#include "avatar_pictures.h"
#include "server/accounts/profile/avatar_image.h"
#include "tests/support/server_test_main.h"

#include <QCryptographicHash>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using server::AvatarImage;
using test::AccountFixture;
using test::picture;
using test::TestClient;

wire::AvatarUploadRequest upload(const QByteArray& image) {
    wire::AvatarUploadRequest request;
    request.set_image(image.toStdString());
    return request;
}

wire::AvatarRequest avatar(const std::string& url) {
    wire::AvatarRequest request;
    request.set_avatar_url(url);
    return request;
}

}  // namespace

class TestAvatars : public QObject {
    Q_OBJECT

 private:
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        QVERIFY(m_mara);
    }
    void cleanup() {
        m_mara.reset();
        m_fixture.reset();
    }
    void areKeptAndShown_data();
    void areKeptAndShown();
    void whatIsNoPictureIsRefused_data();
    void whatIsNoPictureIsRefused();
    void aNewOneTakesTheOldOnesPlace();
    void canBeRemoved();
    void isOnEveryCard();
    void twoMayHaveTheSame();
    void madeUpUrlsAreNobodys();
    void askingForManyAtOnceCostsNoConnection();
    void oneCannotChangeItAllTheTime();
    void strangersSeeNone();
};

void TestAvatars::areKeptAndShown_data() {
    QTest::addColumn<QString>("format");
    for (const char* name : {"png", "jpeg", "webp"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestAvatars::areKeptAndShown() {
    QFETCH(QString, format);
    const QByteArray image = picture(format);
    const auto uploaded = m_mara->request(upload(image));
    QVERIFY(uploaded);
    const QByteArray hash = QCryptographicHash::hash(image, QCryptographicHash::Sha256).toHex();
    QCOMPARE(uploaded.reply->avatar_url(), "pong://avatar/" + hash.toStdString());
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    const auto shown = kaito->request(avatar(uploaded.reply->avatar_url()));
    QVERIFY(shown);
    QCOMPARE(QByteArray::fromStdString(shown.reply->image()), image);
    QCOMPARE(shown.reply->media_type(), "image/" + format.toStdString());
}

void TestAvatars::whatIsNoPictureIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("too small") << picture(QStringLiteral("png"), QStringLiteral("255x256"));
    QTest::newRow("too large") << picture(QStringLiteral("png"), QStringLiteral("256x257"));
    const QByteArray noise =
        picture(QStringLiteral("png"), QStringLiteral("256x256"), {QStringLiteral("+noise"), QStringLiteral("Random")});
    QTest::newRow("too many bytes") << noise.left(AvatarImage::mostBytes + 1);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("damaged") << picture(QStringLiteral("png")).chopped(1);
}

void TestAvatars::whatIsNoPictureIsRefused() {
    QFETCH(QByteArray, bytes);
    const auto refused = m_mara->request(upload(bytes));
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(refused.refusal.field(), std::string("image"));
    QCOMPARE(number("SELECT count(*) FROM users WHERE avatar_url IS NOT NULL"), 0);
}

void TestAvatars::aNewOneTakesTheOldOnesPlace() {
    const auto first = m_mara->request(upload(picture(QStringLiteral("png"))));
    const auto second = m_mara->request(upload(picture(QStringLiteral("jpeg"))));
    QVERIFY(first && second);
    QVERIFY(first.reply->avatar_url() != second.reply->avatar_url());
    QCOMPARE(number("SELECT count(*) FROM avatars"), 1);
    QCOMPARE(m_mara->request(avatar(first.reply->avatar_url())).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(m_mara->request(avatar(second.reply->avatar_url())));
}

void TestAvatars::canBeRemoved() {
    const auto uploaded = m_mara->request(upload(picture(QStringLiteral("png"))));
    QVERIFY(uploaded);
    const auto removed = m_mara->request(wire::AvatarRemoveRequest());
    QVERIFY(removed);
    QVERIFY(removed.reply->avatar_url().empty());
    QCOMPARE(number("SELECT count(*) FROM avatars"), 0);
    QCOMPARE(m_mara->request(avatar(uploaded.reply->avatar_url())).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QVERIFY(m_mara->request(wire::AvatarRemoveRequest()));  // none is none
}

void TestAvatars::isOnEveryCard() {
    const auto uploaded = m_mara->request(upload(picture(QStringLiteral("png"))));
    QVERIFY(uploaded);
    const auto device = m_fixture->connect();
    const auto loggedIn = device->request(m_fixture->logIn("mara"));
    QVERIFY(loggedIn);
    QCOMPARE(loggedIn.reply->signed_in().me().avatar_url(), uploaded.reply->avatar_url());
}

void TestAvatars::twoMayHaveTheSame() {
    const QByteArray image = picture(QStringLiteral("png"));
    const auto kaito = m_fixture->signUp(QStringLiteral("kaito"));
    QVERIFY(kaito);
    const auto mine = m_mara->request(upload(image));
    const auto his = kaito->request(upload(image));
    QVERIFY(mine && his);
    QCOMPARE(mine.reply->avatar_url(), his.reply->avatar_url());
    QVERIFY(kaito->request(wire::AvatarRemoveRequest()));
    QVERIFY(kaito->request(avatar(mine.reply->avatar_url())));
}

void TestAvatars::madeUpUrlsAreNobodys() {
    const auto uploaded = m_mara->request(upload(picture(QStringLiteral("png"))));
    QVERIFY(uploaded);
    const std::string url = uploaded.reply->avatar_url();
    for (const std::string& other :
         {std::string(), std::string("pong://avatar/"), url + "0", url.substr(0, 77), "file:///" + url.substr(14),
          "pong://avatar/" + std::string(64, 'z'), "pong://avatar/" + std::string(64, '0')})
        QCOMPARE(m_mara->request(avatar(other)).refusal.code(), wire::REFUSAL_NOT_FOUND);
}

// A page of a list shows up to fifty pictures; whoever asks for all of them at once is told to slow down, and no more.
void TestAvatars::askingForManyAtOnceCostsNoConnection() {
    const QByteArray image =
        picture(QStringLiteral("jpeg"), QStringLiteral("256x256"),
                {QStringLiteral("+noise"), QStringLiteral("Random"), QStringLiteral("-quality"), QStringLiteral("75")});
    QVERIFY2(image.size() < AvatarImage::mostBytes && image.size() > 30'000, qPrintable(QString::number(image.size())));
    const auto uploaded = m_mara->request(upload(image));
    QVERIFY(uploaded);
    std::vector<std::uint32_t> asked;
    for (int copies = 0; copies < 30; ++copies)
        asked.push_back(m_mara->start(avatar(uploaded.reply->avatar_url())));
    int shown = 0;
    for (const std::uint32_t id : asked) {
        const auto answer = m_mara->answer<wire::AvatarRequest>(id);
        QVERIFY(answer || answer.refusal.code() == wire::REFUSAL_TOO_MANY);
        shown += answer ? 1 : 0;
    }
    QVERIFY(shown > 0);
    QVERIFY(m_mara->request(avatar(uploaded.reply->avatar_url())));
}

void TestAvatars::oneCannotChangeItAllTheTime() {
    server::FeatureOptions options = AccountFixture::patient();
    options.accountLimits.avatar.freeTries = 2;
    m_mara.reset();
    m_fixture = std::make_unique<AccountFixture>(nullptr, options);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    const QByteArray image = picture(QStringLiteral("png"));
    QVERIFY(m_mara->request(upload(image)));
    QVERIFY(m_mara->request(upload(image)));
    QCOMPARE(m_mara->request(upload(image)).refusal.code(), wire::REFUSAL_TOO_MANY);
    m_fixture->steadyUs += 61'000'000;
    QVERIFY(m_mara->request(upload(image)));
}

void TestAvatars::strangersSeeNone() {
    const auto uploaded = m_mara->request(upload(picture(QStringLiteral("png"))));
    QVERIFY(uploaded);
    const auto stranger = m_fixture->connect();
    QCOMPARE(stranger->request(avatar(uploaded.reply->avatar_url())).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(upload(picture(QStringLiteral("png")))).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(wire::AvatarRemoveRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

PONG_SERVER_TEST_MAIN(TestAvatars)
#include "test_avatars.moc"
