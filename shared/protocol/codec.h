#pragma once

// Bytes of one WebSocket message <-> envelope. The only place that parses what a peer sent: everything it returns is
// within maxMessageBytes and holds one body; what a client sent has no text that is over maxTextBytes or contains
// U+0000 (which would cut SQL text short). A body that only a newer peer knows is no mistake, as messages are append
// only: it comes as BODY_NOT_SET, with its number. Pure functions; any thread.

#include <QByteArray>

#include <optional>
#include <shared/protocol/envelope.pb.h>

namespace pong {

QByteArray encode(const wire::ClientMessage& message);
QByteArray encode(const wire::ServerMessage& message);

// Null where the bytes are no such message.
std::optional<wire::ClientMessage> decodeClientMessage(const QByteArray& bytes);
std::optional<wire::ServerMessage> decodeServerMessage(const QByteArray& bytes);

}  // namespace pong
