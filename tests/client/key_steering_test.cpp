// Keys of a real window (offscreen) on their way to a match.

#include "client/match/key_steering.h"

#include "client/match/local_driver.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWindow>
#include <QtTest>

using namespace client;
using namespace std::chrono_literals;
using pong::Direction;
using pong::Side;

namespace {

// Remembers what it is told.
class FakeDriver : public MatchDriver {
    Q_OBJECT

 public:
    MatchFrame frame(std::chrono::microseconds) override { return {}; }
    MatchInfo info() const override { return {}; }
    std::optional<MatchResult> result() const override { return std::nullopt; }
    void setDirection(Side seat, Direction direction) override {
        directions[index(seat)] = direction;
        ++changes;
    }
    void loseFocus() override {
        directions = {};
        ++focusLosses;
    }
    void pause() override {}
    void resume() override {}
    void rematch() override {}
    void leave() override {}

    pong::Inputs directions{};
    int changes = 0;
    int focusLosses = 0;
};

constexpr pong::Inputs both(Direction left, Direction right) {
    return {left, right};
}

}  // namespace

class KeySteeringTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    QPushButton* m_button = nullptr;
    QLineEdit* m_field = nullptr;
    FakeDriver* m_driver = nullptr;

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyPress(m_window->windowHandle(), key, modifiers);
    }
    void release(Qt::Key key) { QTest::keyRelease(m_window->windowHandle(), key); }

 private Q_SLOTS:
    void init() {
        m_window = std::make_unique<QWidget>();
        m_button = new QPushButton(QStringLiteral("Pause"));
        m_field = new QLineEdit;
        auto* layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_button);
        layout->addWidget(m_field);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_button->setFocus();
        m_driver = new FakeDriver;
        m_driver->setParent(m_window.get());
    }
    void cleanup() { m_window.reset(); }

    void bothPlayersKeysAtOnce() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        press(Qt::Key_Down);
        QCOMPARE(m_driver->directions, both(Direction::Up, Direction::Down));
        release(Qt::Key_W);
        QCOMPARE(m_driver->directions, both(Direction::None, Direction::Down));
        press(Qt::Key_S);
        release(Qt::Key_Down);
        QCOMPARE(m_driver->directions, both(Direction::Down, Direction::None));
    }

    void theLastOfTwoOppositeKeysWinsAndReturns() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        press(Qt::Key_S);
        QCOMPARE(m_driver->directions[0], Direction::Down);
        release(Qt::Key_S);
        QCOMPARE(m_driver->directions[0], Direction::Up);
        press(Qt::Key_S);
        release(Qt::Key_W);
        QCOMPARE(m_driver->directions[0], Direction::Down);
        release(Qt::Key_S);
        QCOMPARE(m_driver->directions[0], Direction::None);
    }

    void onePlayerMayUseEitherPairAndOneKeyOfTwoHoldsOn() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::onePlayer());
        press(Qt::Key_Up);
        press(Qt::Key_W);
        release(Qt::Key_Up);
        QCOMPARE(m_driver->directions, both(Direction::Up, Direction::None));
        release(Qt::Key_W);
        QCOMPARE(m_driver->directions, both(Direction::None, Direction::None));
    }

    void repeatsOfAHeldKeyChangeNothing() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        const int changes = m_driver->changes;
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_W, Qt::NoModifier, QString(), true);
        QVERIFY(QCoreApplication::sendEvent(m_window->windowHandle(), &repeated));
        QKeyEvent repeatedRelease(QEvent::KeyRelease, Qt::Key_W, Qt::NoModifier, QString(), true);
        QVERIFY(QCoreApplication::sendEvent(m_window->windowHandle(), &repeatedRelease));
        QCOMPARE(m_driver->changes, changes);
        QCOMPARE(m_driver->directions[0], Direction::Up);
    }

    void aFocusedButtonDoesNotEatTheArrows() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        QVERIFY(m_button->hasFocus());
        press(Qt::Key_Down);
        QCOMPARE(m_driver->directions[1], Direction::Down);
        QVERIFY(m_button->hasFocus());
    }

    void otherKeysReachTheWidgets() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        QSignalSpy clicked(m_button, &QPushButton::clicked);
        press(Qt::Key_Space);
        release(Qt::Key_Space);
        QCOMPARE(clicked.count(), 1);
        press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_driver->changes, 0);
    }

    void whatIsTypedIsNotSteering() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        m_field->setFocus();
        QCOMPARE(m_driver->directions[0], Direction::None);  // who writes holds no key
        QCOMPARE(m_driver->focusLosses, 0);                  // and the window is still his
        press(Qt::Key_S);
        QCOMPARE(m_driver->directions[0], Direction::None);
        QTest::keyClick(m_window->windowHandle(), 's');
        QVERIFY(!m_field->text().isEmpty());
        release(Qt::Key_W);
        m_button->setFocus();
        press(Qt::Key_S);
        QCOMPARE(m_driver->directions[0], Direction::Down);
    }

    void losingTheKeyboardReleasesEverything() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        press(Qt::Key_Up);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QTRY_COMPARE(m_driver->focusLosses, 1);
        QCOMPARE(m_driver->directions, both(Direction::None, Direction::None));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        press(Qt::Key_S);
        release(Qt::Key_S);  // would return to W, were it still thought to be held
        QCOMPARE(m_driver->directions[0], Direction::None);
    }

    void aMatchThatIsGoneIsNotSteered() {
        KeySteering steering(m_window->windowHandle(), m_driver, KeyBindings::twoPlayers());
        delete m_driver;
        press(Qt::Key_W);
        release(Qt::Key_W);
    }

    void steersARealLocalMatch() {
        LocalDriver driver(pong::Rules(), LocalDriver::noAi, {}, QRandomGenerator(3));
        KeySteering steering(m_window->windowHandle(), &driver, KeyBindings::twoPlayers());
        press(Qt::Key_W);
        press(Qt::Key_Down);
        MatchFrame frame;
        for (auto now = 0us; now < 3s; now += 10ms)
            frame = driver.frame(now);
        QVERIFY(frame.paddleY[0] < 250);
        QVERIFY(frame.paddleY[1] > 250);
    }

    void aKeySteersOneThing() {
        KeyBindings bindings = KeyBindings::twoPlayers();
        bindings.bind(Qt::Key_W, {Side::Right, Direction::Down});
        QCOMPARE(bindings.find(Qt::Key_W), (Steering{Side::Right, Direction::Down}));
        QVERIFY(bindings.keysOf({Side::Left, Direction::Up}).empty());
        QCOMPARE(bindings.keysOf({Side::Right, Direction::Down}), (std::vector{Qt::Key_Down, Qt::Key_W}));
        bindings.bind(Qt::Key_W, {});
        QVERIFY(!bindings.find(Qt::Key_W));
    }
};

QTEST_MAIN(KeySteeringTest)
#include "key_steering_test.moc"
