#pragma once

// Bytes to and from the server over one non-blocking socket, with or without TLS. Any certificate is taken: the server
// is on this machine, and load is measured, not trust. One thread.

#include "tests/load/endpoint.h"

#include <cstdint>
#include <memory>
#include <openssl/types.h>
#include <span>
#include <string_view>

namespace load {

// What all connections of a run share; null for plaintext. Throws std::runtime_error.
std::shared_ptr<SSL_CTX> makeTlsContext();

class Transport {
 public:
    enum class Progress { Done, Pending, Failed };

    Transport() = default;
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    // Starts to connect; `receiveBuffer` is in bytes, 0: the system's choice. False: the system refused (errno).
    bool open(const Endpoint& endpoint, std::uint32_t source, SSL_CTX* tls, int receiveBuffer = 0);
    // Goes on with connecting and TLS; call when the socket is ready, until Done.
    Progress establish();
    void close();

    int fd() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

    bool isTls() const { return m_ssl != nullptr; }

    // What came, at most as much as the buffer holds; 0: nothing for now; -1: the connection has ended.
    std::ptrdiff_t read(std::span<char> buffer);
    // How much went out; 0: nothing for now; -1: the connection has ended.
    std::ptrdiff_t write(std::string_view bytes);

    // On the TCP connection, TLS included.
    std::uint64_t bytesIn() const;
    std::uint64_t bytesOut() const;

 private:
    struct SslFree {
        void operator()(SSL* ssl) const;
    };

    int m_fd = -1;
    bool m_connected = false;
    std::unique_ptr<SSL, SslFree> m_ssl;
    std::uint64_t m_bytesIn = 0;  // plaintext connections; of TLS ones OpenSSL knows
    std::uint64_t m_bytesOut = 0;
};

}  // namespace load
