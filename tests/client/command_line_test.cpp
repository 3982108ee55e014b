// The client's arguments, read in this process, and the program itself where there is no display.

#include "client/app/command_line.h"

#include "client/app/instance_link.h"
#include "client/app/kept_sign_in.h"
#include "client/app/local_options_store.h"
#include "client/net/desktop_keyring.h"
#include "tests/client/fake_keyring.h"

#include <QCoroTask>
#include <QDir>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace client;

namespace {

const QString fingerprint = QString(64, u'a');

}  // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

    // As a program leaves it that was killed.
    static void leaveADeadSocket(const QString& path) {
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ::close(socket);
    }

    static std::variant<StartOptions, CommandLineMessage> read(const QStringList& arguments) {
        return readCommandLine(QStringList{QStringLiteral("pong")} + arguments);
    }

 private Q_SLOTS:
    void initTestCase() {
        // Nobody's real keyring.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    }

    void withoutArgumentsThereIsADataDir() {
        const auto options = std::get<StartOptions>(read({}));
        QVERIFY(!options.server);
        QVERIFY(QDir::isAbsolutePath(options.dataDir));
    }

    void everyOptionIsTaken() {
        const auto options =
            std::get<StartOptions>(read({QStringLiteral("--server"), QStringLiteral("127.0.0.1:2000"),
                                         QStringLiteral("--data-dir=here"), QStringLiteral("--trust"), fingerprint}));
        QCOMPARE(options.server->text(), QStringLiteral("127.0.0.1:2000"));
        QCOMPARE(options.dataDir, QDir::current().absoluteFilePath(QStringLiteral("here")));
        QVERIFY(options.fingerprint.startsWith(u"aa:aa:"));
        QVERIFY(options.useKeyring);
        QVERIFY(!std::get<StartOptions>(read({QStringLiteral("--no-keyring")})).useKeyring);
    }

    void aLinkForANewPasswordIsTaken() {
        const auto options =
            std::get<StartOptions>(read({QStringLiteral("pong://reset?account=mara%40example.org&code=K7QF2-9MXWB")}));
        QCOMPARE(options.resetLink->account, QStringLiteral("mara@example.org"));
        QCOMPARE(options.resetLink->code, QStringLiteral("K7QF2-9MXWB"));
    }

    void aSecondProgramHandsItsLinkToTheFirst() {
        QTemporaryDir folder;
        const QString link = QStringLiteral("pong://reset?account=mara&code=1");
        QVERIFY(!InstanceLink::handOver(folder.path(), link));
        leaveADeadSocket(folder.filePath(QStringLiteral("running")));
        InstanceLink first(folder.path());
        first.listen();
        InstanceLink second(folder.path());
        second.listen();  // leaves the first one alone
        QSignalSpy received(&first, &InstanceLink::linkReceived);
        QSignalSpy receivedBySecond(&second, &InstanceLink::linkReceived);
        bool isHandedOver = false;
        std::thread program([&] { isHandedOver = InstanceLink::handOver(folder.path(), link); });
        QTRY_COMPARE(received.size(), 1);
        program.join();
        QVERIFY(isHandedOver);
        QCOMPARE(received[0][0].toString(), link);
        QCOMPARE(receivedBySecond.size(), 0);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("hint");
        const auto row = [](const char* name, const QStringList& arguments, const char* hint) {
            QTest::newRow(name) << arguments << QString::fromLatin1(hint);
        };
        row("unknown option", {QStringLiteral("--fast")}, "fast");
        row("no value", {QStringLiteral("--server")}, "server");
        row("far and plain", {QStringLiteral("--server=ws://far.example")}, "--server: Unencrypted");
        row("no fingerprint", {QStringLiteral("--server=near"), QStringLiteral("--trust=xyz")}, "--trust: ");
        row("whose", {QStringLiteral("--trust=") + fingerprint}, "--server");
        row("stray", {QStringLiteral("near")}, "near");
        row("no such link", {QStringLiteral("pong://play?code=1")}, "pong://play");
        row("two links",
            {QStringLiteral("pong://reset?account=a&code=1"), QStringLiteral("pong://reset?account=b&code=2")},
            "account=b");
    }
    void saysWhatIsWrong() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, hint);
        const auto message = std::get<CommandLineMessage>(read(arguments));
        QCOMPARE(message.exitCode, 2);
        QVERIFY2(message.text.contains(hint), qPrintable(message.text));
        QCOMPARE(message.text.count(u'\n'), 1);
    }

    void helpAndErrorsNeedNoDisplay() {
        QProcess pong;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("none-such"));
        pong.setProcessEnvironment(environment);
        const QString program = qEnvironmentVariable("PONG_BIN_DIR") + QStringLiteral("/pong");
        pong.start(program, {QStringLiteral("--help")});
        QVERIFY(pong.waitForFinished());
        QCOMPARE(pong.exitCode(), 0);
        const QByteArray help = pong.readAllStandardOutput();
        for (const char* option : {"--server", "--data-dir", "--trust", "--no-keyring", "--help", "--version"})
            QVERIFY2(help.contains(option), option);
        pong.start(program, {QStringLiteral("--version")});
        QVERIFY(pong.waitForFinished());
        QVERIFY(pong.readAllStandardOutput().startsWith("pong "));
        pong.start(program, {QStringLiteral("--server=host:0")});
        QVERIFY(pong.waitForFinished());
        QCOMPARE(pong.exitCode(), 2);
        QVERIFY(pong.readAllStandardError().contains("--server"));
    }

    void aKeptSignInIsOfTheAccountUsedLast() {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const auto server = *ServerAddress::parse(QStringLiteral("ws://[::1]:5"));
        KeptSignIn kept(folder.path(), nullptr, settings);
        const auto token = [&] { return QCoro::waitFor(kept.token(server)); };
        const QString mara = QStringLiteral("mara");
        QVERIFY(token().isEmpty());
        QCOMPARE(QCoro::waitFor(kept.keep(server, mara, QStringLiteral("token"))), KeptIn::File);
        QCOMPARE(token(), QStringLiteral("token"));
        kept.noteAccount(server, QStringLiteral("kaito"));
        QVERIFY(token().isEmpty());
        kept.noteAccount(server, mara);
        QCOMPARE(QCoro::waitFor(kept.keepTrust(server, mara, QStringLiteral("trust-token"))), KeptIn::File);
        kept.forget(server);
        QVERIFY(token().isEmpty());
        QCOMPARE(kept.account(server), mara);
        QCOMPARE(QCoro::waitFor(kept.trustToken(server, QStringLiteral("Mara"))), QStringLiteral("trust-token"));
        QVERIFY(QCoro::waitFor(kept.trustToken(server, QStringLiteral("kaito"))).isEmpty());
        QVERIFY(!kept.takeFileNotice());  // nobody asked for a keyring
        settings.sync();
        QFile file(settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("token"));  // never in the settings
    }

    void aKeyringIsUsedWhereThereIsOne() {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const auto server = *ServerAddress::parse(QStringLiteral("office"));
        const QString mara = QStringLiteral("mara");
        FakeKeyring keyring;
        KeptSignIn kept(folder.path(), &keyring, settings);
        const auto keep = [&](const char* token) {
            return QCoro::waitFor(kept.keep(server, mara, QString::fromLatin1(token)));
        };
        const auto files = [&] {
            return QDir(folder.filePath(QStringLiteral("tokens"))).entryList(QDir::Files).size();
        };
        keyring.works = false;
        QCOMPARE(keep("first"), KeptIn::File);
        QCOMPARE(files(), 1);
        QVERIFY(kept.takeFileNotice());
        QVERIFY(!kept.takeFileNotice());  // said once
        QCOMPARE(QCoro::waitFor(kept.token(server)), QStringLiteral("first"));

        keyring.works = true;
        QCOMPARE(keep("second"), KeptIn::Keyring);
        QCOMPARE(files(), 0);
        QCOMPARE(keyring.secrets.size(), 1);
        QCOMPARE(QCoro::waitFor(kept.token(server)), QStringLiteral("second"));
        kept.forget(server);
        QVERIFY(keyring.secrets.isEmpty());
        QVERIFY(QCoro::waitFor(kept.token(server)).isEmpty());
    }

    void aDesktopWithoutAKeyringIsNoTrouble() {
        QTemporaryDir folder;
        DesktopKeyring keyring;
        SecretStore store(folder.filePath(QStringLiteral("tokens")), &keyring);
        const auto server = *ServerAddress::parse(QStringLiteral("office"));
        const QString mara = QStringLiteral("mara");
        QVERIFY(!QCoro::waitFor(store.load(server, mara)));
        QCOMPARE(QCoro::waitFor(store.save(server, mara, QStringLiteral("token"))), KeptIn::File);
        QCOMPARE(QCoro::waitFor(store.load(server, mara)), QStringLiteral("token"));
        store.remove(server, mara);
        QVERIFY(!QCoro::waitFor(store.load(server, mara)));
        keyring.close();
    }

    void localOptionsComeBackUnlessTheyAreSpoilt() {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        LocalOptionsStore store(settings);
        QCOMPARE(store.load(), LocalMatchOptions());
        LocalMatchOptions options;
        options.aiLevel = 5;
        options.rules.pointsToWin = 7;
        options.rules.paddleHeight = 64;
        store.save(options);
        QCOMPARE(LocalOptionsStore(settings).load(), options);
        settings.setValue(QStringLiteral("local/paddleHeight"), 9999);
        settings.setValue(QStringLiteral("local/aiLevel"), QStringLiteral("hard"));
        QCOMPARE(store.load(), LocalMatchOptions());
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
