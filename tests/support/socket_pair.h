#pragma once

// Two connected stream sockets, without a network.

#include <QTest>

#include <array>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace server::test {

class SocketPair {
 public:
    SocketPair() { m_open = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends.data()) == 0; }
    ~SocketPair() {
        closeNear();
        ::close(m_ends[1]);
    }
    SocketPair(const SocketPair&) = delete;
    SocketPair& operator=(const SocketPair&) = delete;

    bool isOpen() const { return m_open; }
    int near() const { return m_ends[0]; }
    void closeNear() {
        if (m_ends[0] >= 0)
            ::close(std::exchange(m_ends[0], -1));
    }
    // Makes the near end readable.
    void poke() const { QCOMPARE(::write(m_ends[1], "x", 1), 1); }
    static void drain(int fd) {
        std::array<char, 64> bytes;
        while (::read(fd, bytes.data(), bytes.size()) > 0) {
        }
    }

 private:
    std::array<int, 2> m_ends{-1, -1};
    bool m_open;
};

}  // namespace server::test
