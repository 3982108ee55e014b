#include "shared/protocol/messages.h"

namespace pong {

std::array<ClientMessageInfo, clientMessageCount> clientMessages() {
#define PONG_REQUEST(Type, member, ReplyType, replyMember, page_text) \
    ClientMessageInfo{ClientMessageTraits<wire::Type>::bodyCase(), #Type, page_text, true},
#define PONG_COMMAND(Type, member, page_text) \
    ClientMessageInfo{ClientMessageTraits<wire::Type>::bodyCase(), #Type, page_text, false},
#define PONG_EVENT(...)
    return {{
#include <shared/protocol/messages.def>
    }};
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
}

std::string_view clientMessageName(ClientBody body) {
    for (const ClientMessageInfo& info : clientMessages())
        if (info.body == body)
            return info.name;
    return "unknown";
}

}  // namespace pong
