#pragma once

// Bytes of one WebSocket message <-> envelope. The only place that parses what a peer sent: everything it returns is
// within maxMessageBytes, holds a known body, and has no text that is over maxTextBytes or contains U+0000 (which would
// cut SQL text short). Pure functions; any thread.

#include <shared/protocol/envelope.pb.h>

#include <QByteArray>

#include <optional>

namespace pong {

QByteArray encode(const wire::ClientMessage& message);
QByteArray encode(const wire::ServerMessage& message);

// Null where the bytes are no such message.
std::optional<wire::ClientMessage> decodeClientMessage(const QByteArray& bytes);
std::optional<wire::ServerMessage> decodeServerMessage(const QByteArray& bytes);

}  // namespace pong
