// Pages of ten thousand matches: complete, without duplicates, and by an index at any depth.

#include "server/database/transaction_runner.h"
#include "server/history/history_store.h"
#include "tests/server/database_fixture.h"
#include "tests/support/server_test_main.h"

#include <set>

using server::history::PageQuery;
using test::OpenDatabase;
using Request = pong::wire::HistoryPageRequest;

namespace history = server::history;
namespace wire = pong::wire;

namespace {

constexpr qint64 matchCount = 10'000;
const QDateTime latest = QDateTime::fromMSecsSinceEpoch(253'402'300'799'999, Qt::UTC);

// The user's matches, five of each millisecond so that a page often ends between equal times, and as many of others.
void addMatches(test::TestDatabase& database, qint64 user, qint64 opponent, qint64 other) {
    const QString matches = QStringLiteral(
        "INSERT INTO game_sessions (game_id, player1_id, player2_id, score_player1, score_player2, winner_id, mode, "
        "rules, "
        "  seed, rated, status, started_at, ended_at, last_tick) "
        "SELECT games.id, %1, %2, 5, 3, %1, 'random', '{}', 1, false, 'played', now(), "
        "  to_timestamp(1700000000 + (n / 5) * 0.001), 1200 FROM games, generate_series(1, %3) AS n");
    database.execute(matches.arg(user).arg(opponent).arg(matchCount));
    database.execute(matches.arg(opponent).arg(other).arg(matchCount));
    database.execute(
        QStringLiteral("INSERT INTO match_history (user_id, match_id, date, opponent_id, result, reason, my_score, "
                       "  opponent_score, length_ms, mode) "
                       "SELECT player1_id, id, ended_at, player2_id, CASE id % 3 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' "
                       "  ELSE 'draw' END, 'played', 5, 3, 10000, 'random' FROM game_sessions"));
    database.execute(
        QStringLiteral("INSERT INTO statistics (user_id, games_played, games_won, total_score) "
                       "SELECT user_id, count(*), count(*) FILTER (WHERE result = 'won'), sum(my_score) "
                       "FROM match_history GROUP BY user_id"));
    database.execute(QStringLiteral("ANALYZE"));
}

PageQuery firstPage(qint64 user, int limit, Request::Result result = Request::ANY) {
    PageQuery query;
    query.userId = user;
    query.before = latest;
    query.limit = limit;
    query.result = result;
    return query;
}

void moveBehind(PageQuery& query, const wire::HistoryRow& row) {
    query.before = QDateTime::fromMSecsSinceEpoch(row.played_at_ms(), Qt::UTC);
    query.beforeMatchId = row.match_id();
}

}  // namespace

class TestHistory : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void pagesAreCompleteAndWithoutDuplicates_data();
    void pagesAreCompleteAndWithoutDuplicates();
    void aRowHasAllThatAListShows();
    void newMatchesDoNotShiftOlderPages();
    void whoNeverPlayedHasAnEmptyPage();
    void everyPageIsAnIndexScan_data();
    void everyPageIsAnIndexScan();
    void allTimeFigures();

 private:
    std::unique_ptr<OpenDatabase> m_open;
    qint64 m_user = 0;
    qint64 m_opponent = 0;
};

void TestHistory::initTestCase() {
    m_open = std::make_unique<OpenDatabase>();
    m_user = m_open->fresh.addUser(QStringLiteral("ann"));
    m_opponent = m_open->fresh.addUser(QStringLiteral("bob"));
    addMatches(m_open->fresh, m_user, m_opponent, m_open->fresh.addUser(QStringLiteral("cyn")));
}

void TestHistory::cleanupTestCase() {
    m_open.reset();
}

void TestHistory::pagesAreCompleteAndWithoutDuplicates_data() {
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("result");
    QTest::addColumn<bool>("oneOpponent");
    QTest::addColumn<QString>("condition");
    QTest::newRow("all") << 50 << int{Request::ANY} << false << "true";
    QTest::newRow("odd pages") << 47 << int{Request::ANY} << false << "true";
    QTest::newRow("won") << 50 << int{Request::WON} << false << "result = 'won'";
    QTest::newRow("lost") << 33 << int{Request::LOST} << false << "result = 'lost'";
    QTest::newRow("one opponent") << 50 << int{Request::ANY} << true << "opponent_id = OPPONENT";
    QTest::newRow("lost to one") << 50 << int{Request::LOST} << true << "opponent_id = OPPONENT AND result = 'lost'";
}

void TestHistory::pagesAreCompleteAndWithoutDuplicates() {
    QFETCH(int, limit);
    QFETCH(int, result);
    QFETCH(bool, oneOpponent);
    QFETCH(QString, condition);
    std::vector<qint64> seen;
    PageQuery query = firstPage(m_user, limit, static_cast<Request::Result>(result));
    query.opponentId = oneOpponent ? m_opponent : 0;
    for (bool more = true; more;) {
        const wire::HistoryPageReply page = test::result(m_open->database.transaction(&history::page, query));
        QVERIFY(page.rows_size() > 0);
        QVERIFY(page.rows_size() == limit || !page.more());
        for (const wire::HistoryRow& row : page.rows())
            seen.push_back(row.match_id());
        moveBehind(query, *page.rows().rbegin());
        more = page.more();
    }
    std::vector<qint64> expected;
    for (const server::Row row :
         m_open->fresh.query(QStringLiteral("SELECT match_id FROM match_history WHERE user_id = %1 "
                                            "AND %2 ORDER BY date DESC, match_id DESC")
                                 .arg(m_user)
                                 .arg(condition.replace(QStringLiteral("OPPONENT"), QString::number(m_opponent)))))
        expected.push_back(row.int64(u"match_id"));
    QVERIFY(seen == expected);
    QCOMPARE(std::set<qint64>(seen.begin(), seen.end()).size(), seen.size());
}

void TestHistory::aRowHasAllThatAListShows() {
    const wire::HistoryPageReply page =
        test::result(m_open->database.transaction(&history::page, firstPage(m_user, 1, Request::WON)));
    QCOMPARE(page.rows_size(), 1);
    const wire::HistoryRow& row = page.rows(0);
    QCOMPARE(row.opponent().user_id(), m_opponent);
    QCOMPARE(row.opponent().username(), std::string("bob"));
    QVERIFY(row.won() && !row.draw());
    QCOMPARE(row.my_score(), 5U);
    QCOMPARE(row.opponent_score(), 3U);
    QCOMPARE(row.length_ms(), 10'000U);
    QCOMPARE(row.mode(), wire::MODE_RANDOM);
    QCOMPARE(row.reason(), wire::END_PLAYED);
    QVERIFY(row.played_at_ms() > 1'700'000'000'000);
    QCOMPARE(page.matches(), matchCount);
    QCOMPARE(page.won(), m_open->fresh.number(QStringLiteral("SELECT count(*) FROM match_history WHERE user_id = %1 "
                                                             "AND result = 'won'")
                                                  .arg(m_user)));
}

void TestHistory::newMatchesDoNotShiftOlderPages() {
    PageQuery query = firstPage(m_user, 10);
    const wire::HistoryPageReply first = test::result(m_open->database.transaction(&history::page, query));
    moveBehind(query, *first.rows().rbegin());
    const wire::HistoryPageReply second = test::result(m_open->database.transaction(&history::page, query));
    m_open->fresh.execute(QStringLiteral("UPDATE match_history SET date = now() WHERE match_id = %1")
                              .arg(second.rows(9).match_id()));  // as if it had just ended
    const wire::HistoryPageReply again = test::result(m_open->database.transaction(&history::page, query));
    QCOMPARE(again.rows_size(), 10);
    for (int i = 0; i < 9; ++i)
        QCOMPARE(again.rows(i).match_id(), second.rows(i).match_id());
}

void TestHistory::whoNeverPlayedHasAnEmptyPage() {
    const qint64 newcomer = m_open->fresh.addUser(QStringLiteral("dan"));
    const wire::HistoryPageReply page =
        test::result(m_open->database.transaction(&history::page, firstPage(newcomer, 10)));
    m_open->fresh.execute(QStringLiteral("DELETE FROM users WHERE id = %1").arg(newcomer));
    QCOMPARE(page.rows_size(), 0);
    QVERIFY(!page.more());
    QCOMPARE(page.matches(), 0);
}

void TestHistory::everyPageIsAnIndexScan_data() {
    QTest::addColumn<int>("result");
    QTest::addColumn<bool>("oneOpponent");
    QTest::addColumn<QString>("index");
    QTest::newRow("all") << int{Request::ANY} << false << "match_history_page";
    QTest::newRow("won") << int{Request::WON} << false << "match_history_result_page";
    QTest::newRow("one opponent") << int{Request::ANY} << true << "match_history_opponent_page";
}

void TestHistory::everyPageIsAnIndexScan() {
    QFETCH(int, result);
    QFETCH(bool, oneOpponent);
    QFETCH(QString, index);
    server::Connection connection(m_open->fresh.settings(), server::ConnectionLimits());
    connection.open();
    connection.runScript(QStringLiteral("SET plan_cache_mode = force_generic_plan"));
    // The very statement that the server prepares, explained where it was prepared.
    PageQuery query = firstPage(m_user, 50, static_cast<Request::Result>(result));
    query.opponentId = oneOpponent ? m_opponent : 0;
    server::runInTransaction(
        connection, [&](server::Transaction& transaction) { history::page(transaction, query); },
        std::chrono::steady_clock::now() + std::chrono::seconds(10));
    const QString name = connection
                             .query(QStringLiteral("SELECT name FROM pg_prepared_statements "
                                                   "WHERE statement LIKE '%FROM match_history%'"))
                             .one()
                             .text(u"name");
    const QString filter = oneOpponent              ? QStringLiteral(", %1").arg(m_opponent)
                           : result == Request::ANY ? QString()
                                                    : QStringLiteral(", 'won'");
    QStringList plan;
    for (const server::Row row :
         connection.query(QStringLiteral("EXPLAIN (COSTS off) EXECUTE %1(%2, '2023-11-14 22:13:21Z', 100, 51%3)")
                              .arg(name)
                              .arg(m_user)
                              .arg(filter)))
        plan.append(row.text(u"QUERY PLAN"));
    const QString text = plan.join(u'\n');
    QVERIFY2(text.contains(QStringLiteral("Index Scan using %1 on match_history").arg(index)), qUtf8Printable(text));
    QVERIFY2(!text.contains(u"Seq Scan on match_history"), qUtf8Printable(text));
    // The page itself comes sorted out of the index; at most its fifty rows are sorted again after the names were
    // added.
    const qsizetype scan = text.indexOf(u"Index Scan using match_history");
    QVERIFY2(!text.mid(text.lastIndexOf(u"Limit", scan), scan - text.lastIndexOf(u"Limit", scan)).contains(u"Sort"),
             qUtf8Printable(text));
}

void TestHistory::allTimeFigures() {
    const wire::ServerStatisticsReply figures = test::result(m_open->database.transaction(&history::allTime));
    QCOMPARE(figures.users(), 3);
    QCOMPARE(figures.matches(), matchCount);  // each user's own row only was written here: half of all
    QCOMPARE(figures.points(), 2 * matchCount * 5);
    QCOMPARE(figures.tournaments(), 0);

    OpenDatabase empty;
    const wire::ServerStatisticsReply none = test::result(empty.database.transaction(&history::allTime));
    QCOMPARE(none.users() + none.matches() + none.points(), 0);
}

PONG_SERVER_TEST_MAIN(TestHistory)

#include "test_history.moc"
