#include "server/net/address_group.h"

namespace server {

QHostAddress addressGroup(const QHostAddress& address) {
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    Q_IPV6ADDR group = address.toIPv6Address();
    for (int byte = 8; byte < 16; ++byte)
        group[byte] = 0;
    return QHostAddress(group);
}

bool isThisMachine(const QHostAddress& address) {
    return address.isLoopback() || addressGroup(address).isLoopback();
}

}  // namespace server
