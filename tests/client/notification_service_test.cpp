// Notifications of the desktop against a service that the test plays, on a session bus of its own (dbus-run-session).

#include "client/desktop/notification_service.h"

#include <QDBusConnection>
#include <QSignalSpy>
#include <QVariantMap>
#include <QtTest>

using client::NotificationService;

namespace {

constexpr QLatin1String name("org.freedesktop.Notifications");

// What a desktop has; keeps what it was asked for.
class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

 public:
    struct Shown {
        uint replaces;
        QString title;
        QString text;
        QStringList actions;
        int time;
    };

    explicit FakeDesktop(QStringList abilities) : m_abilities(std::move(abilities)) {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        if (!m_bus.registerService(name))
            qFatal("the name is taken");
    }
    ~FakeDesktop() override {
        m_bus.unregisterService(name);
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    }

    QList<Shown> shown;
    QList<uint> closed;

 public Q_SLOTS:
    QStringList GetCapabilities() { return m_abilities; }
    uint Notify(const QString&, uint replaces, const QString&, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap&, int time) {
        shown.append({replaces, title, text, actions, time});
        return replaces != 0 ? replaces : 7;
    }
    void CloseNotification(uint id) { closed.append(id); }

 Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);

 private:
    QDBusConnection m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
    QStringList m_abilities;
};

}  // namespace

class NotificationServiceTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { QVERIFY(QDBusConnection::sessionBus().isConnected()); }

    void textIsNeverMarkup_data() {
        QTest::addColumn<QStringList>("abilities");
        QTest::addColumn<QString>("text");
        QTest::newRow("markup") << QStringList{QStringLiteral("body"), QStringLiteral("body-markup")}
                                << QStringLiteral("1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;");
        QTest::newRow("plain") << QStringList{QStringLiteral("body")} << QStringLiteral("1 < 2 & <b>bold</b>");
    }
    void textIsNeverMarkup() {
        QFETCH(QStringList, abilities);
        QFETCH(QString, text);
        FakeDesktop desktop(abilities);
        NotificationService service;
        service.show(QStringLiteral("<i>Kaito</i>"), QStringLiteral("1 < 2 & <b>bold</b>"));
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown[0].title, QStringLiteral("<i>Kaito</i>"));
        QCOMPARE(desktop.shown[0].text, text);
        QCOMPARE(desktop.shown[0].time, 8000);
    }

    void aClickOpensAndANewerOneReplaces() {
        FakeDesktop desktop({QStringLiteral("actions")});
        NotificationService service;
        QSignalSpy activated(&service, &NotificationService::activated);
        service.show(QStringLiteral("Kaito"), QStringLiteral("Hello"));
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown[0].replaces, 0U);
        QCOMPARE(desktop.shown[0].actions.value(0), QStringLiteral("default"));
        // Until its id is known here a second one would stand beside it; then it takes its place.
        QTRY_VERIFY(
            (service.show(QStringLiteral("Kaito"), QStringLiteral("You there?")), desktop.shown.last().replaces == 7U));
        Q_EMIT desktop.ActionInvoked(6, QStringLiteral("default"));  // somebody else's
        Q_EMIT desktop.ActionInvoked(7, QStringLiteral("settings"));
        Q_EMIT desktop.ActionInvoked(7, QStringLiteral("default"));
        QTRY_COMPARE(activated.size(), 1);
        service.close();
        QTRY_VERIFY(desktop.closed.contains(7U));                    // and again for each that was still under way
        Q_EMIT desktop.ActionInvoked(7, QStringLiteral("default"));  // too late
        service.show(QStringLiteral("Noor"), QStringLiteral("Hello"));
        QTRY_COMPARE(desktop.shown.last().title, QStringLiteral("Noor"));
        QCOMPARE(activated.size(), 1);
    }

    void whatIsUnderWayIsClosedToo() {
        FakeDesktop desktop({QStringLiteral("actions")});
        NotificationService service;
        service.show(QStringLiteral("Kaito"), QStringLiteral("Hello"));
        service.close();
        service.show(QStringLiteral("Noor"), QStringLiteral("Hello"));
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown[0].title, QStringLiteral("Noor"));
        service.close();  // it is on the desktop, and its id not known here yet
        QTRY_COMPARE(desktop.closed, QList<uint>{7});
    }

    void aDesktopWithoutNotificationsIsTold() {
        NotificationService service;
        QSignalSpy unavailable(&service, &NotificationService::unavailable);
        service.show(QStringLiteral("Kaito"), QStringLiteral("Hello"));
        QTRY_COMPARE(unavailable.size(), 1);
        QCOMPARE(unavailable[0][1].toString(), QStringLiteral("Hello"));
    }
};

QTEST_GUILESS_MAIN(NotificationServiceTest)
#include "notification_service_test.moc"
