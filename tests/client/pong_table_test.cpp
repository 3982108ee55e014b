// The table's pixels: everything where the design puts it, and flashes that end.

#include "client/widgets/pong_table.h"

#include "client/widgets/attract_table.h"
#include "client/widgets/look.h"
#include "client/widgets/rally_show.h"

#include <QApplication>
#include <QtTest>

using namespace client;
using namespace std::chrono_literals;
using pong::Side;

class PongTableTest : public QObject {
    Q_OBJECT

    // The design's own size: 1.28 pixels a unit.
    static constexpr QSize usual{1024, 640};

    std::unique_ptr<Look> m_look;
    std::unique_ptr<PongTable> m_table;
    MatchFrame m_frame;

    QImage picture() { return m_table->grab().toImage(); }
    const Theme& theme() const { return m_look->theme(); }

    // The smallest rectangle around all pixels of this colour within an area.
    static QRect extent(const QImage& image, const QColor& color, const QRect& area) {
        QRect found;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                if (image.pixelColor(x, y) == color)
                    found |= QRect(x, y, 1, 1);
            }
        }
        return found;
    }

 private Q_SLOTS:
    void init() {
        m_look = std::make_unique<Look>(*qApp);
        m_table = std::make_unique<PongTable>(*m_look);
        m_table->resize(usual);
        m_frame = {};
        m_frame.stage = MatchFrame::Stage::Playing;
        m_frame.ballX = 200;
        m_frame.ballY = 400;
        m_frame.paddleY = {300, 125};
        m_frame.score = {7, 5};
    }

    void cleanup() {
        m_table.reset();
        m_look.reset();
    }

    void paddlesAndBallAreWhereTheFrameSays() {
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        // 24 to 36 units from the edge, 84 high, edges on whole pixels.
        QCOMPARE(extent(image, theme().paddleL, image.rect()), QRect(QPoint(31, 330), QPoint(45, 437)));
        QCOMPARE(extent(image, theme().paddleR, image.rect()), QRect(QPoint(978, 106), QPoint(992, 213)));
        QCOMPARE(extent(image, theme().ball, image.rect()), QRect(248, 504, 15, 15));
    }

    void paddlesHaveTheSizeOfTheRules() {
        m_frame.paddleHeight = 112;
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        QCOMPARE(extent(image, theme().paddleL, image.rect()).height(), 144);
    }

    void aMirroredFrameIsAMirroredPicture() {
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        const QRect left = extent(image, theme().paddleL, image.rect());
        const QRect ball = extent(image, theme().ball, image.rect());
        std::swap(m_frame.paddleY[0], m_frame.paddleY[1]);
        m_frame.ballX = TableGeometry::unitsWide - m_frame.ballX;
        m_table->setFrame(m_frame, 0us);
        const QImage mirrored = picture();
        const QRect right = extent(mirrored, theme().paddleR, mirrored.rect());
        const QRect ballThere = extent(mirrored, theme().ball, mirrored.rect());
        // A pixel at most: rounding goes one way on both sides.
        QVERIFY(std::abs((usual.width() - 1 - left.right()) - right.left()) <= 1);
        QCOMPARE(left.top(), right.top());
        QCOMPARE(left.size(), right.size());
        QVERIFY(std::abs((usual.width() - 1 - ball.right()) - ballThere.left()) <= 1);
    }

    void wallsAndNetAreDrawn() {
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        QCOMPARE(extent(image, theme().tableWall, QRect(0, 0, 1024, 320)), QRect(0, 0, 1024, 4));
        QCOMPARE(extent(image, theme().tableWall, QRect(0, 320, 1024, 320)), QRect(0, 636, 1024, 4));
        const QRect net = extent(image, theme().tableLine, image.rect());
        QCOMPARE(net.left(), 509);
        QCOMPARE(net.width(), 6);
        QCOMPARE(net.top(), 24);
        // Ends where the rally counter stands.
        QVERIFY(net.bottom() <= 640 - 44 * 1.28 + 1);
    }

    void numeralsStandBesideTheNet() {
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        // "7": 3 cells of 20 pixels, its right edge 64 units left of the net, 32 from the top; 5 the same at the right.
        QCOMPARE(extent(image, theme().tableNumeral, QRect(0, 0, 512, 640)), QRect(370, 41, 60, 100));
        QCOMPARE(extent(image, theme().tableNumeral, QRect(512, 0, 512, 640)), QRect(594, 41, 60, 100));
        // The seven has no foot at the left.
        QCOMPARE(image.pixelColor(380, 130), theme().tableBg);
        QCOMPARE(image.pixelColor(420, 130), theme().tableNumeral);
    }

    void aNewScoreIsDrawnThoughTheBackgroundIsKept() {
        m_table->setFrame(m_frame, 0us);
        picture();
        m_frame.score = {11, 5};
        m_table->setFrame(m_frame, 1s);
        const QImage image = picture();
        QCOMPARE(extent(image, theme().tableNumeral, QRect(0, 0, 512, 640)).width(), 7 * 20);
    }

    void theTableKeepsItsShape() {
        m_table->setFrame(m_frame, 0us);
        m_table->resize(1024, 800);
        QCOMPARE(m_table->tableRect(), QRect(0, 80, 1024, 640));
        QImage image = picture();
        QCOMPARE(image.pixelColor(512, 40), theme().window);
        QCOMPARE(image.pixelColor(5, 90), theme().tableBg);
        m_table->resize(1200, 500);
        QCOMPARE(m_table->tableRect(), QRect(200, 0, 800, 500));
        image = picture();
        QCOMPARE(image.pixelColor(100, 250), theme().window);
    }

    void nothingIsDrawnOutsideOfTheTable() {
        m_table->resize(1200, 500);
        m_frame.ballX = -20;  // a lost ball
        m_table->setFrame(m_frame, 0us);
        const QImage image = picture();
        QVERIFY(extent(image, theme().ball, QRect(0, 0, 200, 500)).isEmpty());
    }

    void aHitFlashesForNinetyMilliseconds() {
        m_table->setFrame(m_frame, 1s);
        m_table->addEffect({10, MatchEffect::Kind::LeftPaddleHit});
        const QPoint paddle(38, 380);
        QCOMPARE(picture().pixelColor(paddle), theme().ball);
        m_table->setFrame(m_frame, 1s + 45ms);
        const QColor half = picture().pixelColor(paddle);
        QVERIFY(half != theme().ball && half != theme().paddleL);
        m_table->setFrame(m_frame, 1s + 90ms);
        QCOMPARE(picture().pixelColor(paddle), theme().paddleL);
        QCOMPARE(picture().pixelColor(985, 160), theme().paddleR);
    }

    void aPointLightsItsNumeralAndIsAnnounced() {
        m_table->setPlayerNames(QStringLiteral("Mara"), QStringLiteral("Kaito"));
        m_table->setFrame(m_frame, 1s);
        m_table->addEffect({10, MatchEffect::Kind::RightScored});
        QImage image = picture();
        QCOMPARE(image.pixelColor(600, 45), theme().onTable);
        QCOMPARE(image.pixelColor(380, 45), theme().tableNumeral);
        // The chip is at the scorer's side.
        QVERIFY(!extent(image, theme().rivalSoft, QRect(700, 20, 324, 60)).isEmpty());
        QVERIFY(extent(image, theme().accentSoft, image.rect()).isEmpty());
        m_table->setFrame(m_frame, 1s + 600ms);
        QCOMPARE(picture().pixelColor(600, 45), theme().tableNumeral);
        m_table->setFrame(m_frame, 1s + 800ms);
        QVERIFY(extent(picture(), theme().rivalSoft, image.rect()).isEmpty());
    }

    void theTrailFollowsTheBallAndIsStillWithoutMotion() {
        const auto fly = [this] {
            m_table->clear();
            for (int i = 0; i <= 60; ++i) {
                m_frame.ballX = 200 + 3 * i;
                m_table->setFrame(m_frame, std::chrono::milliseconds(8 * i));
            }
            return picture();
        };
        const QColor behind = fly().pixelColor(int((380 - 12.6 * 2) * 1.28), int(400 * 1.28));
        QVERIFY(behind != theme().tableBg && behind != theme().ball);
        m_look->setReduceMotion(true);
        QCOMPARE(fly().pixelColor(int((380 - 12.6 * 2) * 1.28), int(400 * 1.28)), theme().tableBg);
    }

    void trailSquaresAreEvenlySpaced() {
        for (const double step : {1.0, 3.0, 16.0}) {
            BallTrail trail;
            for (int i = 0; i < 250; ++i)
                trail.push({100 + i * step, 250});
            const auto squares = trail.squares();
            QCOMPARE(squares.size(), std::size_t(BallTrail::squareCount));
            const double last = 100 + 249 * step;
            for (std::size_t i = 0; i < squares.size(); ++i) {
                QVERIFY(std::abs(squares[i].centre.x() - (last - 12.6 * double(i + 1))) < 0.01);
                QVERIFY(i == 0 || squares[i].alpha < squares[i - 1].alpha);
            }
        }
        BallTrail trail;
        trail.push({100, 100});
        trail.push({400, 250});  // a serve
        QVERIFY(trail.squares().empty());
    }

    void theRallyCounterComesAfterThreeHits() {
        const QRect place(460, 590, 110, 40);
        m_frame.rally = 2;
        m_table->setFrame(m_frame, 0us);
        QVERIFY(extent(picture(), theme().surface1, place).isEmpty());
        m_frame.rally = 14;
        m_table->setFrame(m_frame, 0us);
        QVERIFY(!extent(picture(), theme().surface1, place).isEmpty());
    }

    void anotherThemeRepaintsTheBackground() {
        m_table->show();
        m_table->setFrame(m_frame, 0us);
        QCOMPARE(picture().pixelColor(300, 300), Theme::dark().tableBg);
        m_look->setTheme(Theme::light());
        QCOMPARE(picture().pixelColor(300, 300), Theme::light().tableBg);
    }

    void theAttractTableIsUnderWayFromTheStart() {
        AttractTable table(*m_look, 97);
        table.resize(320, 200);
        const QImage image = table.grab().toImage();
        QVERIFY(!extent(image, theme().ball, image.rect()).isEmpty());
        QVERIFY(!extent(image, theme().paddleR, image.rect()).isEmpty());
    }

    void aShowBeginsWhereverTheButtonIs() {
        for (const RallyShow::Band band :
             {RallyShow::Band{0, 0}, RallyShow::Band{0, 1066}, RallyShow::Band{470, 500}}) {
            RallyShow show(band, 1972);
            QVERIFY(show.simulation().state().rally >= 3);
        }
    }

    void theShowsBallAlwaysComesBackToTheButton() {
        const RallyShow::Band band{260, 389};
        RallyShow show(band, 1972);
        const auto score = show.simulation().state().score;
        int hits = 0;
        bool wasLeft = false;
        for (int tick = 0; tick < 10 * 60 * pong::ticksPerSecond; ++tick) {
            show.step();
            const pong::State& state = show.simulation().state();
            QCOMPARE(state.score, score);
            const bool isLeft = state.velocityX < 0;
            if (wasLeft && !isLeft) {
                ++hits;
                const int y = state.ballY / pong::unit;
                QVERIFY2(y >= band.top - 12 && y <= band.bottom + 12, qPrintable(QString::number(y)));
            }
            wasLeft = isLeft;
        }
        QVERIFY(hits > 100);
    }
};

QTEST_MAIN(PongTableTest)
#include "pong_table_test.moc"
