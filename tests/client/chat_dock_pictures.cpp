// ChatDockTest: the inbox, and pictures of the dock, saved to $PONG_SCREENSHOTS (or build/screenshots beside this
// program's folder), to be looked at.

#include "client/models/notifications_model.h"
#include "client/pages/inbox_popup.h"
#include "tests/client/chat_dock_test.h"

#include <QDateTime>
#include <QListView>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace client;

void ChatDockTest::theInboxShowsAndSwitches() {
    InboxPopup popup(*m_look, m_window.get());
    NotificationsModel model([](pong::wire::NotificationsRequest) -> QCoro::Task<NotificationsModel::Page> {
        co_return NotificationsModel::Page(pong::wire::NotificationsReply());
    });
    popup.setModel(&model);
    popup.setOn(pong::wire::NOTIFICATION_DIRECT_MESSAGE, false);
    popup.openAt(tabs());
    QVERIFY(popup.findChild<QWidget*>(QStringLiteral("inboxEmpty"))->isVisible());
    QVERIFY(popup.grab().save(m_folder + QStringLiteral("/09-inbox-empty.png")));
    for (int i = 1; i <= 6; ++i) {
        pong::wire::NotificationReceived received;
        received.mutable_notification()->set_id(i);
        received.mutable_notification()->set_kind(static_cast<pong::wire::NotificationKind>(i));
        if (i < 5)
            *received.mutable_notification()->mutable_from() = FakeChat::card(i, "person" + std::to_string(i));
        received.mutable_notification()->set_created_ms(QDateTime::currentMSecsSinceEpoch() - i * 1000);
        received.mutable_notification()->set_text(i > 3 ? "A text that is much too long for one line of this list"
                                                        : "");
        received.mutable_notification()->set_seen(i < 3);
        model.receive(received);
    }
    auto* list = popup.findChild<QListView*>(QStringLiteral("inboxView"));
    QVERIFY(list->isVisible());
    QVERIFY(popup.grab().save(m_folder + QStringLiteral("/09-inbox.png")));
    QTest::mouseClick(popup.findChild<QToolButton*>(QStringLiteral("notificationSettingsButton")), Qt::LeftButton);
    QVERIFY(popup.grab().save(m_folder + QStringLiteral("/09-inbox-settings.png")));
    auto* direct = popup.findChild<QAbstractButton*>(QStringLiteral("notify4"));
    QVERIFY(direct && direct->isVisible() && !direct->isChecked());
    QSignalSpy switched(&popup, &InboxPopup::switched);
    direct->click();
    QCOMPARE(switched[0][0].toInt(), int(pong::wire::NOTIFICATION_DIRECT_MESSAGE));
    QVERIFY(switched[0][1].toBool());
    QTest::mouseClick(popup.findChild<QToolButton*>(QStringLiteral("notificationSettingsButton")), Qt::LeftButton);
    QSignalSpy activated(&popup, &InboxPopup::activated);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(model.index(0, 0)).center());
    QCOMPARE(activated.count(), 1);
    QVERIFY(!popup.isVisible());
}

void ChatDockTest::pictures_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("textScale");
    QTest::newRow("dark") << "dark" << dockSize << 1.0;
    QTest::newRow("light") << "light" << dockSize << 1.0;
    QTest::newRow("contrast") << "high-contrast" << dockSize << 1.0;
    QTest::newRow("small") << "dark" << QSize(304, 240) << 1.0;
    QTest::newRow("large-text") << "dark" << QSize(384, 480) << 1.5;
}

void ChatDockTest::pictures() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("There is no icon|Unknown property|Could not parse")));
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    QFETCH(double, textScale);
    const QString variant = QString::fromLatin1(QTest::currentDataTag());
    m_look->setTheme(*Theme::byName(theme));
    m_look->setTextScale(textScale);
    makeWindow(size);
    m_channels->setUnread(1, 1);
    save(QStringLiteral("loading-") + variant);
    open(0);
    save(QStringLiteral("empty-") + variant);

    m_fake->add("Best of three after work?", 4, "Oskar");
    m_fake->add("Court is free, join us.", 5, "Priya");
    m_model->receive(m_fake->messages[0]);
    m_model->receive(m_fake->messages[1]);
    m_model->send(QStringLiteral("One match first, then yes."));
    m_model->receive(m_fake->add("Theo has 6 wins in a row.", 6, "Lena"));
    save(QStringLiteral("usual-") + variant);

    m_model->receive(m_fake->add(
        (QString(120, QLatin1Char('W')) + QStringLiteral(" https://example.org/a/very/long/path?with=query"))
            .toStdString(),
        4, "a_very_long_username"));
    m_model->receive(m_fake->add(QStringLiteral("שלום, מה שלומך היום? 11:8 נגמר").toStdString(), 5, "Priya"));
    m_model->receive(m_fake->add(QStringLiteral("مرحبا 🏓🏓 كيف حالك؟").toStdString(), 5, "Priya"));
    m_model->receive(
        m_fake->add("\U0001F3D3\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1F3\U0001F1F1 ok", 6, "Lena"));
    m_model->receive(m_fake->add("<b>not bold</b> &amp; <img src=x>", 6, "Lena"));
    save(QStringLiteral("texts-") + variant);

    m_fake->failure = tooFast();
    m_model->send(QStringLiteral("This one was too fast"));
    field()->setText(QString(470, QLatin1Char('x')));
    save(QStringLiteral("failed-") + variant);
    view()->verticalScrollBar()->setValue(0);
    save(QStringLiteral("scrolled-") + variant);
}
