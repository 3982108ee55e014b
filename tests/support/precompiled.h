#pragma once
// What most test programs include; of ours only the generated messages, which everything that uses them waits for
// anyway.
#include <QtTest>

#ifdef QT_WIDGETS_LIB
#include "client/precompiled.h"
#else
#include "server/precompiled.h"
#endif

#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <shared/protocol/envelope.pb.h>
#include <utility>
