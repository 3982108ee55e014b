#pragma once

// The chat dock with real widgets over a conversation that the test keeps. What a person sees, presses and writes is in
// chat_dock_test.cpp; pictures of it and the inbox are in chat_dock_pictures.cpp. Main thread only.

#include "client/docks/chat_panel.h"
#include "client/docks/chat_tabs.h"
#include "client/docks/chat_view.h"
#include "client/models/chat_channels_model.h"
#include "client/widgets/look.h"
#include "tests/client/fake_chat.h"
#include "tests/client/page_checks.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QLineEdit>
#include <QtTest>

#include <memory>

class ChatDockTest : public QObject {
    Q_OBJECT

    static constexpr QSize dockSize{304, 400};

    std::unique_ptr<client::Look> m_look;
    std::unique_ptr<FakeChat> m_fake;
    std::unique_ptr<client::ChatChannelsModel> m_channels;
    std::unique_ptr<client::ChatModel> m_model;
    std::unique_ptr<QWidget> m_window;
    client::ChatPanel* m_panel = nullptr;
    QString m_folder;

    static client::Failure tooFast() {
        pong::wire::Refusal no;
        no.set_code(pong::wire::REFUSAL_TOO_MANY);
        no.set_text("You write too fast. Wait a moment.");
        no.set_retry_after_ms(60'000);
        return client::Failure(no);
    }
    template <typename T = QWidget>
    T* find(const char* name) {
        T* found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    client::ChatView* view() { return find<client::ChatView>("chatView"); }
    QLineEdit* field() { return find<QLineEdit>("chatField"); }
    client::ChatTabs* tabs() { return find<client::ChatTabs>("chatTabs"); }

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
        m_panel = new client::ChatPanel(*m_look);
        column->addWidget(m_panel);
        m_panel->setChannels(m_channels.get());
        m_window->resize(size);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void fillChannels() {
        m_channels->add(client::channelOf(pong::wire::Channel::LOBBY), {});
        m_channels->add(client::channelOf(pong::wire::Channel::DIRECT, 2), QStringLiteral("Noor"));
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
