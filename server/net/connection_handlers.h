#pragma once

// What every connection may ask before it is anybody's: hello and the echo that synchronises clocks. Main thread.

#include "server/net/refusal.h"

#include <shared/protocol/envelope.pb.h>

#include <QString>

namespace server {

class Router;
class Session;
class Sessions;

class ConnectionHandlers {
 public:
    ConnectionHandlers(Router& router, const Sessions& sessions, const QString& serverName);

    wire::Welcome hello(Session& session, const wire::Hello& hello);
    wire::ClockEchoReply echo(Session& session, const wire::ClockEchoRequest& request);

 private:
    const Sessions& m_sessions;
    const std::string m_serverName;
};

}  // namespace server
