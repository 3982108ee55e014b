#include "tests/load/hostile_connections.h"

#include "shared/protocol/version.h"

#include <shared/protocol/envelope.pb.h>
#include <sys/epoll.h>

namespace load {
namespace {

constexpr Micros roundUs = 20'000;
constexpr int opensARound = 10;
constexpr Micros comeBackAfter = 1'000'000;
constexpr Micros askEvery = 500'000;
constexpr int smallReceiveBuffer = 2048;          // bytes
constexpr std::uint32_t firstSource = 1'000'000;  // their addresses are not those of the players
constexpr std::uint32_t anyMask = 0x01020304;

std::string frameOf(const pong::wire::ClientMessage& message) {
    std::string frame;
    appendFrame(frame, Opcode::Binary, message.SerializeAsString(), anyMask);
    return frame;
}

std::string helloFrame() {
    pong::wire::ClientMessage message;
    message.set_request_id(1);
    message.mutable_hello()->set_protocol(pong::protocolVersion);
    message.mutable_hello()->set_client("pong-load");
    return frameOf(message);
}

std::string questionFrame() {
    pong::wire::ClientMessage message;
    message.set_request_id(2);
    message.mutable_server_statistics();
    return frameOf(message);
}

}  // namespace

class HostileConnections::Connection : public Watched {
 public:
    Connection(HostileConnections& all, Hostility kind, std::uint32_t source)
        : m_all(all), m_kind(kind), m_source(source) {}
    ~Connection() override { close(); }

    bool isOpen() const { return m_transport.isOpen(); }
    bool isDue(Micros now) const { return !isOpen() && now >= m_opensAt; }

    void open(Micros now) {
        const ConnectionContext& context = m_all.m_context;
        const bool speaksTls = context.tls && m_kind != Hostility::UnfinishedHandshake;
        m_stage = Stage::Connecting;
        m_opensAt = now + comeBackAfter;
        if (m_transport.open(context.endpoint, m_source, speaksTls ? context.tls.get() : nullptr, smallReceiveBuffer))
            context.loop.watch(m_transport.fd(), *this, EPOLLOUT | EPOLLIN | EPOLLRDHUP);
    }

    void close() {
        if (!isOpen())
            return;
        m_all.m_context.loop.forget(m_transport.fd());
        m_transport.close();
    }

    void ask(Micros now) {
        if (m_stage != Stage::Asking || now < m_asksAt)
            return;
        m_asksAt = now + askEvery;
        // What does not fit into the kernel's buffers is not sent: the server does not read either.
        static_cast<void>(m_transport.write(questionFrame()));
    }

    void ready(std::uint32_t events) override {
        if (!isOpen())
            return;
        if ((events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0) {
            endedByServer();
        } else if (m_stage == Stage::Connecting) {
            establish();
        } else if (m_stage == Stage::Upgrading && (events & EPOLLIN) != 0) {
            static_cast<void>(m_transport.write(helloFrame()));
            m_stage = m_kind == Hostility::SlowReader ? Stage::Asking : Stage::Silent;
            watchForTheEnd();
        }
    }

 private:
    enum class Stage { Connecting, Upgrading, Asking, Silent };

    void establish() {
        const Transport::Progress progress = m_transport.establish();
        if (progress == Transport::Progress::Failed)
            endedByServer();
        if (progress != Transport::Progress::Done)
            return;
        const std::string half = m_all.m_context.tls ? std::string("\x16\x03\x01", 3)  // of a TLS record
                                                     : std::string("GET / HTTP/1.1\r\nHost: localho");
        if (m_kind == Hostility::UnfinishedHandshake) {
            static_cast<void>(m_transport.write(half));
            m_stage = Stage::Silent;
            watchForTheEnd();
            return;
        }
        static_cast<void>(m_transport.write("GET / HTTP/1.1\r\nHost: " + m_all.m_context.endpoint.host +
                                            "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                                            "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
        m_stage = Stage::Upgrading;
        m_all.m_context.loop.rewatch(m_transport.fd(), *this, EPOLLIN | EPOLLRDHUP);
    }

    // Nothing that comes is read any more.
    void watchForTheEnd() { m_all.m_context.loop.rewatch(m_transport.fd(), *this, EPOLLRDHUP); }

    void endedByServer() {
        ++m_all.m_ended;
        m_opensAt = monotonicNow() + comeBackAfter;
        close();
    }

    HostileConnections& m_all;
    const Hostility m_kind;
    const std::uint32_t m_source;
    Transport m_transport;
    Stage m_stage = Stage::Connecting;
    Micros m_opensAt = 0;
    Micros m_asksAt = 0;
};

HostileConnections::HostileConnections(ConnectionContext& context) : m_context(context) {}

HostileConnections::~HostileConnections() = default;

void HostileConnections::add(Hostility kind, int count) {
    for (int number = 0; number < count; ++number) {
        const auto source = firstSource + static_cast<std::uint32_t>(m_connections.size());
        m_connections.push_back(std::make_unique<Connection>(*this, kind, source));
    }
}

void HostileConnections::start() {
    if (!m_connections.empty())
        m_context.loop.wakeAt(*this, monotonicNow());
}

void HostileConnections::stop() {
    m_context.loop.cancel(*this);
    for (const auto& connection : m_connections)
        connection->close();
}

int HostileConnections::open() const {
    int count = 0;
    for (const auto& connection : m_connections)
        count += connection->isOpen() ? 1 : 0;
    return count;
}

void HostileConnections::wake(Micros now) {
    int opened = 0;
    for (std::size_t looked = 0; looked < m_connections.size(); ++looked) {
        Connection& connection = *m_connections[(m_next + looked) % m_connections.size()];
        connection.ask(now);
        if (opened < opensARound && connection.isDue(now)) {
            connection.open(now);
            ++opened;
        }
    }
    m_next = (m_next + static_cast<std::size_t>(opened)) % m_connections.size();
    m_context.loop.wakeAt(*this, now + roundUs);
}

}  // namespace load
