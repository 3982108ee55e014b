#include "server/net/session.h"

#include "server/net/clock.h"
#include "server/net/frame.h"
#include "server/net/log.h"
#include "shared/protocol/codec.h"

#include <QSslSocket>
#include <QWebSocket>

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>

namespace server {

namespace {

std::int64_t microseconds(std::chrono::milliseconds time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

wire::ServerMessage asMessage(const Refusal& refusal) {
    wire::ServerMessage message;
    *message.mutable_refusal() = refusal.toWire();
    return message;
}

}  // namespace

Session::Session(SessionId id, const Peer& peer, const SessionLimits& limits, SessionCounters& counters,
                 QObject* parent)
    : QObject(parent)
    , m_id(id)
    , m_socket(peer.socket)
    , m_below(peer.below)
    , m_isPlain(qobject_cast<QSslSocket*>(peer.below) == nullptr)
    , m_address(peer.address)
    , m_limits(limits)
    , m_counters(counters)
    , m_openedUs(steadyNowUs())
    , m_heardUs(m_openedUs) {
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(limits.messageBytes));
    m_socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(limits.messageBytes));
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &Session::onBinaryMessage);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &Session::onTextMessage);
    connect(m_socket, &QWebSocket::pong, this, &Session::onPong);
    // From the event loop: with TLS a write can find the connection broken, and whoever sends is in the middle of
    // something, often of a list that this session stands in.
    connect(m_socket, &QWebSocket::disconnected, this, &Session::closed, Qt::QueuedConnection);
}

void Session::setUser(UserId user, std::int64_t signInId) {
    m_userId = user;
    m_signInId = signInId;
}

void Session::send(const wire::ServerMessage& message) {
    if (!m_closing)
        sendFrame(binaryFrame(pong::encode(message)));
}

qint64 Session::waitingBytes() const {
    if (!m_below)
        return 0;
    // Of TLS these are two buffers: what is not encrypted yet, and what is. write() leaves it all in the second.
    const auto* tls = qobject_cast<const QSslSocket*>(m_below.data());
    return m_below->bytesToWrite() + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

void Session::sendFrame(const QByteArray& frame) {
    if (m_closing || !m_below || m_below->state() != QAbstractSocket::ConnectedState)
        return;
    write(frame);
    if (waitingBytes() > m_limits.outboxBytes) {
        ++m_counters.outboxDrops;
        drop("outbox full");
    }
}

// Out now, not at the next pass of the event loop: cheaper and earlier, both measured. Without TLS, and where nothing
// waits before it, a frame goes straight to the kernel: the way there through QWebSocket's and QTcpSocket's buffers and
// notifiers costs about as much as what the kernel does with it.
void Session::write(const QByteArray& frame) {
    qsizetype sent = 0;
    if (m_isPlain && m_below->bytesToWrite() == 0) {
        const int descriptor = static_cast<int>(m_below->socketDescriptor());
        sent =
            ::send(descriptor, frame.constData(), static_cast<std::size_t>(frame.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            drop("connection lost");
            return;
        }
        sent = std::max<qsizetype>(sent, 0);
    }
    if (sent == frame.size())
        return;
    m_below->write(frame.constData() + sent, frame.size() - sent);
    if (!m_isPlain)
        m_below->flush();
}

void Session::close(const Refusal& reason) {
    if (m_closing)
        return;
    send(asMessage(reason));
    m_closing = true;
    m_closingUs = steadyNowUs();
    // From the event loop: closing emits signals at once, and the caller may be in the middle of something.
    QMetaObject::invokeMethod(
        m_socket, [socket = m_socket] { socket->close(QWebSocketProtocol::CloseCodeGoingAway); }, Qt::QueuedConnection);
}

void Session::drop(const char* why) {
    if (m_closing)
        return;
    qCInfo(netLog, "session dropped session=%llu why=\"%s\"", static_cast<unsigned long long>(m_id), why);
    m_closing = true;
    m_closingUs = steadyNowUs();
    QMetaObject::invokeMethod(m_socket, &QWebSocket::abort, Qt::QueuedConnection);
}

void Session::onPong() {
    const std::int64_t nowUs = steadyNowUs();
    if (m_pingedUs > m_heardUs)
        m_answerUs = nowUs - m_pingedUs;
    m_heardUs = nowUs;
}

void Session::onBinaryMessage(const QByteArray& bytes) {
    if (m_closing)
        return;
    const std::int64_t nowUs = steadyNowUs();
    m_heardUs = nowUs;
    if (!m_flood.take(m_limits.flood, nowUs)) {
        close(Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("This connection sends too much."), {}, 10'000));
        return;
    }
    const std::optional<wire::ClientMessage> message = pong::decodeClientMessage(bytes);
    if (!message)
        onMalformed(nowUs);
    else if (isWithinRate(*message, nowUs))
        Q_EMIT received(*message);
}

void Session::onTextMessage() {
    close(Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This server speaks binary messages only.")));
}

// Once may be a mistake of its program; a peer that keeps sending nonsense is closed.
void Session::onMalformed(std::int64_t nowUs) {
    const Refusal refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This server could not read that message."));
    if (m_malformed.take(m_limits.malformed, nowUs))
        send(asMessage(refusal));
    else
        close(refusal);
}

bool Session::isWithinRate(const wire::ClientMessage& message, std::int64_t nowUs) {
    TokenBucket* bucket = &m_other;
    const Rate* rate = &m_limits.other;
    switch (message.body_case()) {
        case wire::ClientMessage::kMatchInput:
        case wire::ClientMessage::kMatchBeat:
        case wire::ClientMessage::kClockEcho:
            bucket = &m_play;
            rate = &m_limits.play;
            break;
        case wire::ClientMessage::kSignUp:
        case wire::ClientMessage::kLogIn:
        case wire::ClientMessage::kResume:
        case wire::ClientMessage::kLogInCode:
        case wire::ClientMessage::kLogInSendCode:
        case wire::ClientMessage::kEmailConfirmSend:
        case wire::ClientMessage::kEmailConfirm:
        case wire::ClientMessage::kPasswordReset:
        case wire::ClientMessage::kPasswordResetConfirm:
        case wire::ClientMessage::kTwoFactorAppStart:
        case wire::ClientMessage::kTwoFactorEmailStart:
        case wire::ClientMessage::kTwoFactorConfirm:
        case wire::ClientMessage::kTwoFactorOff:
        case wire::ClientMessage::kRecoveryCodes:
        case wire::ClientMessage::kChangeUsername:
        case wire::ClientMessage::kChangeEmail:
        case wire::ClientMessage::kChangeEmailConfirm:
        case wire::ClientMessage::kChangePassword:
        case wire::ClientMessage::kAccountDelete:
        case wire::ClientMessage::kDeviceRevoke:
        case wire::ClientMessage::kDevicesRevokeOthers:
            bucket = &m_credentials;
            rate = &m_limits.credentials;
            break;
        default:
            break;
    }
    if (bucket->take(*rate, nowUs))
        return true;
    if (message.request_id() != 0) {
        wire::ServerMessage reply = asMessage(
            Refusal(wire::REFUSAL_TOO_MANY, QStringLiteral("Too fast. Wait a moment."), {}, bucket->waitMs(*rate)));
        reply.set_reply_to(message.request_id());
        send(reply);
    }
    return false;
}

void Session::checkTimeouts(std::int64_t nowUs) {
    if (m_closing) {
        if (nowUs - m_closingUs > microseconds(m_limits.closeWithin))
            m_socket->abort();
        return;
    }
    if (!m_greeted && nowUs - m_openedUs > microseconds(m_limits.helloWithin)) {
        close(Refusal(wire::REFUSAL_MALFORMED, QStringLiteral("This connection did not say hello in time.")));
        return;
    }
    const std::int64_t silentUs = nowUs - m_heardUs;
    if (silentUs > microseconds(m_limits.dropAfter)) {
        drop("silent");
    } else if (silentUs > microseconds(m_limits.pingAfter) && m_pingedUs <= m_heardUs) {
        m_pingedUs = nowUs;
        write(pingFrame());
    }
}

bool Session::isSilent(std::int64_t nowUs) const {
    const std::int64_t patienceUs = std::max(microseconds(m_limits.answerWithin), 2 * m_answerUs);
    return m_pingedUs > m_heardUs && nowUs - m_pingedUs > patienceUs;
}

}  // namespace server
