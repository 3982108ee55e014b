// The chat dock with real widgets over a conversation that the test keeps: what a person sees, presses and writes; and
// pictures of it, saved to $PONG_SCREENSHOTS (or build/screenshots beside this program's folder), to be looked at.

#include "client/docks/chat_links.h"
#include "client/docks/chat_panel.h"
#include "client/docks/chat_tabs.h"
#include "client/docks/chat_view.h"
#include "client/docks/link_dialog.h"
#include "client/models/chat_channels_model.h"
#include "client/models/notifications_model.h"
#include "client/pages/inbox_popup.h"
#include "client/widgets/badge.h"
#include "client/widgets/look.h"
#include "tests/client/fake_chat.h"
#include "tests/client/page_checks.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>
#include <QtTest>

using namespace client;
using pong::wire::Channel;

namespace {

constexpr QSize dockSize{304, 400};

Failure tooFast() {
    pong::wire::Refusal no;
    no.set_code(pong::wire::REFUSAL_TOO_MANY);
    no.set_text("You write too fast. Wait a moment.");
    no.set_retry_after_ms(60'000);
    return Failure(no);
}

}  // namespace

class ChatDockTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Look> m_look;
    std::unique_ptr<FakeChat> m_fake;
    std::unique_ptr<ChatChannelsModel> m_channels;
    std::unique_ptr<ChatModel> m_model;
    std::unique_ptr<QWidget> m_window;
    ChatPanel* m_panel = nullptr;
    QString m_folder;

    template <typename T = QWidget>
    T* find(const char* name) {
        T* found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    ChatView* view() { return find<ChatView>("chatView"); }
    QLineEdit* field() { return find<QLineEdit>("chatField"); }
    ChatTabs* tabs() { return find<ChatTabs>("chatTabs"); }

    void open(int stored) {
        m_fake->fill(stored);
        m_model->load();
        m_panel->setConversation(m_model.get());
        QCoreApplication::processEvents();
    }
    // Where the text of this row starts.
    QPoint textOf(int row) {
        const QRect rect = view()->visualRect(m_model->index(row));
        return {52, rect.bottom() - 8};
    }
    QAction* actionOf(const QWidget* menu, const char* name) {
        return menu ? menu->findChild<QAction*>(QString::fromLatin1(name)) : nullptr;
    }
    void save(const QString& name) {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        const QString file = QStringLiteral("%1/09-chat-%2.png").arg(m_folder, name);
        QVERIFY2(m_window->grab().save(file), qPrintable(file));
        const QStringList cut = checks::cutOff(*m_window);
        QVERIFY2(cut.isEmpty(), qPrintable(name + QStringLiteral(": ") + cut.join(QStringLiteral("; "))));
        const QStringList nameless = checks::unnamed(*m_window);
        QVERIFY2(nameless.isEmpty(), qPrintable(name + QStringLiteral(": ") + nameless.join(QStringLiteral("; "))));
    }
    void makeWindow(const QSize& size = dockSize) {
        m_window = std::make_unique<QWidget>();
        m_window->setProperty("surface", QStringLiteral("dock"));
        auto* column = new QVBoxLayout(m_window.get());
        column->setContentsMargins(0, 0, 0, 0);
        m_panel = new ChatPanel(*m_look);
        column->addWidget(m_panel);
        m_panel->setChannels(m_channels.get());
        m_window->resize(size);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void fillChannels() {
        m_channels->add(channelOf(Channel::LOBBY), {});
        m_channels->add(channelOf(Channel::DIRECT, 2), QStringLiteral("Noor"));
    }

 private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void whatIsWrittenIsSentAndTheFieldIsFree();
    void nothingAndTooMuchAreNotSent();
    void theCounterCountsNearTheLimit();
    void itStaysAtTheEndUnlessOneScrolledUp();
    void olderOnesComeWithoutAJump();
    void tabsHaveBadgesButNotTheOpenOne();
    void draftsBelongToTheirConversation();
    void namesOfferWhatOneCanDo();
    void linksAreShownBeforeTheyAreOpened();
    void onlyWebAddressesAreLinks_data();
    void onlyWebAddressesAreLinks();
    void refusedMessagesAreMarkedAndSentAgain();
    void markupStaysText();
    void typingIsShownAndGoes();
    void foldingLeavesTheTabs();
    void theKeyboardReachesMessages();
    void readOnlyConversationsSaySo();
    void theInboxShowsAndSwitches();
    void pictures_data();
    void pictures();
};

void ChatDockTest::initTestCase() {
    m_folder = qEnvironmentVariable("PONG_SCREENSHOTS",
                                    QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    QVERIFY(QDir().mkpath(m_folder));
}

void ChatDockTest::init() {
    m_look = std::make_unique<Look>(*qApp);
    m_fake = std::make_unique<FakeChat>();
    m_channels = std::make_unique<ChatChannelsModel>();
    m_model = std::make_unique<ChatModel>(channelOf(Channel::LOBBY), FakeChat::me(), m_fake->source());
    fillChannels();
    makeWindow();
    // As the controller does.
    connect(m_panel, &ChatPanel::sendRequested, m_model.get(), &ChatModel::send);
}

void ChatDockTest::cleanup() {
    m_fake->answerAll();
    m_window.reset();
    m_model.reset();
    m_channels.reset();
    m_fake.reset();
    m_look.reset();
}

void ChatDockTest::whatIsWrittenIsSentAndTheFieldIsFree() {
    open(3);
    field()->setFocus();
    QTest::keyClicks(field(), QStringLiteral("  best of   three? "));
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_fake->sends.size(), 1U);
    QCOMPARE(m_fake->sends[0].text(), std::string("best of three?"));
    QVERIFY(field()->text().isEmpty());
    QTest::keyClicks(field(), QStringLiteral("again"));
    QTest::mouseClick(find<QToolButton>("sendButton"), Qt::LeftButton);
    QCOMPARE(m_fake->sends.size(), 2U);
}

void ChatDockTest::nothingAndTooMuchAreNotSent() {
    open(3);
    QVERIFY(!find<QToolButton>("sendButton")->isEnabled());
    QTest::keyClicks(field(), QStringLiteral("   "));
    QTest::keyClick(field(), Qt::Key_Return);
    field()->setText(QString(501, QLatin1Char('x')));
    QVERIFY(!find<QToolButton>("sendButton")->isEnabled());
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_fake->sends.size(), 0U);
    QCOMPARE(field()->text().size(), 501);  // and nothing of it is lost
}

void ChatDockTest::theCounterCountsNearTheLimit() {
    open(3);
    auto* counter = find<QLabel>("chatCounter");
    field()->setText(QString(449, QLatin1Char('x')));
    QVERIFY(!counter->isVisible());
    field()->setText(QString(450, QLatin1Char('x')));
    QVERIFY(counter->isVisible());
    QCOMPARE(counter->text(), QStringLiteral("50 left"));
    // A character beyond the first plane is one, as on the server.
    QString emoji;
    for (int i = 0; i < 500; ++i)
        emoji += QString::fromUcs4(U"\U0001F3D3");
    field()->setText(emoji);
    QCOMPARE(counter->text(), QStringLiteral("0 left"));
    field()->setText(QString(512, QLatin1Char('x')));
    QCOMPARE(counter->text(), QStringLiteral("12 too many"));
}

void ChatDockTest::itStaysAtTheEndUnlessOneScrolledUp() {
    open(60);
    QScrollBar* bar = view()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QTRY_COMPARE(bar->value(), bar->maximum());
    m_model->receive(m_fake->add("new"));
    QTRY_VERIFY(view()->visualRect(m_model->index(m_model->rowCount() - 1)).bottom() <= view()->viewport()->height());
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(m_panel->isRead());

    bar->setValue(bar->maximum() / 2);
    QVERIFY(!m_panel->isRead());
    QVERIFY(find<QPushButton>("jumpToEndButton")->isVisible());
    const QModelIndex top = view()->indexAt({100, 0});
    const int where = view()->visualRect(top).top();
    m_model->receive(m_fake->add("newer"));
    QCoreApplication::processEvents();
    QCOMPARE(view()->visualRect(top).top(), where);
    QTest::mouseClick(find<QPushButton>("jumpToEndButton"), Qt::LeftButton);
    QTRY_COMPARE(bar->value(), bar->maximum());
    QVERIFY(m_panel->isRead());
}

void ChatDockTest::olderOnesComeWithoutAJump() {
    open(300);
    QScrollBar* bar = view()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    m_fake->isHeld = true;
    bar->setValue(view()->viewport()->height());
    QTRY_VERIFY(m_fake->waiting() > 0);
    const QPersistentModelIndex top(view()->indexAt({100, 0}));
    const int where = view()->visualRect(top).top();
    m_fake->isHeld = false;
    m_fake->answerAll();
    QVERIFY(m_model->rowCount() > ChatModel::pageSize);
    QCOMPARE(view()->visualRect(top).top(), where);
    // All the way up, everything came.
    for (int i = 0; i < 100 && m_model->hasOlder(); ++i) {
        bar->setValue(0);
        QCoreApplication::processEvents();
    }
    QVERIFY(!m_model->hasOlder());
    QCOMPARE(m_model->index(0).data(chat::TextRole).toString(), QStringLiteral("message 1"));
}

void ChatDockTest::tabsHaveBadgesButNotTheOpenOne() {
    open(3);
    QCOMPARE(tabs()->count(), 2);
    QCOMPARE(tabs()->tabText(0), QStringLiteral("Lobby"));
    QCOMPARE(tabs()->tabText(1), QStringLiteral("Noor"));
    m_channels->setUnread(0, 4);
    m_channels->setUnread(1, 1);
    QVERIFY(!tabs()->tabButton(0, QTabBar::RightSide));
    auto* badge = qobject_cast<Badge*>(tabs()->tabButton(1, QTabBar::RightSide));
    QVERIFY(badge);
    QCOMPARE(badge->accessibleName(), QStringLiteral("1"));
    QSignalSpy chosen(m_panel, &ChatPanel::channelChosen);
    QTest::mouseClick(tabs(), Qt::LeftButton, {}, tabs()->tabRect(1).center());
    QCOMPARE(chosen.count(), 1);
    QVERIFY(isSame(m_panel->channel(), channelOf(Channel::DIRECT, 2)));
    QVERIFY(!tabs()->tabButton(1, QTabBar::RightSide));
    QVERIFY(tabs()->tabButton(0, QTabBar::RightSide));
    // Many conversations do not become many tabs, until something in them is new or they are opened.
    for (int id = 3; id < 30; ++id)
        m_channels->add(channelOf(Channel::DIRECT, id), QStringLiteral("player%1").arg(id));
    QCOMPARE(tabs()->count(), 3);
    m_channels->setUnread(20, 1);
    QCOMPARE(tabs()->count(), 4);
    m_panel->showChannel(channelOf(Channel::DIRECT, 25));
    QCOMPARE(tabs()->count(), 5);
    QCOMPARE(tabs()->tabText(tabs()->currentIndex()), QStringLiteral("player25"));
    m_channels->remove(channelOf(Channel::DIRECT, 25));
    QTRY_VERIFY(isSame(m_panel->channel(), channelOf(Channel::LOBBY)));
}

void ChatDockTest::draftsBelongToTheirConversation() {
    open(3);
    QTest::keyClicks(field(), QStringLiteral("for all"));
    m_panel->showChannel(channelOf(Channel::DIRECT, 2));
    QVERIFY(field()->text().isEmpty());
    field()->setText(QStringLiteral("for Noor"));
    m_panel->showChannel(channelOf(Channel::LOBBY));
    QCOMPARE(field()->text(), QStringLiteral("for all"));
    m_panel->showChannel(channelOf(Channel::DIRECT, 2));
    QCOMPARE(field()->text(), QStringLiteral("for Noor"));
}

void ChatDockTest::namesOfferWhatOneCanDo() {
    m_fake->add("shall we?", 7, "Noor");
    open(0);
    QSignalSpy invited(m_panel, &ChatPanel::inviteRequested);
    QSignalSpy profile(m_panel, &ChatPanel::profileRequested);
    QSignalSpy message(m_panel, &ChatPanel::directRequested);
    QSignalSpy report(m_panel, &ChatPanel::reportRequested);
    const QRect row = view()->visualRect(m_model->index(0));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, QPoint(60, row.bottom() - 30));
    QWidget* menu = QApplication::activePopupWidget();
    QVERIFY(menu);
    for (const char* name : {"inviteAction", "profileAction", "messageAction", "copyAction", "reportAction"}) {
        QAction* action = actionOf(menu, name);
        QVERIFY2(action, name);
        action->trigger();
    }
    menu->close();
    QCOMPARE(invited.count(), 1);
    QCOMPARE(invited[0][0].value<std::int64_t>(), 7);
    QCOMPARE(invited[0][1].toString(), QStringLiteral("Noor"));
    QCOMPARE(profile.count(), 1);
    QCOMPARE(message.count(), 1);
    QCOMPARE(report[0][2].value<std::int64_t>(), 1);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("shall we?"));
}

void ChatDockTest::linksAreShownBeforeTheyAreOpened() {
    m_fake->add("https://example.org/a?b=c", 7, "Noor");
    open(0);
    QSignalSpy opened(m_panel, &ChatPanel::linkOpened);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, textOf(0));
    auto* dialog = qobject_cast<LinkDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("linkTarget"))->accessibleName(),
             QStringLiteral("https://example.org/a?b=c"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(opened.count(), 0);
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, textOf(0));
    dialog = qobject_cast<LinkDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("openLinkButton")), Qt::LeftButton);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toUrl(), QUrl(QStringLiteral("https://example.org/a?b=c")));
}

void ChatDockTest::onlyWebAddressesAreLinks_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");  // empty: no link
    QTest::newRow("plain") << "see http://a.org."
                           << "http://a.org";
    QTest::newRow("in brackets") << "(https://a.org/x)"
                                 << "https://a.org/x";
    QTest::newRow("upper case") << "HTTPS://A.ORG/X"
                                << "https://a.org/X";
    QTest::newRow("script") << "javascript:alert(1)"
                            << "";
    QTest::newRow("file") << "file:///etc/passwd"
                          << "";
    QTest::newRow("no host") << "http:///x"
                             << "";
    QTest::newRow("looks alike") << QStringLiteral("https://\u0430pple.com/") << "https://xn--pple-43d.com/";
    QTest::newRow("another host behind an at") << "https://bank.example@evil.example/"
                                               << "https://bank.example@evil.example/";
    QTest::newRow("none") << "www and such"
                          << "";
}

void ChatDockTest::onlyWebAddressesAreLinks() {
    QFETCH(QString, text);
    QFETCH(QString, target);
    const std::vector<TextLink> links = linksIn(text);
    QCOMPARE(links.size(), target.isEmpty() ? 0U : 1U);
    if (!links.empty())
        QCOMPARE(shownTarget(links.front().url), target);
}

void ChatDockTest::refusedMessagesAreMarkedAndSentAgain() {
    open(3);
    m_fake->failure = tooFast();
    QTest::keyClicks(field(), QStringLiteral("quick"));
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(find<QLabel>("chatNotice")->text(), QStringLiteral("You write too fast. Wait a moment."));
    QVERIFY(find<QLabel>("chatNotice")->isVisible());
    m_fake->failure.reset();
    QCoreApplication::processEvents();
    const QRect row = view()->visualRect(m_model->index(3));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 30, row.bottom() - 8));
    QCOMPARE(m_fake->sends.size(), 2U);
    QCOMPARE(m_model->index(3).data(chat::DeliveryRole).value<chat::Delivery>(), chat::Delivery::Sent);
}

void ChatDockTest::markupStaysText() {
    m_fake->add("<b>bold</b><img src='x'> &lt; <a href='http://evil.example'>click</a>", 7, "Noor");
    open(0);
    // Painted as it was written: as wide as the plain text is, not as its rendering would be.
    const QString text = m_model->index(0).data(chat::TextRole).toString();
    QVERIFY(text.contains(QStringLiteral("<b>")));
    for (const QLabel* label : m_window->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    const std::vector<TextLink> links = linksIn(text);
    QCOMPARE(links.size(), 1U);
    QCOMPARE(shownTarget(links[0].url), QStringLiteral("http://evil.example"));
}

void ChatDockTest::typingIsShownAndGoes() {
    m_panel->showChannel(channelOf(Channel::DIRECT, 2));
    m_panel->showTyping(QStringLiteral("Noor"));
    QCOMPARE(find<QLabel>("typingHint")->text(), QStringLiteral("Noor is typing…"));
    m_panel->showTyping({});
    QVERIFY(find<QLabel>("typingHint")->text().isEmpty());
    m_panel->showTyping(QStringLiteral("Noor"));
    m_panel->showChannel(channelOf(Channel::LOBBY));
    QVERIFY(!find<QLabel>("typingHint")->isVisible());
}

void ChatDockTest::foldingLeavesTheTabs() {
    open(3);
    QSignalSpy folded(m_panel, &ChatPanel::foldedChanged);
    QTest::mouseClick(find<QToolButton>("foldChatButton"), Qt::LeftButton);
    QVERIFY(folded[0][0].toBool());
    QVERIFY(!view()->isVisible() && !field()->isVisible());
    QVERIFY(tabs()->isVisible());
    QVERIFY(!m_panel->isRead());
    m_panel->showChannel(channelOf(Channel::DIRECT, 2));
    QVERIFY(field()->isVisible());
}

void ChatDockTest::theKeyboardReachesMessages() {
    open(3);
    view()->setFocus();
    view()->setCurrentIndex(m_model->index(2));
    QTest::keyClick(view(), Qt::Key_Return);
    QWidget* menu = QApplication::activePopupWidget();
    QVERIFY(actionOf(menu, "copyAction"));
    menu->close();
}

void ChatDockTest::readOnlyConversationsSaySo() {
    m_fake->canWrite = false;
    open(3);
    QVERIFY(!field()->isEnabled());
    QCOMPARE(field()->placeholderText(), QStringLiteral("You cannot write here"));
}

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

QTEST_MAIN(ChatDockTest)

#include "chat_dock_test.moc"
