#pragma once

// Compile-time facts about every message of messages.def: which envelope field carries it, its name, its reply and the
// page that uses it. Pure types; any thread.

#include <array>
#include <shared/protocol/envelope.pb.h>
#include <string_view>

namespace pong {

using ClientBody = wire::ClientMessage::BodyCase;
using ServerBody = wire::ServerMessage::BodyCase;

// What a client may send. `Reply` is void for commands.
template <typename Body>
struct ClientMessageTraits;

// What a server may send, as a reply or as an event.
template <typename Body>
struct ServerMessageTraits;

#define PONG_CLIENT_TRAITS(Type, member, page_text)                    \
    static constexpr std::string_view name = #Type;                    \
    static constexpr std::string_view page = page_text;                \
    static ClientBody bodyCase() {                                     \
        wire::ClientMessage message;                                   \
        message.mutable_##member();                                    \
        return message.body_case();                                    \
    }                                                                  \
    static const wire::Type& get(const wire::ClientMessage& message) { \
        return message.member();                                       \
    }                                                                  \
    static wire::Type* mutableIn(wire::ClientMessage& message) {       \
        return message.mutable_##member();                             \
    }

#define PONG_REQUEST(Type, member, ReplyType, replyMember, page_text)                                        \
    template <>                                                                                              \
    struct ClientMessageTraits<wire::Type> {                                                                 \
        using Reply = wire::ReplyType;                                                                       \
        PONG_CLIENT_TRAITS(Type, member, page_text)                                                          \
        static bool hasReply(const wire::ServerMessage& message) { return message.has_##replyMember(); }     \
        static const Reply& reply(const wire::ServerMessage& message) { return message.replyMember(); }      \
        static Reply* mutableReply(wire::ServerMessage& message) { return message.mutable_##replyMember(); } \
    };
#define PONG_COMMAND(Type, member, page_text)       \
    template <>                                     \
    struct ClientMessageTraits<wire::Type> {        \
        using Reply = void;                         \
        PONG_CLIENT_TRAITS(Type, member, page_text) \
    };
#define PONG_EVENT(Type, member, page_text)                                                               \
    template <>                                                                                           \
    struct ServerMessageTraits<wire::Type> {                                                              \
        static constexpr std::string_view name = #Type;                                                   \
        static constexpr std::string_view page = page_text;                                               \
        static wire::Type* mutableIn(wire::ServerMessage& message) { return message.mutable_##member(); } \
    };
#include <shared/protocol/messages.def>
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
#undef PONG_CLIENT_TRAITS

// One line of the table of all client messages.
struct ClientMessageInfo {
    ClientBody body;
    std::string_view name;
    std::string_view page;
    bool hasReply;
};

inline constexpr std::size_t clientMessageCount = 0
#define PONG_REQUEST(...) +1
#define PONG_COMMAND(...) +1
#define PONG_EVENT(...)
#include <shared/protocol/messages.def>
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    ;

// Every message a client may send, in the order of messages.def.
std::array<ClientMessageInfo, clientMessageCount> clientMessages();

// "LogInRequest", or "unknown".
std::string_view clientMessageName(ClientBody body);

}  // namespace pong
