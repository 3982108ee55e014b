// Ratings by the paper, and by what Pong makes of it.

#include "server/play/glicko2.h"

#include <QTest>

#include <array>

using server::Glicko2;
using Rating = Glicko2::Rating;
using Game = Glicko2::Game;

class TestGlicko2 : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void thePapersExample();
    void goldenMatches_data();
    void goldenMatches();
    void whoDoesNotPlayIsLessCertain();
    void nobodyBecomesTooCertain();
    void winnersRiseAndLosersFall();
};

namespace {

void compareRatings(const Rating& actual, const Rating& expected) {
    QVERIFY2(std::abs(actual.rating - expected.rating) < 1e-4, qPrintable(QString::number(actual.rating, 'f', 6)));
    QVERIFY2(std::abs(actual.deviation - expected.deviation) < 1e-4,
             qPrintable(QString::number(actual.deviation, 'f', 6)));
    QVERIFY2(std::abs(actual.volatility - expected.volatility) < 1e-8,
             qPrintable(QString::number(actual.volatility, 'f', 10)));
}

}  // namespace

// 1464.06, 151.52 and 0.05999 in the paper, which rounds on the way.
void TestGlicko2::thePapersExample() {
    const std::array games{Game{{1400, 30, 0.06}, 1}, Game{{1550, 100, 0.06}, 0}, Game{{1700, 300, 0.06}, 0}};
    const Rating after = Glicko2(0.5).after({1500, 200, 0.06}, games);
    QVERIFY(std::abs(after.rating - 1464.06) < 0.02);
    QVERIFY(std::abs(after.deviation - 151.52) < 0.01);
    QVERIFY(std::abs(after.volatility - 0.05999) < 0.00001);
    compareRatings(after, {1464.0506705391, 151.5165241243, 0.0599959844});
}

// By a second implementation, whose volatility comes from bisection.
void TestGlicko2::goldenMatches_data() {
    QTest::addColumn<Rating>("player");
    QTest::addColumn<Rating>("opponent");
    QTest::addColumn<double>("score");
    QTest::addColumn<double>("days");
    QTest::addColumn<Rating>("expected");
    const Rating fresh;
    QTest::newRow("first match won") << fresh << fresh << 1.0 << 0.0
                                     << Rating{1662.2120014703, 290.2305077822, 0.0599996754};
    QTest::newRow("first match lost") << fresh << fresh << 0.0 << 0.0
                                      << Rating{1337.7879985297, 290.2305077822, 0.0599996754};
    QTest::newRow("among equals") << Rating{1524, 62, 0.0598} << Rating{1498, 71, 0.06} << 1.0 << 0.25
                                  << Rating{1533.7800898999, 61.2938172366, 0.0597995035};
    QTest::newRow("a surprise after a month") << Rating{1200, 50, 0.06} << Rating{1900, 60, 0.06} << 1.0 << 30.0
                                              << Rating{1231.8568059535, 75.7700524427, 0.0600122728};
    QTest::newRow("the surprised one") << Rating{1900, 60, 0.06} << Rating{1200, 50, 0.06} << 0.0 << 1.0
                                       << Rating{1879.3463712508, 60.8333388589, 0.0600124047};
}

void TestGlicko2::goldenMatches() {
    QFETCH(Rating, player);
    QFETCH(Rating, opponent);
    QFETCH(double, score);
    QFETCH(double, days);
    QFETCH(Rating, expected);
    compareRatings(Glicko2().afterMatch(player, {opponent, score}, days), expected);
}

void TestGlicko2::whoDoesNotPlayIsLessCertain() {
    const Rating player{1700, 60, 0.06};
    const Rating rested = Glicko2::idle(player, 30);
    QCOMPARE(rested.rating, 1700.0);
    QVERIFY(rested.deviation > 80 && rested.deviation < 85);  // sqrt(60^2 + 30 (173.7178 x 0.06)^2)
    const std::array<Game, 0> none{};
    QCOMPARE(Glicko2().after(player, none, 30).deviation, rested.deviation);
    QCOMPARE(Glicko2::idle(player, 100'000).deviation, Glicko2::largestDeviation);
    // Thirty days in one or in thirty steps.
    Rating daily = player;
    for (int day = 0; day < 30; ++day)
        daily = Glicko2::idle(daily, 1);
    QVERIFY(std::abs(daily.deviation - rested.deviation) < 1e-9);
}

void TestGlicko2::nobodyBecomesTooCertain() {
    Rating player;
    for (int i = 0; i < 2'000; ++i)
        player = Glicko2().afterMatch(player, {{1500, 60, 0.06}, i % 2 == 0 ? 1.0 : 0.0}, 0.001);
    QCOMPARE(player.deviation, Glicko2::smallestDeviation);
    QVERIFY(player.rating > 1450 && player.rating < 1550);
}

void TestGlicko2::winnersRiseAndLosersFall() {
    for (const double rating : {600.0, 1500.0, 2900.0}) {
        const Rating player{rating, 120, 0.06};
        const Rating won = Glicko2().afterMatch(player, {{1500, 80, 0.06}, 1}, 0);
        const Rating lost = Glicko2().afterMatch(player, {{1500, 80, 0.06}, 0}, 0);
        QVERIFY(won.rating > rating && lost.rating < rating);
        QVERIFY(won.deviation < player.deviation && lost.deviation < player.deviation);
    }
}

QTEST_GUILESS_MAIN(TestGlicko2)
#include "test_glicko2.moc"
