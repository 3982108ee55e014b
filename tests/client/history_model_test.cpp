// HistoryModel over a source of 10,000 matches that the test keeps.

#include "client/models/history_model.h"

#include "shared/async/completion.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QtTest>

using namespace client;
using history::Filter;
using pong::wire::HistoryPageReply;
using pong::wire::HistoryPageRequest;
using pong::wire::HistoryRow;
using Page = HistoryModel::Page;
using State = HistoryModel::State;

namespace {

// Answers as the server does, at once or when the test says so.
class FakeHistory {
 public:
    explicit FakeHistory(int matches) {
        for (int i = matches; i > 0; --i) {
            HistoryRow row;
            row.set_match_id(i);
            row.set_played_at_ms(1'700'000'000'000 + i / 3);  // several in a millisecond
            row.set_won(i % 3 == 0);
            row.mutable_opponent()->set_username("player" + std::to_string(i));
            m_rows.push_back(row);
        }
    }

    HistoryModel::Source source() {
        return [this](HistoryPageRequest request) { return page(this, request); };
    }

    bool isHeld = false;
    bool fails = false;
    std::vector<HistoryPageRequest> requests;

    void answerFirst() {
        auto held = std::exchange(m_held, {});
        held.front().complete(true);
        m_held.insert(m_held.begin(), held.begin() + 1, held.end());
    }
    std::size_t waiting() const { return m_held.size(); }

 private:
    static QCoro::Task<Page> page(FakeHistory* self, HistoryPageRequest request) {
        self->requests.push_back(request);
        const Page answer = self->answer(request);
        if (self->isHeld) {
            pong::Completion<bool> hold;
            self->m_held.push_back(hold);
            co_await hold;
        }
        co_return answer;
    }

    Page answer(const HistoryPageRequest& request) const {
        if (fails)
            return Page(Failure(Failure::Kind::TimedOut));
        HistoryPageReply reply;
        reply.set_matches(static_cast<std::int64_t>(m_rows.size()));
        reply.set_won(static_cast<std::int64_t>(m_rows.size() / 3));
        for (const HistoryRow& row : m_rows) {
            const bool isLater =
                request.before_ms() != 0 && std::pair(row.played_at_ms(), row.match_id()) >=
                                                std::pair(request.before_ms(), request.before_match_id());
            const bool isWanted = request.result() == HistoryPageRequest::ANY ||
                                  row.won() == (request.result() == HistoryPageRequest::WON);
            if (isLater || !isWanted)
                continue;
            if (static_cast<std::uint32_t>(reply.rows_size()) == request.limit()) {
                reply.set_more(true);
                break;
            }
            *reply.add_rows() = row;
        }
        return Page(reply);
    }

    std::vector<HistoryRow> m_rows;
    std::vector<pong::Completion<bool>> m_held;
};

void fetchAll(HistoryModel& model) {
    while (model.canFetchMore({}))
        model.fetchMore({});
}

QString nameAt(const HistoryModel& model, int row) {
    return model.index(row).data(history::OpponentNameRole).toString();
}

}  // namespace

class HistoryModelTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void tenThousandRowsEachOnce() {
        FakeHistory server(10'000);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!model.canFetchMore({}));  // nothing was asked for
        model.load(Filter::All);
        QCOMPARE(model.rowCount(), 50);
        fetchAll(model);
        QCOMPARE(model.rowCount(), 10'000);
        QCOMPARE(server.requests.size(), 200u);
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.index(row).data(history::MatchIdRole).toLongLong(), 10'000 - row);
        QVERIFY(!model.canFetchMore({}));
    }

    void rolesAnswerWhatTheRowSays() {
        FakeHistory server(3);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::All);
        const QModelIndex won = model.index(0);
        QCOMPARE(won.data(history::OutcomeRole).value<history::Outcome>(), history::Outcome::Won);
        QCOMPARE(model.index(1).data(history::OutcomeRole).value<history::Outcome>(), history::Outcome::Lost);
        QCOMPARE(won.data(history::PlayedAtRole).toDateTime().toMSecsSinceEpoch(), 1'700'000'000'001);
        QCOMPARE(won.data(Qt::DisplayRole).toString(), QStringLiteral("player3"));
        QCOMPARE(won.data(history::EndingRole).value<history::Ending>(), history::Ending::Played);
    }

    void filtersAreTheServersWork() {
        FakeHistory server(300);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy totals(&model, &HistoryModel::totalsChanged);
        model.load(Filter::Won);
        fetchAll(model);
        QCOMPARE(model.rowCount(), 100);
        model.load(Filter::Lost);
        fetchAll(model);
        QCOMPARE(model.rowCount(), 200);
        QCOMPARE(totals.count(), 2);
        QCOMPARE(totals[1][0].value<std::int64_t>(), 300);
    }

    void nothingPlayedYetIsReadyAndEmpty() {
        FakeHistory server(0);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::All);
        QCOMPARE(model.state(), State::Ready);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.canFetchMore({}));
    }

    void rowsStayUntilTheNewOnesAreHere() {
        FakeHistory server(60);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::All);
        server.isHeld = true;
        model.load(Filter::Won);
        QCOMPARE(model.state(), State::Loading);
        QCOMPARE(model.rowCount(), 50);
        QVERIFY(!model.canFetchMore({}));
        server.answerFirst();
        QCOMPARE(model.state(), State::Ready);
        QCOMPARE(model.rowCount(), 20);
    }

    void whatComesTooLateIsDropped() {
        FakeHistory server(60);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        server.isHeld = true;
        model.load(Filter::Won);
        model.load(Filter::Lost);
        QCOMPARE(server.waiting(), 2u);
        server.answerFirst();
        QCOMPARE(model.state(), State::Loading);
        QCOMPARE(model.rowCount(), 0);
        server.answerFirst();
        QCOMPARE(model.rowCount(), 40);

        model.load(Filter::All);
        model.clear();
        server.answerFirst();
        QCOMPARE(model.state(), State::Empty);
        QCOMPARE(model.rowCount(), 0);
    }

    void onePageIsOnItsWayAtATime() {
        FakeHistory server(200);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::All);
        server.isHeld = true;
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(server.waiting(), 1u);
        server.answerFirst();
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(nameAt(model, 99), QStringLiteral("player101"));
    }

    void aFailedFirstPageIsTriedAgain() {
        FakeHistory server(60);
        server.fails = true;
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::Won);
        QCOMPARE(model.state(), State::Failed);
        QVERIFY(!model.error().isEmpty());
        QVERIFY(!model.canFetchMore({}));
        server.fails = false;
        model.retry();
        QCOMPARE(model.state(), State::Ready);
        QCOMPARE(model.rowCount(), 20);
    }

    void aFailedFurtherPageKeepsTheRows() {
        FakeHistory server(60);
        HistoryModel model(server.source(), 50, HistoryModel::Paging::All);
        model.load(Filter::All);
        server.fails = true;
        model.fetchMore({});
        QCOMPARE(model.state(), State::Failed);
        QCOMPARE(model.rowCount(), 50);
        QVERIFY(!model.canFetchMore({}));  // a view would ask at every paint
        server.fails = false;
        model.retry();
        QCOMPARE(model.state(), State::Ready);
        QCOMPARE(model.rowCount(), 60);
    }

    void theRecentOnesAreOnePage() {
        FakeHistory server(60);
        HistoryModel model(server.source(), 5, HistoryModel::Paging::FirstPageOnly);
        model.load(Filter::All);
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(!model.canFetchMore({}));
    }
};

QTEST_GUILESS_MAIN(HistoryModelTest)
#include "history_model_test.moc"
