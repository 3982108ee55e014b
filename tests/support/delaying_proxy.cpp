#include "tests/support/delaying_proxy.h"

#include "shared/pong/random.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

namespace test {

namespace {

// One direction of a connection: what is on its way, in order.
struct Pipe {
    std::deque<std::pair<std::chrono::steady_clock::time_point, QByteArray>> underWay;
    QTimer timer;
};

}  // namespace

DelayingProxy::DelayingProxy(quint16 target, Way way, std::uint64_t seed)
    : m_target(target), m_way(way), m_generator(seed) {
    connect(&m_server, &QTcpServer::newConnection, this, &DelayingProxy::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the proxy cannot listen: %s", qUtf8Printable(m_server.errorString()));
}

void DelayingProxy::stall(std::chrono::milliseconds duration) {
    m_stalledUntil = Clock::now() + duration;
}

void DelayingProxy::accept() {
    while (QTcpSocket* client = m_server.nextPendingConnection()) {
        auto* server = new QTcpSocket(client);
        for (QTcpSocket* socket : {client, server})
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        carry(client, server);
        carry(server, client);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    }
}

void DelayingProxy::carry(QTcpSocket* from, QTcpSocket* to) {
    const auto pipe = std::make_shared<Pipe>();
    pipe->timer.setTimerType(Qt::PreciseTimer);
    const auto deliver = [this, to, pipe] {
        const auto now = Clock::now();
        while (!pipe->underWay.empty() && std::max(pipe->underWay.front().first, m_stalledUntil) <= now) {
            to->write(pipe->underWay.front().second);
            pipe->underWay.pop_front();
        }
        if (pipe->underWay.empty())
            pipe->timer.stop();
    };
    connect(&pipe->timer, &QTimer::timeout, to, deliver);
    connect(from, &QTcpSocket::readyRead, to, [this, from, pipe] {
        auto at = arrival();
        if (!pipe->underWay.empty())
            at = std::max(at, pipe->underWay.back().first);
        pipe->underWay.emplace_back(at, from->readAll());
        m_bytes += static_cast<std::uint64_t>(pipe->underWay.back().second.size());
        if (!pipe->timer.isActive())
            pipe->timer.start(std::chrono::milliseconds(1));
    });
}

DelayingProxy::Clock::time_point DelayingProxy::arrival() {
    const int most = static_cast<int>(m_way.jitter.count()) + 1;
    return Clock::now() + m_way.delay + std::chrono::milliseconds(pong::randomBelow(m_generator, most));
}

}  // namespace test
