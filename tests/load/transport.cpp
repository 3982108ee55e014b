#include "tests/load/transport.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <unistd.h>

namespace load {
namespace {

void setOption(int fd, int level, int option, int value) {
    // Each of them is a wish; a connection without it works too.
    static_cast<void>(setsockopt(fd, level, option, &value, sizeof value));
}

}  // namespace

std::shared_ptr<SSL_CTX> makeTlsContext() {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    if (!context)
        throw std::runtime_error("OpenSSL has no TLS client");
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    return context;
}

void Transport::SslFree::operator()(SSL* ssl) const {
    SSL_free(ssl);
}

Transport::~Transport() {
    close();
}

bool Transport::open(const Endpoint& endpoint, std::uint32_t source, SSL_CTX* tls, int receiveBuffer) {
    close();
    m_bytesIn = m_bytesOut = 0;
    m_connected = false;
    m_fd = socket(endpoint.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return false;
    setOption(m_fd, IPPROTO_TCP, TCP_NODELAY, 1);
    if (receiveBuffer > 0)
        setOption(m_fd, SOL_SOCKET, SO_RCVBUF, receiveBuffer);
    sockaddr_storage from{};
    if (sourceAddress(endpoint, source, from)) {
        // The port is chosen with the destination, so that addresses never run out of them.
        setOption(m_fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
        if (bind(m_fd, reinterpret_cast<const sockaddr*>(&from), sizeof(sockaddr_in)) != 0) {
            close();
            return false;
        }
    }
    const auto* to = reinterpret_cast<const sockaddr*>(&endpoint.address);
    if (connect(m_fd, to, endpoint.addressSize) != 0 && errno != EINPROGRESS) {
        close();
        return false;
    }
    if (tls != nullptr) {
        m_ssl.reset(SSL_new(tls));
        if (!m_ssl || SSL_set_fd(m_ssl.get(), m_fd) != 1) {
            close();
            return false;
        }
        SSL_set_connect_state(m_ssl.get());
    }
    return true;
}

Transport::Progress Transport::establish() {
    if (!m_connected) {
        int error = 0;
        socklen_t size = sizeof error;
        if (getsockopt(m_fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
            return Progress::Failed;
        sockaddr_storage peer{};
        socklen_t peerSize = sizeof peer;
        if (getpeername(m_fd, reinterpret_cast<sockaddr*>(&peer), &peerSize) != 0)
            return errno == ENOTCONN ? Progress::Pending : Progress::Failed;
        m_connected = true;
    }
    if (!m_ssl)
        return Progress::Done;
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    if (result == 1)
        return Progress::Done;
    const int reason = SSL_get_error(m_ssl.get(), result);
    return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? Progress::Pending : Progress::Failed;
}

void Transport::close() {
    m_bytesIn = bytesIn();
    m_bytesOut = bytesOut();
    m_ssl.reset();
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

std::ptrdiff_t Transport::read(std::span<char> buffer) {
    if (m_ssl) {
        ERR_clear_error();
        const int got = SSL_read(m_ssl.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (got > 0)
            return got;
        const int reason = SSL_get_error(m_ssl.get(), got);
        return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? 0 : -1;
    }
    const ssize_t got = recv(m_fd, buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_bytesIn += static_cast<std::uint64_t>(got);
        return got;
    }
    return got < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

std::ptrdiff_t Transport::write(std::string_view bytes) {
    if (m_ssl) {
        ERR_clear_error();
        const int sent = SSL_write(m_ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
        if (sent > 0)
            return sent;
        const int reason = SSL_get_error(m_ssl.get(), sent);
        return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? 0 : -1;
    }
    const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
        m_bytesOut += static_cast<std::uint64_t>(sent);
        return sent;
    }
    return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

std::uint64_t Transport::bytesIn() const {
    return m_ssl ? BIO_number_read(SSL_get_rbio(m_ssl.get())) : m_bytesIn;
}

std::uint64_t Transport::bytesOut() const {
    return m_ssl ? BIO_number_written(SSL_get_wbio(m_ssl.get())) : m_bytesOut;
}

}  // namespace load
