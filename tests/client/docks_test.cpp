// The right column of the window: docks, rail, over the content, and who decides which.

#include "client/app/application.h"
#include "client/docks/dock_rail.h"
#include "client/docks/side_docks.h"
#include "client/net/keyring.h"
#include "tests/client/page_fixture.h"

#include <QDockWidget>
#include <QPushButton>
#include <QTemporaryDir>

using namespace client;
using Page = MainWindow::Page;
using Part = SideDocks::Part;

namespace {

// A panel of a part, with something that takes the focus.
QWidget* panel(const char* name) {
    auto* widget = new QWidget;
    auto* button = new QPushButton(QString::fromLatin1(name), widget);
    button->setObjectName(QString::fromLatin1(name));
    widget->setFocusProxy(button);
    return widget;
}

}  // namespace

class DocksTest : public PageFixture {
    Q_OBJECT

    SideDocks& docks() { return *m_window->docks(); }
    void plugBoth() {
        docks().setPanel(Part::Friends, panel("friendsProbe"));
        docks().setPanel(Part::Chat, panel("chatProbe"));
    }
    bool isRail() { return find<QDockWidget>("railDock")->isVisible(); }
    bool isDocked() { return find<QDockWidget>("friendsDock")->isVisible(); }
    bool isOver() { return find<QFrame>("docksOverContent")->isVisible(); }

 private Q_SLOTS:
    void withoutPanelsThereIsNothing() {
        m_window->showPage(Page::Home);
        QVERIFY(!isRail());
        QVERIFY(!isDocked());
    }

    void onlyOnThePagesOfTheSignedIn() {
        plugBoth();
        for (const Page page : {Page::Login, Page::SignUp, Page::LocalOptions, Page::Match}) {
            m_window->showPage(page);
            QVERIFY(!isRail() && !isDocked() && !isOver());
        }
        m_window->showPage(Page::Home);
        QVERIFY(isDocked());
        QVERIFY(find<QDockWidget>("chatDock")->isVisible());
        m_window->showPage(Page::History);
        QVERIFY(isRail() && !isDocked());
    }

    void friendsStandAboveChatAtTheRight() {
        plugBoth();
        m_window->showPage(Page::Home);
        QTRY_COMPARE(find<QDockWidget>("friendsDock")->geometry().right(), m_window->width() - 1);
        const QRect friends = find<QDockWidget>("friendsDock")->geometry();
        const QRect chat = find<QDockWidget>("chatDock")->geometry();
        QCOMPARE(friends.width(), 304);
        QCOMPARE(chat.width(), 304);
        QCOMPARE(friends.top(), 56);
        QCOMPARE(chat.top(), friends.bottom() + 1);
        QCOMPARE(chat.bottom(), m_window->height() - 1);
    }

    void theRailIsKept() {
        QTemporaryDir folder;
        StartOptions options;
        options.dataDir = folder.path();
        {
            Application application(*qApp, options);
            application.start();
            application.window().docks()->setCollapsed(true);
        }
        Application again(*qApp, options);
        again.start();
        QVERIFY(again.window().docks()->isCollapsed());
    }

    void aPersonCollapsesAndExpands() {
        plugBoth();
        m_window->showPage(Page::Home);
        docks().collapse();
        QVERIFY(isRail() && !isDocked());
        QVERIFY(docks().isCollapsed());
        QTRY_COMPARE(find<QDockWidget>("railDock")->width(), DockRail::railWidth);
        click("expandDocksButton");
        QVERIFY(isDocked() && !isRail());
        QVERIFY(!docks().isCollapsed());
        QVERIFY(find<QWidget>("friendsProbe")->hasFocus());
    }

    void anotherPageLeavesTheChoiceAlone() {
        plugBoth();
        m_window->showPage(Page::Home);
        m_window->showPage(Page::History);
        QVERIFY(!docks().isCollapsed());
        m_window->showPage(Page::Home);
        QVERIFY(isDocked());
    }

    void whereThereIsNoRoomTheyOpenOverTheContent() {
        plugBoth();
        m_window->showPage(Page::Home);
        docks().setCollapsed(true);
        m_window->resize(1000, 700);
        QTRY_VERIFY(isRail());
        const int pageWidth = find<QWidget>("railDock")->x();
        click("railChatButton");
        QVERIFY(isOver());
        QVERIFY(isRail());
        QVERIFY(find<QWidget>("chatProbe")->hasFocus());
        QVERIFY(docks().isCollapsed());                       // what was chosen for wide windows stays
        QCOMPARE(find<QWidget>("railDock")->x(), pageWidth);  // the page keeps its width
        QTRY_COMPARE(find<QFrame>("docksOverContent")->geometry().right(), m_window->width() - 1);
        QVERIFY(docks().isShown(Part::Friends));

        QTest::mouseClick(m_window->centralWidget(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(!isOver());
        click("railFriendsButton");
        QVERIFY(isOver());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!isOver());
        click("railFriendsButton");
        m_window->showPage(Page::History);
        QVERIFY(!isOver());
        QVERIFY(!docks().isShown(Part::Friends));
    }

    void aPageThatNeedsItsWidthKeepsIt() {
        plugBoth();
        m_window->showPage(Page::History);
        click("expandDocksButton");
        QVERIFY(isOver() && isRail());
        m_window->showPage(Page::Home);
        QVERIFY(isDocked() && !isOver());
        QVERIFY(docks().isShown(Part::Chat));
    }

    void aWindowThatGrowsDocksThemAgain() {
        plugBoth();
        m_window->showPage(Page::Home);
        m_window->resize(1000, 700);
        QTRY_VERIFY(isRail());
        click("railFriendsButton");
        m_window->resize(1280, 800);
        QTRY_VERIFY(isDocked());
        QVERIFY(!isOver() && !isRail());
    }

    void aFoldedChatLeavesTheRoomToTheFriends() {
        plugBoth();
        m_window->showPage(Page::Home);
        docks().setChatFolded(true);
        QTRY_COMPARE(find<QDockWidget>("chatDock")->height(), 41);
        QVERIFY(!docks().isShown(Part::Chat));
        docks().open(Part::Chat);
        QTRY_VERIFY(find<QDockWidget>("chatDock")->height() > 200);
        QVERIFY(docks().isShown(Part::Chat));
    }

    void badgesStandOnTheRail() {
        plugBoth();
        m_window->showPage(Page::History);
        docks().setBadge(Part::Friends, 2);
        docks().setBadge(Part::Chat, 140);
        QCOMPARE(find("railFriendsButton")->accessibleName(), QStringLiteral("Friends, 2 new"));
        QCOMPARE(find("railChatButton")->accessibleName(), QStringLiteral("Chat, 140 new"));
        docks().setBadge(Part::Friends, 0);
        QCOMPARE(find("railFriendsButton")->accessibleName(), QStringLiteral("Friends"));
    }

    void onlyWhatIsThereHasAButton() {
        docks().setPanel(Part::Chat, panel("chatProbe"));
        m_window->showPage(Page::History);
        QVERIFY(!find("railFriendsButton")->isVisible());
        click("expandDocksButton");
        QVERIFY(find<QWidget>("chatProbe")->hasFocus());
    }
};

QTEST_MAIN(DocksTest)
#include "docks_test.moc"
