// The bracket: what must be true of every draw, and of everything that can happen in one.

#include "server/tournaments/bracket.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using server::Bracket;

namespace {

using Player = Bracket::Player;
using Status = Bracket::Status;

// So many players, the best seed first: seed s is player 100 + s.
std::vector<Player> players(int count) {
    std::vector<Player> bySeed(static_cast<std::size_t>(count));
    std::iota(bySeed.begin(), bySeed.end(), 101);
    return bySeed;
}

std::vector<Bracket::Match> withStatus(const Bracket& bracket, Status status) {
    std::vector<Bracket::Match> found;
    std::copy_if(bracket.matches().begin(), bracket.matches().end(), std::back_inserter(found),
                 [status](const Bracket::Match& match) { return match.status == status; });
    return found;
}

// As a server does it: through the database and back.
Bracket restored(const Bracket& bracket) {
    return Bracket(bracket.matches(), bracket.outInRound());
}

// What must be true at any time.
void check(const Bracket& bracket, int count) {
    for (const Bracket::Match& match : bracket.matches()) {
        QCOMPARE(match.winner != 0, match.status == Status::Played || match.status == Status::Walkover);
        QVERIFY(match.winner == 0 || match.has(match.winner));
        if (match.status == Status::Open || match.status == Status::Played)
            QVERIFY(match.players[0] != 0 && match.players[1] != 0 && match.players[0] != match.players[1]);
        if (match.status == Status::Open)
            for (const Player player : match.players)
                QVERIFY(!bracket.outInRound().contains(player));
        // Who wins is in the next round, and nobody else gets there.
        if (match.round < bracket.rounds()) {
            const Bracket::Match& next = bracket.at(match.round + 1, (match.number + 1) / 2);
            QCOMPARE(next.players[match.number % 2 == 1 ? 0 : 1], match.winner);
        }
    }
    QVERIFY(static_cast<int>(bracket.outInRound().size()) <= count);
}

}  // namespace

class TestBracket : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void sizes_data();
    void sizes();
    void draws();
    void bestSeedsMeetLast_data() { sizes_data(); }
    void bestSeedsMeetLast();
    void anythingMayHappen_data() { sizes_data(); }
    void anythingMayHappen();
    void whoLeavesBeforeTheirMatchIsMet();
    void whoDoesNotComeIsOut();
    void nobodyComes();
    void whatIsLiveIsPlayedToItsEnd();
    void whatNobodyWonIsPlayedAgain();
    void resultsCountOnce();
    void refusesWhatIsNoBracket();
};

void TestBracket::sizes_data() {
    QTest::addColumn<int>("count");
    for (int count = 2; count <= 32; ++count)
        QTest::addRow("%d players", count) << count;
}

void TestBracket::sizes() {
    QFETCH(int, count);
    const Bracket bracket(players(count));
    check(bracket, count);
    int places = 2;
    int rounds = 1;
    for (; places < count; places *= 2)
        ++rounds;
    QCOMPARE(bracket.rounds(), rounds);
    QCOMPARE(static_cast<int>(bracket.matches().size()), places - 1);

    // Everybody stands in round 1 once; the byes are those of the best seeds, and there is no match of nobody.
    std::multiset<Player> drawn;
    std::set<Player> byes;
    for (const Bracket::Match& match : bracket.matches()) {
        if (match.round > 1)
            continue;
        for (const Player player : match.players)
            if (player != 0)
                drawn.insert(player);
        if (match.status == Status::Walkover)
            byes.insert(match.winner);
        else
            QCOMPARE(match.status, Status::Open);
    }
    const std::vector<Player> all = players(count);
    QCOMPARE(drawn, (std::multiset<Player>(all.begin(), all.end())));
    QCOMPARE(byes, (std::set<Player>(all.begin(), all.begin() + (places - count))));
    QVERIFY(withStatus(bracket, Status::Empty).empty());
    QVERIFY(!bracket.isOver());
}

void TestBracket::draws() {
    QCOMPARE(Bracket::seedOrder(2), (std::vector<int>{1, 2}));
    QCOMPARE(Bracket::seedOrder(8), (std::vector<int>{1, 8, 4, 5, 2, 7, 3, 6}));
    const Bracket five(players(5));
    QCOMPARE(five.at(1, 1).players, (std::array<Player, 2>{101, 0}));
    QCOMPARE(five.at(1, 2).players, (std::array<Player, 2>{104, 105}));
    QCOMPARE(five.at(2, 1).players, (std::array<Player, 2>{101, 0}));
    QCOMPARE(five.at(2, 2).players, (std::array<Player, 2>{102, 103}));
    QVERIFY(five.isNobody(five.at(1, 1), 1));
    QVERIFY(!five.isNobody(five.at(2, 1), 1));  // 104 or 105 will come
}

// When the better seed always wins, seeds 1 and 2 meet in the final, 1 to 4 in the semi-finals, and so on.
void TestBracket::bestSeedsMeetLast() {
    QFETCH(int, count);
    Bracket bracket(players(count));
    while (!bracket.isOver()) {
        const Bracket::Match match = withStatus(bracket, Status::Open).front();
        QVERIFY(bracket.finish(match.round, match.number, std::min(match.players[0], match.players[1])));
    }
    for (const Bracket::Match& match : bracket.matches()) {
        const Player worst = 100 + (1 << (bracket.rounds() - match.round + 1));
        QVERIFY(match.players[0] <= worst && match.players[1] <= worst);
    }
    QCOMPARE(bracket.winner(), 101);
    QCOMPARE(bracket.outInRound().at(102), bracket.rounds());
}

// Results, people who leave, who do not come, matches without a winner, in any order: it always ends, and everybody but
// the winner is out.
void TestBracket::anythingMayHappen() {
    QFETCH(int, count);
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed * 1000 + static_cast<unsigned>(count));
        Bracket bracket(players(count));
        int steps = 0;
        while (!bracket.isOver()) {
            QVERIFY(++steps < 1000);
            const auto open = withStatus(bracket, Status::Open);
            QVERIFY(!open.empty());
            const Bracket::Match match = open[random() % open.size()];
            const Player one = match.players[random() % 2];
            switch (random() % 6) {
                case 0:
                    bracket.remove({100 + 1 + static_cast<Player>(random() % static_cast<unsigned>(count))});
                    break;
                case 1:
                    bracket.remove({one});
                    break;
                case 2:
                    bracket.remove({match.players[0], match.players[1]});
                    break;
                default:
                    QVERIFY(bracket.finish(match.round, match.number, one));
            }
            bracket = restored(bracket);
            check(bracket, count);
        }
        for (const Player player : players(count))
            QCOMPARE(bracket.outInRound().contains(player), player != bracket.winner());
    }
}

void TestBracket::whoLeavesBeforeTheirMatchIsMet() {
    Bracket bracket(players(4));
    QVERIFY(bracket.finish(1, 1, 101));
    bracket.remove({101});  // waits for the final
    QCOMPARE(bracket.outInRound().at(101), 2);
    QVERIFY(!bracket.isOver());
    QVERIFY(bracket.finish(1, 2, 103));
    QVERIFY(bracket.isOver());
    QCOMPARE(bracket.at(2, 1).status, Status::Walkover);
    QCOMPARE(bracket.winner(), 103);
}

void TestBracket::whoDoesNotComeIsOut() {
    Bracket bracket(players(4));
    bracket.remove({104});
    QCOMPARE(bracket.at(1, 1).status, Status::Walkover);
    QCOMPARE(bracket.at(2, 1).players[0], 101);
    QCOMPARE(bracket.outInRound().at(104), 1);
}

// Neither of two is kept: whoever comes from the other side has no opponent.
void TestBracket::nobodyComes() {
    Bracket bracket(players(4));
    bracket.remove({101, 104});
    QCOMPARE(bracket.at(1, 1).status, Status::Empty);
    QVERIFY(bracket.isNobody(bracket.at(2, 1), 0));
    QVERIFY(bracket.finish(1, 2, 102));
    QCOMPARE(bracket.winner(), 102);

    Bracket empty(players(4));
    empty.remove({101, 104});
    empty.remove({102, 103});
    QVERIFY(empty.isOver());
    QCOMPARE(empty.winner(), 0);
    QCOMPARE(empty.at(2, 1).status, Status::Empty);
}

void TestBracket::whatIsLiveIsPlayedToItsEnd() {
    std::vector<Bracket::Match> matches = Bracket(players(4)).matches();
    matches[0].status = Status::Live;
    Bracket bracket(matches, {});
    bracket.remove({104});
    QCOMPARE(bracket.at(1, 1).status, Status::Live);
    QVERIFY(bracket.finish(1, 1, 104));  // had won by then, and is missed in the next round
    QCOMPARE(bracket.outInRound().at(104), 2);
    QVERIFY(bracket.finish(1, 2, 102));
    QCOMPARE(bracket.winner(), 102);
}

void TestBracket::whatNobodyWonIsPlayedAgain() {
    std::vector<Bracket::Match> matches = Bracket(players(2)).matches();
    matches[0].status = Status::Live;
    Bracket bracket(matches, {});
    bracket.reopen(1, 1);
    QCOMPARE(bracket.at(1, 1).status, Status::Open);
    Bracket left(matches, {{102, 1}});
    left.reopen(1, 1);
    QCOMPARE(left.winner(), 101);
}

void TestBracket::resultsCountOnce() {
    Bracket bracket(players(4));
    QVERIFY(!bracket.finish(1, 1, 102));  // is not in it
    QVERIFY(!bracket.finish(2, 1, 101));  // is not to be played yet
    QVERIFY(bracket.finish(1, 1, 104));
    QVERIFY(!bracket.finish(1, 1, 101));
    QCOMPARE(bracket.at(2, 1).players[0], 104);
    bracket.remove({101});  // is out already
    QCOMPARE(bracket.outInRound().at(101), 1);
}

void TestBracket::refusesWhatIsNoBracket() {
    QVERIFY_EXCEPTION_THROWN(Bracket(players(1)), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(Bracket(players(33)), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(Bracket(std::vector<Bracket::Match>(2), {}), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(Bracket(players(4)).at(1, 3), std::out_of_range);
    QVERIFY_EXCEPTION_THROWN(Bracket(players(4)).at(3, 1), std::out_of_range);
}

QTEST_APPLESS_MAIN(TestBracket)
#include "test_bracket.moc"
