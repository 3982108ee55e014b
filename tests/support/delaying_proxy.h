#pragma once

// A way between a client and a server that is as bad as a network: every byte of a TCP connection comes through later,
// by a delay that wavers, in its order, and all of it stops for a while when asked. Event loop of its thread only.

#include <QByteArray>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <cstdint>

class QTcpSocket;

namespace test {

class DelayingProxy : public QObject {
    Q_OBJECT

 public:
    struct Way {
        std::chrono::milliseconds delay{0};   // each way
        std::chrono::milliseconds jitter{0};  // up to so much more
    };

    // In front of a server on this machine. Listens on the loopback at once; aborts where it cannot.
    DelayingProxy(quint16 target, Way way, std::uint64_t seed);

    quint16 port() const { return m_server.serverPort(); }
    // Nothing comes through for so long, either way; what was sent meanwhile comes after.
    void stall(std::chrono::milliseconds duration);
    std::uint64_t bytes() const { return m_bytes; }

 private:
    using Clock = std::chrono::steady_clock;

    void accept();
    void carry(QTcpSocket* from, QTcpSocket* to);
    Clock::time_point arrival();

    QTcpServer m_server;
    quint16 m_target;
    Way m_way;
    std::uint64_t m_generator;
    Clock::time_point m_stalledUntil;
    std::uint64_t m_bytes = 0;
};

}  // namespace test
