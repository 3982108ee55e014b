#include "shared/protocol/codec.h"

#include "shared/protocol/version.h"

namespace pong {

namespace {

template <typename Message>
QByteArray encodeMessage(const Message& message) {
    QByteArray bytes(static_cast<qsizetype>(message.ByteSizeLong()), Qt::Uninitialized);
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(bytes.data()));
    return bytes;
}

// A string field holds U+0000 only where the encoded bytes hold a zero byte, but zero bytes also stand in numbers, and
// lite messages cannot be walked field by field. So every request with text has its fields named here.
bool isText(const std::string& text) {
    return text.size() <= static_cast<std::size_t>(maxTextBytes) && text.find('\0') == std::string::npos;
}

bool hasGoodText(const wire::ClientMessage& message) {
    switch (message.body_case()) {
        case wire::ClientMessage::kHello:
            return isText(message.hello().client());
        case wire::ClientMessage::kSignUp:
            return isText(message.sign_up().username()) && isText(message.sign_up().email()) &&
                   isText(message.sign_up().password()) && isText(message.sign_up().device());
        case wire::ClientMessage::kLogIn:
            return isText(message.log_in().username()) && isText(message.log_in().password()) &&
                   isText(message.log_in().device());
        case wire::ClientMessage::kResume:
            return isText(message.resume().token());
        default:
            return true;
    }
}

template <typename Message>
std::optional<Message> decodeMessage(const QByteArray& bytes) {
    Message message;
    if (bytes.size() > maxMessageBytes || !message.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
        return std::nullopt;
    if (message.body_case() == Message::BODY_NOT_SET)
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
