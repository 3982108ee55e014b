// The desktop's keyring, with a real secret service that the test is started beside (tests/support/with_test_keyring).

#include "client/net/desktop_keyring.h"
#include "client/net/secret_store.h"

#include <QCoroTask>
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace client;

class KeyringTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    DesktopKeyring m_keyring;
    const ServerAddress m_server = *ServerAddress::parse(QStringLiteral("office"));

 private Q_SLOTS:
    void tokensComeBackByServerAndAccount() {
        const QString tokens = m_folder.filePath(QStringLiteral("tokens"));
        SecretStore store(tokens, &m_keyring);
        const auto load = [this](SecretStore& from, const char* account) {
            return QCoro::waitFor(from.load(m_server, QString::fromLatin1(account)));
        };
        const auto save = [this, &store](const char* account, const char* token) {
            return QCoro::waitFor(store.save(m_server, QString::fromLatin1(account), QString::fromLatin1(token)));
        };
        QVERIFY(!load(store, "mara"));
        QCOMPARE(save("mara", "first"), KeptIn::Keyring);
        QCOMPARE(save("mara", "second"), KeptIn::Keyring);
        QCOMPARE(save("kaito", "third"), KeptIn::Keyring);
        QVERIFY(!QDir(tokens).exists());  // nothing of it is in a file
        QCOMPARE(load(store, "Mara"), QStringLiteral("second"));
        SecretStore ofAnotherFolder(m_folder.filePath(QStringLiteral("others")), &m_keyring);
        QVERIFY(!load(ofAnotherFolder, "mara"));
        store.remove(m_server, QStringLiteral("mara"));
        QTRY_VERIFY(!load(store, "mara"));
        QCOMPARE(load(store, "kaito"), QStringLiteral("third"));
    }
};

QTEST_GUILESS_MAIN(KeyringTest)
#include "keyring_test.moc"
