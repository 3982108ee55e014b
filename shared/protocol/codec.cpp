#include "shared/protocol/codec.h"

#include "shared/protocol/version.h"

#include <algorithm>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/wire_format_lite.h>
#include <type_traits>

namespace pong {

namespace {

template <typename Message>
QByteArray encodeMessage(const Message& message) {
    QByteArray bytes(static_cast<qsizetype>(message.ByteSizeLong()), Qt::Uninitialized);
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(bytes.data()));
    return bytes;
}

bool isGoodText(const std::string& text) {
    return text.size() <= static_cast<std::size_t>(maxTextBytes) && text.find('\0') == std::string::npos;
}

// Of every field that text_fields.def names for this message: a string, a message, or several of either.
template <typename Message>
bool isGoodText(const Message& message);

template <typename Element>
bool isGoodText(const google::protobuf::RepeatedPtrField<Element>& elements) {
    return std::all_of(elements.begin(), elements.end(), [](const Element& element) { return isGoodText(element); });
}

template <typename Message>
bool isGoodText([[maybe_unused]] const Message& message) {
    bool isGood = true;
#define PONG_TEXT(Type, field)                         \
    if constexpr (std::is_same_v<Message, wire::Type>) \
        isGood = isGood && isGoodText(message.field());
#include "shared/protocol/text_fields.def"
#undef PONG_TEXT
    return isGood;
}

bool hasGoodText(const wire::ClientMessage& message) {
#define PONG_REQUEST(Type, member, ...) \
    if (message.has_##member())         \
        return isGoodText(message.member());
#define PONG_COMMAND(Type, member, ...) PONG_REQUEST(Type, member)
#define PONG_EVENT(...)
#include "shared/protocol/messages.def"
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    return true;  // no text of a body that this program does not know is ever read
}

// Whether there is a body at all, of bytes that were parsed and hold none that this program knows.
bool hasUnknownBody(const QByteArray& bytes) {
    using google::protobuf::internal::WireFormatLite;
    google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                                                 static_cast<int>(bytes.size()));
    while (const std::uint32_t tag = input.ReadTag()) {
        if (WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED)
            return true;
        if (!WireFormatLite::SkipField(&input, tag))
            break;
    }
    return false;
}

template <typename Message>
std::optional<Message> decodeMessage(const QByteArray& bytes) {
    // Otherwise protobuf writes a line to stderr for each text that is no UTF-8, as often as a peer likes.
    const google::protobuf::LogSilencer silencer;
    Message message;
    if (bytes.size() > maxMessageBytes || !message.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return std::nullopt;
    if (message.body_case() == Message::BODY_NOT_SET && !hasUnknownBody(bytes))
        return std::nullopt;
    return message;
}

}  // namespace

QByteArray encode(const wire::ClientMessage& message) {
    return encodeMessage(message);
}

QByteArray encode(const wire::ServerMessage& message) {
    return encodeMessage(message);
}

std::optional<wire::ClientMessage> decodeClientMessage(const QByteArray& bytes) {
    auto message = decodeMessage<wire::ClientMessage>(bytes);
    if (message && !hasGoodText(*message))
        return std::nullopt;
    return message;
}

std::optional<wire::ServerMessage> decodeServerMessage(const QByteArray& bytes) {
    return decodeMessage<wire::ServerMessage>(bytes);
}

}  // namespace pong
