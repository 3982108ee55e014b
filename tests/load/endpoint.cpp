#include "tests/load/endpoint.h"

#include <QHostAddress>
#include <QUrl>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <stdexcept>

namespace load {
namespace {

// A few people behind one router are usual: this many connections share an address.
constexpr std::uint32_t connectionsAnAddress = 4;

[[noreturn]] void refuse(const char* why) {
    throw std::invalid_argument(why);
}

template <typename Address>
void store(Endpoint& endpoint, const Address& address) {
    static_assert(sizeof address <= sizeof endpoint.address);
    std::memcpy(&endpoint.address, &address, sizeof address);
    endpoint.addressSize = sizeof address;
}

}  // namespace

Endpoint parseEndpoint(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    const bool tls = url.scheme() == u"wss";
    if (!url.isValid() || (!tls && url.scheme() != u"ws") || url.host().isEmpty() || !url.userInfo().isEmpty())
        refuse("--url must be ws://HOST:PORT or wss://HOST:PORT");
    if (url.port() < 1)
        refuse("--url needs the server's port, as in ws://127.0.0.1:7777");
    const QHostAddress host(url.host() == u"localhost" ? QStringLiteral("127.0.0.1") : url.host());
    if (!host.isLoopback())
        refuse("--url must name this machine (127.0.0.1, ::1 or localhost): load is for servers of your own");

    Endpoint endpoint;
    endpoint.tls = tls;
    endpoint.host = url.authority().toStdString();
    endpoint.path = url.path().isEmpty() ? "/" : url.path(QUrl::FullyEncoded).toStdString();
    const auto port = htons(static_cast<std::uint16_t>(url.port()));
    if (host.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = port;
        address.sin_addr.s_addr = htonl(host.toIPv4Address());
        store(endpoint, address);
    } else {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = port;
        address.sin6_addr = in6addr_loopback;
        store(endpoint, address);
    }
    return endpoint;
}

bool sourceAddress(const Endpoint& server, std::uint32_t source, sockaddr_storage& address) {
    if (server.address.ss_family != AF_INET)
        return false;
    constexpr std::uint32_t first = 0x7f010001;  // 127.1.0.1
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(first + source / connectionsAnAddress);
    std::memcpy(&address, &from, sizeof from);
    return true;
}

}  // namespace load
