// The client's arguments, read in this process, and the program itself where there is no display.

#include "client/app/command_line.h"

#include "client/app/kept_sign_in.h"
#include "client/app/local_options_store.h"

#include <QDir>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;

namespace {

const QString fingerprint = QString(64, u'a');

}  // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

    static std::variant<StartOptions, CommandLineMessage> read(const QStringList& arguments) {
        return readCommandLine(QStringList{QStringLiteral("pong")} + arguments);
    }

 private Q_SLOTS:
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
        for (const char* option : {"--server", "--data-dir", "--trust", "--help", "--version"})
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
        KeptSignIn kept(TokenStore(folder.filePath(QStringLiteral("tokens"))), settings);
        QVERIFY(kept.token(server).isEmpty());
        QVERIFY(kept.keep(server, QStringLiteral("mara"), QStringLiteral("token")));
        QCOMPARE(kept.token(server), QStringLiteral("token"));
        kept.noteAccount(server, QStringLiteral("kaito"));
        QVERIFY(kept.token(server).isEmpty());
        kept.noteAccount(server, QStringLiteral("mara"));
        kept.forget(server);
        QVERIFY(kept.token(server).isEmpty());
        QCOMPARE(kept.account(server), QStringLiteral("mara"));
        settings.sync();
        QFile file(settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("token"));  // never in the settings
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
