#include "tests/load/ws_connection.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QString>

#include <array>
#include <cerrno>
#include <random>
#include <sys/epoll.h>

namespace load {
namespace {

constexpr std::size_t maxUpgradeReply = 8 * 1024;
// A server that does not read for so long is not one that is measured any more.
constexpr std::size_t maxWaiting = 1024 * 1024;
constexpr std::uint16_t normalClosure = 1000;

// RFC 6455, 4.2.2: proves that the peer speaks WebSocket and is no confused web server.
std::string acceptKeyOf(const QByteArray& key) {
    const QByteArray joined = key + QByteArrayLiteral("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return QCryptographicHash::hash(joined, QCryptographicHash::Sha1).toBase64().toStdString();
}

// The value of a header in a reply of HTTP, without spaces around it.
QByteArray headerValue(const QByteArray& reply, const QByteArray& name) {
    for (const QByteArray& line : reply.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

}  // namespace

WsConnection::WsConnection(ConnectionContext& context, Listener& listener, std::uint32_t source)
    : m_context(context), m_listener(listener), m_source(source), m_maskState(std::random_device()() | 1) {}

WsConnection::~WsConnection() {
    close();
}

bool WsConnection::open() {
    shut();
    if (!m_transport.open(m_context.endpoint, m_source, m_context.tls.get()))
        return false;
    m_reader = FrameReader();
    m_waiting.clear();
    m_upgrade.clear();
    m_state = State::Establishing;
    m_watchesWrites = true;
    m_context.loop.watch(m_transport.fd(), *this, EPOLLIN | EPOLLOUT);
    return true;
}

void WsConnection::close() {
    if (m_state == State::Open) {
        const std::array<char, 2> code{static_cast<char>(normalClosure >> 8), static_cast<char>(normalClosure & 0xff)};
        m_context.writeBuffer.clear();
        appendFrame(m_context.writeBuffer, Opcode::Close, {code.data(), code.size()}, m_maskState);
        static_cast<void>(m_transport.write(m_context.writeBuffer));  // a courtesy; it ends either way
    }
    shut();
}

void WsConnection::shut() {
    m_state = State::Closed;
    if (!m_transport.isOpen())
        return;
    m_context.loop.forget(m_transport.fd());
    m_context.bytesIn += m_transport.bytesIn();
    m_context.bytesOut += m_transport.bytesOut();
    m_transport.close();
}

void WsConnection::fail(const char* why) {
    if (m_state == State::Closed)
        return;
    shut();
    m_listener.closed(why);
}

void WsConnection::ready(std::uint32_t events) {
    if (m_state == State::Closed)
        return;
    if (m_state == State::Establishing) {
        establish();
        return;
    }
    if ((events & EPOLLOUT) != 0)
        writeWaiting();
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && m_state != State::Closed)
        readAll();
}

void WsConnection::establish() {
    const Transport::Progress progress = m_transport.establish();
    if (progress == Transport::Progress::Failed) {
        fail("could not connect");
        return;
    }
    if (progress == Transport::Progress::Done) {
        sendUpgrade();
        return;
    }
    // TLS waits for the server far more often than for room to write: a socket watched for writes would spin.
    const bool connecting = m_transport.bytesOut() == 0;
    if (m_watchesWrites != connecting) {
        m_watchesWrites = connecting;
        m_context.loop.rewatch(m_transport.fd(), *this, EPOLLIN | (connecting ? EPOLLOUT : 0U));
    }
}

void WsConnection::sendUpgrade() {
    std::array<std::uint32_t, 4> random;
    std::random_device device;
    for (std::uint32_t& word : random)
        word = device();
    const QByteArray key = QByteArray(reinterpret_cast<const char*>(random.data()), sizeof random).toBase64();
    m_acceptKey = acceptKeyOf(key);
    m_state = State::Upgrading;
    const std::string request =
        "GET " + m_context.endpoint.path + " HTTP/1.1\r\nHost: " + m_context.endpoint.host +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key.toStdString() +
        "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    write(request);
    if (m_state != State::Closed && m_waiting.empty() && m_watchesWrites) {
        m_watchesWrites = false;
        m_context.loop.rewatch(m_transport.fd(), *this, EPOLLIN);
    }
}

bool WsConnection::takeUpgradeReply(std::string_view& bytes) {
    const std::size_t before = m_upgrade.size();
    m_upgrade.append(bytes);
    const std::size_t end = m_upgrade.find("\r\n\r\n");
    if (end == std::string::npos) {
        if (m_upgrade.size() > maxUpgradeReply)
            fail("the server's handshake has no end");
        return false;
    }
    const QByteArray reply(m_upgrade.data(), static_cast<qsizetype>(end));
    bytes.remove_prefix(end + 4 - before);
    m_upgrade = {};
    if (!reply.startsWith("HTTP/1.1 101")) {
        fail("the server refused the WebSocket handshake");
        return false;
    }
    if (headerValue(reply, QByteArrayLiteral("Sec-WebSocket-Accept")).toStdString() != m_acceptKey) {
        fail("the server's handshake does not answer this one");
        return false;
    }
    m_state = State::Open;
    m_listener.opened();
    return m_state == State::Open;
}

void WsConnection::readAll() {
    while (m_state != State::Closed) {
        const std::ptrdiff_t got = m_transport.read(m_context.readBuffer);
        if (got < 0) {
            fail("the server closed the connection");
            return;
        }
        if (got == 0)
            return;
        take({m_context.readBuffer.data(), static_cast<std::size_t>(got)}, monotonicNow());
        // TLS may hold more than the socket shows; a plain socket will be reported again.
        if (!m_transport.isTls() && static_cast<std::size_t>(got) < m_context.readBuffer.size())
            return;
    }
}

void WsConnection::take(std::string_view bytes, Micros at) {
    if (m_state == State::Upgrading && !takeUpgradeReply(bytes))
        return;
    m_reader.feed(bytes);
    while (m_state == State::Open) {
        const std::optional<WsMessage> message = m_reader.next();
        if (!message)
            break;
        switch (message->opcode) {
            case Opcode::Ping:
                sendFrame(Opcode::Pong, message->payload);
                break;
            case Opcode::Close:
                fail("the server said goodbye");
                return;
            case Opcode::Binary:
                m_listener.received(message->payload, at);
                break;
            default:
                break;  // a pong, or text, which this server does not send
        }
    }
    if (m_state == State::Open && m_reader.failed())
        fail("the server broke the WebSocket protocol");
}

void WsConnection::send(std::string_view message) {
    if (m_state == State::Open)
        sendFrame(Opcode::Binary, message);
}

void WsConnection::sendFrame(Opcode opcode, std::string_view payload) {
    // xorshift32 (Marsaglia, 2003): the mask keeps confused proxies out and is no secret.
    m_maskState ^= m_maskState << 13;
    m_maskState ^= m_maskState >> 17;
    m_maskState ^= m_maskState << 5;
    m_context.writeBuffer.clear();
    appendFrame(m_context.writeBuffer, opcode, payload, m_maskState);
    write(m_context.writeBuffer);
}

void WsConnection::write(std::string_view bytes) {
    if (m_waiting.empty()) {
        const std::ptrdiff_t sent = m_transport.write(bytes);
        // A broken connection is found by the next read, from the event loop: nobody is told inside send().
        if (sent < 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
        if (bytes.empty())
            return;
    }
    if (m_waiting.size() + bytes.size() > maxWaiting)
        return;
    m_waiting.append(bytes);
    if (!m_watchesWrites) {
        m_watchesWrites = true;
        m_context.loop.rewatch(m_transport.fd(), *this, EPOLLIN | EPOLLOUT);
    }
}

void WsConnection::writeWaiting() {
    if (!m_waiting.empty()) {
        const std::ptrdiff_t sent = m_transport.write(m_waiting);
        if (sent > 0)
            m_waiting.erase(0, static_cast<std::size_t>(sent));
    }
    if (m_waiting.empty() && m_watchesWrites) {
        m_watchesWrites = false;
        m_context.loop.rewatch(m_transport.fd(), *this, EPOLLIN);
    }
}

}  // namespace load
