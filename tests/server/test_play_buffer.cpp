// What waits to be stored: one run a match, batches that lose nothing.

#include "server/play/play_buffer.h"

#include <QTest>

using pong::Change;
using pong::Direction;
using pong::Side;
using server::PlayBatch;
using server::PlayBuffer;

namespace {

void add(PlayBuffer& buffer, std::int64_t match, pong::Tick after, pong::Tick through,
         const std::vector<Change>& changes = {}) {
    buffer.addChanges(match, {after, through, changes});
}

std::vector<Change> changesOf(const server::play::InputChunk& chunk) {
    return *pong::decodeChanges(chunk.changes.toStdString(), chunk.after);
}

const Change up{5, Side::Left, Direction::Up};
const Change down{130, Side::Right, Direction::Down};

}  // namespace

class TestPlayBuffer : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void joinsWhatFollows();
    void keepsMatchesApart();
    void takesOneMatch();
    void aTakenRunIsNeverTouchedAgain();
    void splitsByMatch();
};

void TestPlayBuffer::joinsWhatFollows() {
    PlayBuffer buffer;
    QVERIFY(buffer.isEmpty());
    add(buffer, 1, 0, 120, {up});
    add(buffer, 1, 120, 240, {down});
    add(buffer, 1, 240, 360);
    const PlayBatch batch = buffer.takeAll();
    QCOMPARE(batch.chunks.size(), 1U);
    QCOMPARE(batch.chunks[0].matchId, 1);
    QCOMPARE(batch.chunks[0].after, 0);
    QCOMPARE(batch.chunks[0].through, 360);
    QVERIFY(changesOf(batch.chunks[0]) == (std::vector{up, down}));
    QVERIFY(buffer.isEmpty());
    QVERIFY(buffer.takeAll().isEmpty());
}

void TestPlayBuffer::keepsMatchesApart() {
    PlayBuffer buffer;
    add(buffer, 1, 0, 120, {up});
    add(buffer, 2, 60, 180, {down});
    buffer.addPoint({2, 1, 170, Side::Left, {1, 0}, {}});
    const PlayBatch batch = buffer.takeAll();
    QCOMPARE(batch.chunks.size(), 2U);
    QCOMPARE(batch.points.size(), 1U);
    for (const auto& chunk : batch.chunks)
        QVERIFY(changesOf(chunk) == std::vector{chunk.matchId == 1 ? up : down});
}

void TestPlayBuffer::takesOneMatch() {
    PlayBuffer buffer;
    add(buffer, 1, 0, 120, {up});
    add(buffer, 2, 0, 120);
    buffer.addPoint({1, 1, 100, Side::Left, {1, 0}, {}});
    buffer.addPoint({2, 1, 110, Side::Left, {1, 0}, {}});
    buffer.addPoint({1, 2, 120, Side::Left, {2, 0}, {}});
    const PlayBatch ours = buffer.takeMatch(1);
    QCOMPARE(ours.chunks.size(), 1U);
    QCOMPARE(ours.points.size(), 2U);
    QCOMPARE(ours.points[0].number, 1);
    QCOMPARE(ours.points[1].number, 2);
    const PlayBatch theirs = buffer.takeAll();
    QCOMPARE(theirs.chunks.size(), 1U);
    QCOMPARE(theirs.chunks[0].matchId, 2);
    QCOMPARE(theirs.points.size(), 1U);
    QVERIFY(buffer.takeMatch(1).isEmpty());
}

void TestPlayBuffer::aTakenRunIsNeverTouchedAgain() {
    // The store knows a run by its first tick: what comes later must be a run of its own.
    PlayBuffer buffer;
    add(buffer, 1, 0, 120, {up});
    const PlayBatch first = buffer.takeAll();
    add(buffer, 1, 120, 240, {down});
    const PlayBatch second = buffer.takeAll();
    QCOMPARE(first.chunks[0].through, 120);
    QCOMPARE(second.chunks[0].after, 120);
    QVERIFY(changesOf(second.chunks[0]) == std::vector{down});
}

void TestPlayBuffer::splitsByMatch() {
    PlayBuffer buffer;
    add(buffer, 1, 0, 120);
    add(buffer, 2, 0, 120);
    buffer.addPoint({2, 1, 110, Side::Left, {1, 0}, {}});
    buffer.addPoint({3, 1, 110, Side::Left, {1, 0}, {}});
    const std::vector<PlayBatch> parts = server::splitByMatch(buffer.takeAll());
    QCOMPARE(parts.size(), 3U);
    QCOMPARE(parts[0].chunks.size() + parts[0].points.size(), 1U);
    QCOMPARE(parts[1].chunks.size(), 1U);
    QCOMPARE(parts[1].points.size(), 1U);
    QCOMPARE(parts[2].points[0].matchId, 3);
}

QTEST_APPLESS_MAIN(TestPlayBuffer)
#include "test_play_buffer.moc"
