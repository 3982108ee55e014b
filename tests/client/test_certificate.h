#pragma once

// A self-signed certificate with its key, made anew at each call, for servers that a test plays.

#include <QSslConfiguration>

namespace client::test {

// For a server that says it is `name`.
QSslConfiguration selfSignedServer(const char* name);

}  // namespace client::test
