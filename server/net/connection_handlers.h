#pragma once

// What every connection may ask before it is anybody's: hello and the echo that synchronises clocks. Main thread.

#include "server/net/refusal.h"

#include <QString>

#include <shared/protocol/envelope.pb.h>

namespace server {

class Router;
class Session;
class Sessions;

// What the server says of itself.
struct Introduction {
    QString name;
    bool hasMail = false;
    QString contact;  // whom to ask where there is no mail
};

class ConnectionHandlers {
 public:
    ConnectionHandlers(Router& router, const Sessions& sessions, Introduction introduction);

    wire::Welcome hello(Session& session, const wire::Hello& hello);
    wire::ClockEchoReply echo(Session& session, const wire::ClockEchoRequest& request);

 private:
    const Sessions& m_sessions;
    const Introduction m_introduction;
};

}  // namespace server
