// The codec returns what was sent, and refuses everything that is not a good message, whatever the bytes.

#include "shared/pong/random.h"
#include "shared/protocol/codec.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/version.h"

#include <QtTest>

#include <google/protobuf/stubs/logging.h>

using namespace pong;

namespace {

wire::ClientMessage logIn() {
    wire::ClientMessage message;
    message.set_request_id(7);
    message.mutable_log_in()->set_username("mara");
    message.mutable_log_in()->set_password("correct horse \xF0\x9F\x90\xB4");
    message.mutable_log_in()->set_device("Debian");
    return message;
}

// One of each kind, with nothing in it but its body.
std::vector<wire::ClientMessage> everyClientMessage() {
    std::vector<wire::ClientMessage> messages;
    const auto add = [&messages](auto* (*body)(wire::ClientMessage&)) { body(messages.emplace_back()); };
#define PONG_REQUEST(Type, ...) add(&ClientMessageTraits<wire::Type>::mutableIn);
#define PONG_COMMAND(Type, ...) add(&ClientMessageTraits<wire::Type>::mutableIn);
#define PONG_EVENT(...)
#include "shared/protocol/messages.def"
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    return messages;
}

std::vector<wire::ServerMessage> everyServerMessage() {
    std::vector<wire::ServerMessage> messages;
    const auto add = [&messages](auto* (*body)(wire::ServerMessage&)) { body(messages.emplace_back()); };
#define PONG_REQUEST(Type, ...) add(&ClientMessageTraits<wire::Type>::mutableReply);
#define PONG_COMMAND(...)
#define PONG_EVENT(Type, ...) add(&ServerMessageTraits<wire::Type>::mutableIn);
#include "shared/protocol/messages.def"
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    messages.emplace_back().mutable_refusal()->set_text("Try again in a moment.");
    return messages;
}

QByteArray someBytes(std::uint64_t& generator, int most) {
    QByteArray bytes(randomBelow(generator, most + 1), '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(nextRandom(generator));
    return bytes;
}

// What becomes of any bytes: nothing, or a message that comes back when it is sent on.
template <typename Message>
bool isRefusedOrGood(const QByteArray& bytes, std::optional<Message> (*decode)(const QByteArray&)) {
    const std::optional<Message> message = decode(bytes);
    if (!message)
        return true;
    const std::optional<Message> back = decode(encode(*message));
    return back && back->body_case() == message->body_case();
}
bool isRefusedOrGood(const QByteArray& bytes) {
    return isRefusedOrGood(bytes, &decodeClientMessage) && isRefusedOrGood(bytes, &decodeServerMessage);
}

}  // namespace

class TestCodec : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void contentComesBack();
    void everyMessageComesBack();
    void messagesAreListed();
    void oversizeIsRefused();
    void noBodyIsRefused_data();
    void noBodyIsRefused();
    void newerBodiesAreToldApart_data();
    void newerBodiesAreToldApart();
    void cutMessagesAreRefused();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void badTextIsNotLogged();
    void randomBytesNeverCrash();
    void damagedMessagesNeverCrash();
};

void TestCodec::contentComesBack() {
    const auto decoded = decodeClientMessage(encode(logIn()));
    QVERIFY(decoded);
    QCOMPARE(decoded->request_id(), 7u);
    QCOMPARE(decoded->SerializeAsString(), logIn().SerializeAsString());

    wire::ServerMessage advance;
    advance.mutable_match_advance()->set_through_tick(1234);
    advance.mutable_match_advance()->add_changes(99);
    const auto back = decodeServerMessage(encode(advance));
    QVERIFY(back);
    QCOMPARE(back->match_advance().changes(0), 99u);
    QCOMPARE(back->match_advance().through_tick(), 1234u);
}

void TestCodec::everyMessageComesBack() {
    for (const wire::ClientMessage& message : everyClientMessage()) {
        const auto decoded = decodeClientMessage(encode(message));
        QVERIFY2(decoded, clientMessageName(message.body_case()).data());
        QCOMPARE(decoded->body_case(), message.body_case());
    }
    for (const wire::ServerMessage& message : everyServerMessage()) {
        const auto decoded = decodeServerMessage(encode(message));
        QVERIFY(decoded);
        QCOMPARE(decoded->body_case(), message.body_case());
    }
}

void TestCodec::messagesAreListed() {
    const auto infos = clientMessages();
    QCOMPARE(infos.size(), everyClientMessage().size());
    for (const ClientMessageInfo& info : infos) {
        QCOMPARE(clientMessageName(info.body), info.name);
        QVERIFY(!info.page.empty());
    }
    QCOMPARE(clientMessageName(wire::ClientMessage::BODY_NOT_SET), std::string_view("unknown"));
}

void TestCodec::oversizeIsRefused() {
    // An unknown field of any length is allowed to newer peers, up to the size of a message.
    QByteArray bytes = encode(logIn());
    const qsizetype header = 5;  // field 2047's tag takes two bytes, the length three
    const qsizetype room = maxMessageBytes - bytes.size() - header;
    const auto padding = [&](qsizetype size) {
        QByteArray field("\xFA\x7F", 2);
        field.append(static_cast<char>((size & 0x7F) | 0x80));
        field.append(static_cast<char>(((size >> 7) & 0x7F) | 0x80));
        field.append(static_cast<char>(size >> 14));
        return field + QByteArray(size, 'x');
    };
    QCOMPARE((bytes + padding(room)).size(), qsizetype{maxMessageBytes});
    QVERIFY(decodeClientMessage(bytes + padding(room)));
    QVERIFY(!decodeClientMessage(bytes + padding(room + 1)));

    wire::ServerMessage message;
    message.mutable_match_snapshot()->set_state(std::string(maxMessageBytes, 'x'));
    QVERIFY(!decodeServerMessage(encode(message)));
}

void TestCodec::noBodyIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a number only") << QByteArray("\x08\x07", 2);
    QTest::newRow("unknown number that is no message") << QByteArray("\xF8\x7F\x05", 3);
    QTest::newRow("unknown body that is cut") << QByteArray("\x08\x07\xFA\x7F\x02\x08", 6);
    QTest::newRow("known number of another wire type") << QByteArray("\xA8\x01\x05", 3);  // log_in as a number
    QTest::newRow("field 0") << QByteArray("\x02\x00", 2);
    QTest::newRow("text") << QByteArray("GET / HTTP/1.1");
}

void TestCodec::noBodyIsRefused() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!decodeClientMessage(bytes));
    QVERIFY(!decodeServerMessage(bytes));
}

void TestCodec::newerBodiesAreToldApart_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("number");
    QTest::newRow("with a number") << QByteArray("\x08\x07\xFA\x7F\x02\x08\x01", 7) << 7u;  // field 2047
    QTest::newRow("without") << QByteArray("\xFA\x7F\x02\x08\x01", 5) << 0u;
    QTest::newRow("empty") << QByteArray("\xFA\x7F\x00", 3) << 0u;
    QTest::newRow("number last") << QByteArray("\xFA\x7F\x00\x08\x07", 5) << 7u;
    QTest::newRow("behind a newer field") << QByteArray("\xF0\x7F\x05\xFA\x7F\x00", 6) << 0u;
}

void TestCodec::newerBodiesAreToldApart() {
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, number);
    const auto request = decodeClientMessage(bytes);
    QVERIFY(request);
    QCOMPARE(request->body_case(), wire::ClientMessage::BODY_NOT_SET);
    QCOMPARE(request->request_id(), number);
    const auto reply = decodeServerMessage(bytes);
    QVERIFY(reply);
    QCOMPARE(reply->body_case(), wire::ServerMessage::BODY_NOT_SET);
    QCOMPARE(reply->reply_to(), number);
}

void TestCodec::cutMessagesAreRefused() {
    const QByteArray bytes = encode(logIn());
    QVERIFY(decodeClientMessage(bytes));
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY2(!decodeClientMessage(bytes.first(length)), qPrintable(QString::number(length)));
}

void TestCodec::badTextIsRefused_data() {
    QTest::addColumn<wire::ClientMessage>("message");
    QTest::addColumn<bool>("good");

    const std::string most(static_cast<std::size_t>(maxTextBytes), 'a');
    const std::pair<const char*, std::pair<std::string, bool>> texts[] = {
        {"ordinary", {"Zo\xC3\xAB", true}},
        {"empty", {"", true}},
        {"longest", {most, true}},
        {"too long", {most + 'a', false}},
        {"U+0000 inside", {std::string("a\0b", 3), false}},
        {"U+0000 first", {std::string("\0b", 2), false}},
        {"U+0000 last", {std::string("a\0", 2), false}},
        {"no UTF-8", {"\xC3(", false}},
    };
    for (const auto& [kind, text] : texts) {
        wire::ClientMessage message;
#define PONG_TEXT(Type, field)                                                    \
    message.Clear();                                                              \
    ClientMessageTraits<wire::Type>::mutableIn(message)->set_##field(text.first); \
    QTest::addRow("%s.%s: %s", #Type, #field, kind) << message << text.second;
#include "shared/protocol/text_fields.def"
#undef PONG_TEXT
    }
}

void TestCodec::badTextIsRefused() {
    QFETCH(wire::ClientMessage, message);
    QFETCH(bool, good);
    QCOMPARE(decodeClientMessage(encode(message)).has_value(), good);
}

void TestCodec::badTextIsNotLogged() {
    static int lines;
    lines = 0;
    const auto count = [](google::protobuf::LogLevel, const char*, int, const std::string&) { ++lines; };
    google::protobuf::LogHandler* const before = google::protobuf::SetLogHandler(count);
    const bool isRefused = !decodeClientMessage(QByteArray("\x82\x01\x03\x12\x01\xC3", 6));  // a Hello
    google::protobuf::SetLogHandler(before);
    QVERIFY(isRefused);
    QCOMPARE(lines, 0);
}

void TestCodec::randomBytesNeverCrash() {
    std::uint64_t generator = 1;
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(isRefusedOrGood(someBytes(generator, 64)));
}

void TestCodec::damagedMessagesNeverCrash() {
    std::uint64_t generator = 2;
    std::vector<QByteArray> good{encode(logIn())};
    for (const wire::ClientMessage& message : everyClientMessage())
        good.push_back(encode(message));
    for (const wire::ServerMessage& message : everyServerMessage())
        good.push_back(encode(message));
    for (int i = 0; i < 100'000; ++i) {
        const auto which = static_cast<std::size_t>(randomBelow(generator, static_cast<int>(good.size())));
        QByteArray bytes = good[which] + someBytes(generator, 8);
        for (int damage = randomBelow(generator, 4); damage > 0 && !bytes.isEmpty(); --damage)
            bytes[randomBelow(generator, static_cast<int>(bytes.size()))] = static_cast<char>(nextRandom(generator));
        QVERIFY(isRefusedOrGood(bytes));
    }
}

QTEST_GUILESS_MAIN(TestCodec)
#include "test_codec.moc"
