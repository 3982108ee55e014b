// Frames as RFC 6455 draws them, whole and in pieces, and what a peer must not send.

#include "tests/load/ws_frame.h"

#include <QtTest>

#include <string>

using load::appendFrame;
using load::FrameReader;
using load::Opcode;
using load::WsMessage;

namespace {

// A frame as servers send them: not masked.
std::string serverFrame(std::uint8_t first, const std::string& payload) {
    std::string frame;
    frame.push_back(static_cast<char>(first));
    if (payload.size() < 126) {
        frame.push_back(static_cast<char>(payload.size()));
    } else if (payload.size() <= 0xffff) {
        frame.push_back(126);
        frame.push_back(static_cast<char>(payload.size() >> 8));
        frame.push_back(static_cast<char>(payload.size() & 0xff));
    } else {
        frame.push_back(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame.push_back(static_cast<char>((static_cast<std::uint64_t>(payload.size()) >> shift) & 0xff));
    }
    return frame + payload;
}

struct Owned {
    Opcode opcode;
    std::string payload;
    bool operator==(const Owned&) const = default;
};

void takeAll(FrameReader& reader, std::vector<Owned>& messages) {
    while (const std::optional<WsMessage> message = reader.next())
        messages.push_back({message->opcode, std::string(message->payload)});
}

bool refuses(const std::string& bytes) {
    FrameReader reader;
    std::vector<Owned> messages;
    reader.feed(bytes);
    takeAll(reader, messages);
    return reader.failed();
}

}  // namespace

class WsFrameTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void writesWhatTheRfcShows();
    void writesLongLengths();
    void readsManyInOneRead();
    void readsByteByByte();
    void readsLargeFramesInPieces();
    void putsFragmentsTogether();
    void refusesBreaches_data();
    void refusesBreaches();
};

void WsFrameTest::writesWhatTheRfcShows() {
    std::string out;
    appendFrame(out, Opcode::Text, "Hello", 0x37fa213d);  // RFC 6455, 5.7: a single-frame masked text message
    QCOMPARE(QByteArray::fromStdString(out), QByteArray::fromHex("818537fa213d7f9f4d5158"));
}

void WsFrameTest::writesLongLengths() {
    const std::string payload(300, 'x');
    std::string out;
    appendFrame(out, Opcode::Binary, payload, 0);
    QCOMPARE(QByteArray::fromStdString(out.substr(0, 8)), QByteArray::fromHex("82fe012c00000000"));
    QCOMPARE(out.substr(8), payload);

    const std::string large(70'000, 'y');
    out.clear();
    appendFrame(out, Opcode::Binary, large, 0);
    QCOMPARE(QByteArray::fromStdString(out.substr(0, 14)), QByteArray::fromHex("82ff000000000001117000000000"));
    QCOMPARE(out.size(), large.size() + 14);
}

void WsFrameTest::readsManyInOneRead() {
    const std::string bytes = serverFrame(0x82, "one") + serverFrame(0x89, "p") + serverFrame(0x82, "") +
                              serverFrame(0x88, std::string("\x03\xe8", 2));
    FrameReader reader;
    std::vector<Owned> messages;
    reader.feed(bytes);
    takeAll(reader, messages);
    const std::vector<Owned> expected{{Opcode::Binary, "one"},
                                      {Opcode::Ping, "p"},
                                      {Opcode::Binary, ""},
                                      {Opcode::Close, std::string("\x03\xe8", 2)}};
    QVERIFY(messages == expected);
    QVERIFY(!reader.failed());
}

void WsFrameTest::readsByteByByte() {
    const std::string bytes =
        serverFrame(0x82, "first") + serverFrame(0x82, std::string(200, 'a')) + serverFrame(0x82, "last");
    FrameReader reader;
    std::vector<Owned> messages;
    for (const char byte : bytes) {
        const std::string one(1, byte);
        reader.feed(one);
        takeAll(reader, messages);
    }
    const std::vector<Owned> expected{
        {Opcode::Binary, "first"}, {Opcode::Binary, std::string(200, 'a')}, {Opcode::Binary, "last"}};
    QVERIFY(messages == expected);
}

void WsFrameTest::readsLargeFramesInPieces() {
    const std::string large(300'000, 'z');
    const std::string bytes = serverFrame(0x82, large) + serverFrame(0x82, "after");
    FrameReader reader;
    std::vector<Owned> messages;
    for (std::size_t at = 0; at < bytes.size(); at += 4096) {
        const std::string piece = bytes.substr(at, 4096);
        reader.feed(piece);
        takeAll(reader, messages);
    }
    QCOMPARE(messages.size(), std::size_t{2});
    QVERIFY(messages[0].payload == large);
    QCOMPARE(messages[1].payload, std::string("after"));
}

void WsFrameTest::putsFragmentsTogether() {
    const std::string bytes = serverFrame(0x02, "be") + serverFrame(0x89, "between") + serverFrame(0x00, "gi") +
                              serverFrame(0x80, "n") + serverFrame(0x82, "next");
    FrameReader reader;
    std::vector<Owned> messages;
    reader.feed(bytes);
    takeAll(reader, messages);
    const std::vector<Owned> expected{{Opcode::Ping, "between"}, {Opcode::Binary, "begin"}, {Opcode::Binary, "next"}};
    QVERIFY(messages == expected);
}

void WsFrameTest::refusesBreaches_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("masked") << QByteArray::fromHex("818537fa213d7f9f4d5158");
    QTest::newRow("reserved bit") << QByteArray::fromHex("c20161");
    QTest::newRow("unknown kind") << QByteArray::fromHex("830161");
    QTest::newRow("continues nothing") << QByteArray::fromHex("800161");
    QTest::newRow("begins inside fragments") << QByteArray::fromHex("020161820162");
    QTest::newRow("fragmented ping") << QByteArray::fromHex("090161");
    QTest::newRow("long ping") << QByteArray::fromHex("897e007e") + QByteArray(126, 'a');
    QTest::newRow("too large") << QByteArray::fromHex("827f0000000000100001");
    QTest::newRow("absurdly large") << QByteArray::fromHex("827fffffffffffffffff");
}

void WsFrameTest::refusesBreaches() {
    QFETCH(QByteArray, bytes);
    QVERIFY(refuses(bytes.toStdString()));
}

QTEST_APPLESS_MAIN(WsFrameTest)
#include "ws_frame_test.moc"
