#pragma once

#include <QHostAddress>

namespace server {

// What limits by address count as one: an IPv4 address (also when it arrives as ::ffff:a.b.c.d), or the /64 of an IPv6
// one, because whoever has one address there has all of them. Any thread.
QHostAddress addressGroup(const QHostAddress& address);

// A loopback address, also of IPv4 inside IPv6.
bool isThisMachine(const QHostAddress& address);

}  // namespace server
