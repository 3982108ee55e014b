// The chat dock: what a person sees, presses and writes.

#include "tests/client/chat_dock_test.h"

#include "client/docks/chat_links.h"
#include "client/docks/link_dialog.h"
#include "client/widgets/badge.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace client;
using pong::wire::Channel;

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

QTEST_MAIN(ChatDockTest)
