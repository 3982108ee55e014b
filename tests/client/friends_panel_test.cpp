// The friends dock with its real widgets: what a person sees and does there, by pointer and by keyboard.

#include "client/docks/friends_panel.h"

#include "client/docks/add_friend_dialog.h"
#include "client/docks/blocked_dialog.h"
#include "client/docks/dock_rail.h"
#include "client/docks/friend_texts.h"
#include "client/docks/people_view.h"
#include "client/docks/rail_people.h"
#include "client/docks/side_docks.h"
#include "client/models/friends_model.h"
#include "client/widgets/field.h"
#include "tests/client/friends_samples.h"
#include "tests/client/page_fixture.h"

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QSignalSpy>

using namespace client;
using Page = MainWindow::Page;
using samples::person;
namespace wire = pong::wire;

class FriendsPanelTest : public PageFixture {
    Q_OBJECT

    std::unique_ptr<FriendsModel> m_model;
    FriendsPanel* m_panel = nullptr;

    PeopleView* view() { return find<PeopleView>("friendsView"); }
    QStringList menuEntries() {
        QStringList names;
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        for (const QAction* action : menu ? menu->actions() : QList<QAction*>())
            names << action->text();
        return names;
    }
    void choose(const char* name) {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        auto* action = menu->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY(action);
        menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
    }
    void openMenuOf(qint64 user) {
        view()->setFocus();
        view()->setCurrentIndex(m_model->indexOf(user));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(view(), &event);
    }
    QPoint buttonOf(qint64 user, FriendAction action) {
        const QModelIndex index = m_model->indexOf(user);
        return view()->delegate()->buttonRect(view()->visualRect(index), index, action).center();
    }
    bool hasButton(qint64 user, FriendAction action) {
        const QModelIndex index = m_model->indexOf(user);
        return !view()->delegate()->buttonRect(view()->visualRect(index), index, action).isEmpty();
    }
    void listenToAll() {
        connect(m_panel, &FriendsPanel::inviteRequested, this, [] {});
        connect(m_panel, &FriendsPanel::messageRequested, this, [] {});
        connect(m_panel, &FriendsPanel::watchRequested, this, [] {});
        connect(m_panel, &FriendsPanel::profileRequested, this, [] {});
    }

 private Q_SLOTS:
    void init() {
        PageFixture::init();
        m_model = std::make_unique<FriendsModel>();
        m_panel = new FriendsPanel(*m_look);
        m_panel->setModel(m_model.get());
        m_window->docks()->setPanel(SideDocks::Part::Friends, m_panel);
        auto* people = new RailPeople(*m_look);
        people->setModel(m_model.get());
        m_window->docks()->rail()->setPeople(people);
        m_window->showPage(Page::Home);
        m_model->setPeople({person(1, "Noor", wire::RELATION_FRIEND, wire::PRESENCE_ONLINE),
                            samples::playing(2, "Kaito", 3, 9), person(3, "Dario", wire::RELATION_REQUEST_IN),
                            person(4, "Bea", wire::RELATION_REQUEST_OUT), person(5, "Oskar"), person(6, "Anna")});
        QCoreApplication::processEvents();
    }
    void cleanup() {
        PageFixture::cleanup();
        m_model.reset();
    }

    void theHeadCountsAndTheEmptyListSaysWhatToDo() {
        QVERIFY(isShown(QStringLiteral("2 of 4 online")));
        m_model->clear();
        QVERIFY(find<QWidget>("friendsEmpty")->isVisible());
        QSignalSpy add(m_panel, &FriendsPanel::addRequested);
        click("addFirstFriendButton");
        click("addFriendButton");
        QCOMPARE(add.size(), 2);
        m_panel->showError(QStringLiteral("The server is busy."));
        QVERIFY(isShown(QStringLiteral("The server is busy.")));
        QSignalSpy retry(m_panel, &FriendsPanel::retryRequested);
        click("retryFriendsButton");
        QCOMPARE(retry.size(), 1);
    }

    void requestsAreAnsweredInTheirRows() {
        QSignalSpy answered(m_panel, &FriendsPanel::answerRequested);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, buttonOf(3, FriendAction::Accept));
        QCOMPARE(answered.takeFirst(), (QVariantList{qint64(3), true}));
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, buttonOf(3, FriendAction::Decline));
        QCOMPARE(answered.takeFirst(), (QVariantList{qint64(3), false}));
        view()->setFocus();
        view()->setCurrentIndex(m_model->indexOf(3));
        press(Qt::Key_Return);
        QCOMPARE(answered.takeFirst(), (QVariantList{qint64(3), true}));
        press(Qt::Key_Delete);
        QCOMPARE(answered.takeFirst(), (QVariantList{qint64(3), false}));
        QSignalSpy withdrawn(m_panel, &FriendsPanel::withdrawRequested);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, buttonOf(4, FriendAction::Withdraw));
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(answered.size(), 0);
    }

    void whatNobodyListensToIsNotOffered() {
        for (const FriendAction action : {FriendAction::Invite, FriendAction::Message, FriendAction::Watch})
            QVERIFY(!hasButton(1, action) && !hasButton(2, action));
        openMenuOf(1);
        QCOMPARE(menuEntries(), (QStringList{QStringLiteral("Remove friend"), QStringLiteral("Block")}));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        listenToAll();
        QVERIFY(hasButton(1, FriendAction::Invite) && hasButton(1, FriendAction::Message));
        QVERIFY(hasButton(2, FriendAction::Watch) && !hasButton(2, FriendAction::Invite));
    }

    void theMenuOffersWhatThePersonIs() {
        listenToAll();
        openMenuOf(1);
        QCOMPARE(menuEntries().join(QLatin1Char('|')),
                 QStringLiteral("Invite to play|Message|View profile|Remove friend|Block"));
        QSignalSpy invited(m_panel, &FriendsPanel::inviteRequested);
        choose("inviteAction");
        QCOMPARE(invited.takeFirst(), (QVariantList{qint64(1), QStringLiteral("Noor")}));
        openMenuOf(2);
        QCOMPARE(menuEntries().join(QLatin1Char('|')),
                 QStringLiteral("Message|Watch match|View profile|Remove friend|Block"));
        QSignalSpy watched(m_panel, &FriendsPanel::watchRequested);
        choose("watchAction");
        QCOMPARE(watched.takeFirst(), QVariantList{qint64(102)});
        openMenuOf(3);
        QCOMPARE(menuEntries().join(QLatin1Char('|')),
                 QStringLiteral("Accept request|Decline request|View profile|Block"));
        QSignalSpy blocked(m_panel, &FriendsPanel::blockRequested);
        choose("blockAction");
        QCOMPARE(blocked.takeFirst(), (QVariantList{qint64(3), QStringLiteral("Dario")}));
        openMenuOf(4);
        QCOMPARE(menuEntries().join(QLatin1Char('|')), QStringLiteral("Take request back|View profile|Block"));
        QSignalSpy withdrawn(m_panel, &FriendsPanel::withdrawRequested);
        choose("withdrawAction");
        QCOMPARE(withdrawn.takeFirst(), QVariantList{qint64(4)});
        openMenuOf(1);
        QSignalSpy removed(m_panel, &FriendsPanel::removeRequested);
        choose("removeAction");
        QCOMPARE(removed.takeFirst(), (QVariantList{qint64(1), QStringLiteral("Noor")}));
    }

    void theLastGroupOpensAndCloses() {
        const QModelIndex heading = m_model->index(m_model->rowCount() - 1);
        QVERIFY(heading.data(friends::IsCollapsedRole).toBool());
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(heading).center());
        QVERIFY(m_model->indexOf(5).isValid());
        view()->setFocus();
        view()->setCurrentIndex(m_model->index(m_model->indexOf(6).row() - 1));
        press(Qt::Key_Return);
        QVERIFY(!m_model->indexOf(5).isValid());
    }

    void lettersFilter() {
        view()->setFocus();
        press(Qt::Key_O);
        auto* filter = find<QLineEdit>("friendFilter");
        QVERIFY(filter->isVisible() && filter->hasFocus());
        press(Qt::Key_S);
        QCOMPARE(m_model->filter(), QStringLiteral("os"));
        QCOMPARE(m_model->rowCount(), 2);  // Oskar under his heading
        QSignalSpy removed(m_panel, &FriendsPanel::removeRequested);
        press(Qt::Key_Down);
        press(Qt::Key_Delete);
        QCOMPARE(removed.takeFirst(), (QVariantList{qint64(5), QStringLiteral("Oskar")}));
        press(Qt::Key_X);
        QVERIFY(isShown(QStringLiteral("Nobody of this name")));
        press(Qt::Key_Escape);
        QVERIFY(!filter->isVisible());
        QVERIFY(view()->hasFocus());
        QVERIFY(m_model->filter().isEmpty());
        QCOMPARE(m_window->page(), Page::Home);
    }

    void aFilterThatIsLeftEmptyGoes() {
        view()->setFocus();
        press(Qt::Key_A);
        press(Qt::Key_Backspace);
        view()->setFocus();
        QVERIFY(!find<QLineEdit>("friendFilter")->isVisible());
    }

    void theRailShowsTheFirstFriends() {
        m_window->showPage(Page::History);
        QTRY_VERIFY(find<QWidget>("railPerson3")->isVisible());
        QCOMPARE(find("railPerson0")->accessibleName(), QStringLiteral("Kaito, online"));
        QCOMPARE(find("railPerson3")->accessibleName(), QStringLiteral("Oskar, offline"));
        QSignalSpy asked(m_window->findChild<RailPeople*>(), &RailPeople::personRequested);
        click("railPerson3");
        QCOMPARE(asked.takeFirst(), QVariantList{qint64(5)});
        m_panel->select(5);
        QCOMPARE(view()->currentIndex(), m_model->indexOf(5));
        QVERIFY(view()->currentIndex().isValid());
        m_model->clear();
        QTRY_VERIFY(!m_window->findChild<QWidget*>(QStringLiteral("railPerson0")));
    }

    void statusInWords() {
        const QDateTime now(QDate(2026, 11, 28), QTime(18, 0));
        QCOMPARE(FriendTexts::status(m_model->indexOf(2), now), QStringLiteral("In a match · 3 – 9"));
        QCOMPARE(FriendTexts::status(m_model->indexOf(3), now), QStringLiteral("Wants to be your friend"));
        QCOMPARE(FriendTexts::spoken(m_model->indexOf(1), now), QStringLiteral("Noor, Online"));
        QCOMPARE(FriendTexts::spoken(m_model->index(0), now), QStringLiteral("Requests, 1"));
        QCOMPARE(FriendTexts::lastSeen({}, now), QStringLiteral("Offline"));
        QCOMPARE(FriendTexts::lastSeen(now.addSecs(-20), now), QStringLiteral("Last seen just now"));
        QCOMPARE(FriendTexts::lastSeen(now.addSecs(-600), now), QStringLiteral("Last seen 10 min ago"));
        QCOMPARE(FriendTexts::lastSeen(now.addSecs(-7200), now), QStringLiteral("Last seen at 16:00"));
        QCOMPARE(FriendTexts::lastSeen(now.addDays(-1), now), QStringLiteral("Last seen yesterday"));
        QVERIFY(FriendTexts::lastSeen(now.addDays(-400), now).contains(QStringLiteral("2025")));
    }

    void aFriendIsAddedByName() {
        auto* dialog = new AddFriendDialog(*m_look, m_window.get());
        QSignalSpy searched(dialog, &AddFriendDialog::searchRequested);
        QSignalSpy added(dialog, &AddFriendDialog::addRequested);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto* edit = dialog->findChild<QLineEdit*>(QStringLiteral("friendNameField"));
        auto* list = dialog->findChild<PeopleView*>();
        QTest::keyClicks(edit, QStringLiteral("ka"));
        QTRY_COMPARE(searched.size(), 1);  // once, after the last key
        QCOMPARE(searched.takeFirst().first().toString(), QStringLiteral("ka"));
        dialog->setFound(QStringLiteral("k"), {person(9, "kim", wire::RELATION_NONE)});  // too late
        QVERIFY(!list->isVisible());
        dialog->setFound(QStringLiteral("ka"), {person(7, "kai", wire::RELATION_NONE), person(8, "Karl")});
        QVERIFY(list->isVisible());
        QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Down);
        QCOMPARE(edit->text(), QStringLiteral("Karl"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(added.takeFirst().first().toString(), QStringLiteral("Karl"));
        dialog->setBusy(true);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(added.size(), 0);
        dialog->setBusy(false);
        dialog->showError(QStringLiteral("There is no player of this name."));
        QCOMPARE(dialog->findChild<Field*>()->error(), QStringLiteral("There is no player of this name."));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(edit->text(), QStringLiteral("kai"));
        edit->clear();
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(added.size(), 0);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void blocksAreTakenBack() {
        auto* dialog = new BlockedDialog(*m_look, m_window.get());
        QSignalSpy unblocked(dialog, &BlockedDialog::unblockRequested);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        wire::BlocksReply blocks;
        *blocks.add_players() = person(7, "kai").player();
        *blocks.add_players() = person(8, "Karl").player();
        dialog->setPlayers(blocks);
        auto* list = dialog->findChild<PeopleView*>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(unblocked.takeFirst(), QVariantList{qint64(8)});
        dialog->remove(8);
        dialog->remove(7);
        QVERIFY(!list->isVisible());
        dialog->reject();
    }
};

QTEST_MAIN(FriendsPanelTest)
#include "friends_panel_test.moc"
