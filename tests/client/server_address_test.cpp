// What people type as an address, the list of recent servers, and the files of "stay signed in".

#include "client/net/server_address.h"

#include "client/net/server_list.h"
#include "client/net/token_store.h"

#include <QFileInfo>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;

class ServerAddressTest : public QObject {
    Q_OBJECT

    static ServerAddress at(const char* text) { return *ServerAddress::parse(QString::fromLatin1(text)); }

 private Q_SLOTS:
    void understands_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        const auto row = [](const char* typed, const char* text, const char* url) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(text) << QString::fromLatin1(url);
        };
        row("office.example", "office.example:1972", "wss://office.example:1972/");
        row("  Office.Example  ", "office.example:1972", "wss://office.example:1972/");
        row("192.168.1.20:2000", "192.168.1.20:2000", "wss://192.168.1.20:2000/");
        row("wss://play.example", "play.example:1972", "wss://play.example:1972/");
        row("WSS://play.example:443/", "play.example:443", "wss://play.example:443/");
        row("ws://127.0.0.1:1972", "ws://127.0.0.1:1972", "ws://127.0.0.1:1972/");
        row("ws://localhost", "ws://localhost:1972", "ws://localhost:1972/");
        row("ws://[::1]:5", "ws://[::1]:5", "ws://[::1]:5/");
        row("::1", "[::1]:1972", "wss://[::1]:1972/");
        row("[fe80::1]:80", "[fe80::1]:80", "wss://[fe80::1]:80/");
    }
    void understands() {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(QString, url);
        QString error;
        const auto address = ServerAddress::parse(typed, &error);
        QVERIFY2(address, qPrintable(error));
        QCOMPARE(address->text(), text);
        QCOMPARE(address->url().toString(), url);
        QCOMPARE(ServerAddress::parse(address->text()), address);
        QVERIFY(error.isEmpty());
    }

    void refuses_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("hint");  // a word that the error must have
        const auto row = [](const char* typed, const char* hint) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(hint);
        };
        row("", "name or an address");
        row("   ", "name or an address");
        row("two words", "name or an address");
        row("host:0", "port");
        row("host:65536", "port");
        row("host:abc", "port");
        row("http://host", "wss://");
        row("ws://192.168.1.20", "this computer only");
        row("ws://office.example", "this computer only");
        row("host/path", "Only a name and a port");
        row("user:secret@host", "Only a name and a port");
        row("host?x=1", "Only a name and a port");
    }
    void refuses() {
        QFETCH(QString, typed);
        QFETCH(QString, hint);
        QString error;
        QVERIFY(!ServerAddress::parse(typed, &error));
        QVERIFY2(error.contains(hint), qPrintable(error));
        QVERIFY(!ServerAddress::parse(typed));
    }

    void theListKeepsTheLatestFirst() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            QSettings settings(file, QSettings::IniFormat);
            ServerList list(settings);
            QSignalSpy changed(&list, &ServerList::changed);
            list.use(at("one"));
            list.use(at("two"));
            list.use(at("one"));
            list.use(at("one"));
            QCOMPARE(changed.count(), 3);
            for (int port = 1; port <= 7; ++port)
                list.use(*ServerAddress::parse(QStringLiteral("three:%1").arg(port)));
        }
        QSettings settings(file, QSettings::IniFormat);
        ServerList list(settings);
        QCOMPARE(list.servers().size(), ServerList::mostServers);
        QCOMPARE(list.servers().front(), at("three:7"));
        QCOMPARE(list.servers().back(), at("one"));  // "two" fell off
        list.forget(at("one"));
        QVERIFY(!list.servers().contains(at("one")));
    }

    void aSpoiltListKeepsWhatCanBeRead() {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        settings.setValue(
            QStringLiteral("servers/recent"),
            QStringList{QStringLiteral("ws://far.example"), QStringLiteral("near"), QStringLiteral("near")});
        QCOMPARE(ServerList(settings).servers(), QVector<ServerAddress>{at("near")});
    }

    void tokensAreForTheirOwnerOnly() {
        QTemporaryDir folder;
        const QString tokens = folder.filePath(QStringLiteral("tokens"));
        TokenStore store(tokens);
        QVERIFY(!store.load(at("office"), QStringLiteral("mara")));
        QVERIFY(store.save(at("office"), QStringLiteral("mara"), QStringLiteral("first")));
        QVERIFY(store.save(at("office"), QStringLiteral("Mara"), QStringLiteral("second")));
        QCOMPARE(TokenStore(tokens).load(at("office"), QStringLiteral("mara")), QStringLiteral("second"));
        QVERIFY(!store.load(at("office"), QStringLiteral("kaito")));
        QVERIFY(!store.load(at("office:2"), QStringLiteral("mara")));

        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        QCOMPARE(QFileInfo(store.path(at("office"), QStringLiteral("mara"))).permissions() & others,
                 QFileDevice::Permissions());
        QCOMPARE(QFileInfo(tokens).permissions() & others, QFileDevice::Permissions());

        store.remove(at("office"), QStringLiteral("mara"));
        QVERIFY(!store.load(at("office"), QStringLiteral("mara")));
        QVERIFY(QDir(tokens).isEmpty());  // no half-written file either
    }

    void anAccountsNameIsNoPath() {
        QTemporaryDir folder;
        TokenStore store(folder.filePath(QStringLiteral("tokens")));
        const QString odd = QStringLiteral("../../x/mara~office@home");
        QVERIFY(store.save(at("office"), odd, QStringLiteral("token")));
        QCOMPARE(QFileInfo(store.path(at("office"), odd)).absolutePath(), folder.filePath(QStringLiteral("tokens")));
        QCOMPARE(store.load(at("office"), odd), QStringLiteral("token"));
    }

    void aFolderThatCannotBeWrittenIsTold() {
        TokenStore store(QStringLiteral("/dev/null/tokens"));
        QVERIFY(!store.save(at("office"), QStringLiteral("mara"), QStringLiteral("token")));
    }
};

QTEST_GUILESS_MAIN(ServerAddressTest)
#include "server_address_test.moc"
