#pragma once
// What nearly every server file needs; only headers that change with the distribution, never ours.
#include <QByteArray>
#include <QCoroTask>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QtNetwork/QHostAddress>
#include <QtWebSockets/QWebSocket>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>
