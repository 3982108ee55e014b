// What the match page makes of a driver that comes to its end in steps, as a match on a server does.

#include "client/pages/match_page.h"

#include "client/match/match_driver.h"
#include "client/widgets/look.h"
#include "client/widgets/sound_effects.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

using namespace client;
using Stage = MatchFrame::Stage;

namespace {

class ScriptedDriver : public MatchDriver {
    Q_OBJECT

 public:
    MatchFrame frame(std::chrono::microseconds) override { return now; }
    MatchInfo info() const override {
        MatchInfo info;
        info.players[0].name = QStringLiteral("mara");
        info.players[1].name = QStringLiteral("kaito");
        info.steered = {true, false};
        return info;
    }
    std::optional<MatchResult> result() const override { return outcome; }
    void setDirection(pong::Side, pong::Direction) override {}
    void loseFocus() override {}
    void pause() override {}
    void resume() override {}
    void rematch() override {}
    void leave() override { Q_EMIT left(); }

    MatchFrame now;
    std::optional<MatchResult> outcome;
};

}  // namespace

class MatchPageTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theResultIsShownWhenItComesAfterTheLastPoint() {
        const Look look(*qApp);
        SoundEffects sounds;
        sounds.setOn(false);
        MatchPage page(look, sounds);
        ScriptedDriver driver;
        driver.now.stage = Stage::Playing;
        page.resize(1280, 800);
        page.setDriver(&driver, KeyBindings::onePlayer());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const auto* back = page.findChild<QAbstractButton*>(QStringLiteral("resultBackButton"));
        const auto isShown = [&page](const QString& text) {
            const auto labels = page.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
        };
        QVERIFY(back && !back->isVisible());

        driver.now.stage = Stage::Over;
        QTRY_VERIFY(isShown(QStringLiteral("The match is over")));
        QVERIFY(!back->isVisible());
        MatchResult result;
        result.winner = pong::Side::Left;
        result.score = {11, 4};
        driver.outcome = result;
        QTRY_VERIFY(back->isVisible());
        QVERIFY(isShown(QStringLiteral("You won")));

        result.stored = false;
        driver.outcome = result;
        QTRY_VERIFY(isShown(QStringLiteral("The server keeps the result until it can store it.")));
        page.setDriver(nullptr, KeyBindings());
    }
};

QTEST_MAIN(MatchPageTest)
#include "match_page_test.moc"
