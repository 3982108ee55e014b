#include "client/net/reply.h"

#include <QCoreApplication>

namespace client {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Failure", text);
}

QString textOf(Failure::Kind kind) {
    switch (kind) {
        case Failure::Kind::NotConnected:
            return tr("There is no connection to the server.");
        case Failure::Kind::ConnectionLost:
            return tr("The connection to the server was lost.");
        case Failure::Kind::TimedOut:
            return tr("The server did not answer in time. Try again.");
        case Failure::Kind::Refused:
            return tr("The server said no.");
        case Failure::Kind::BadReply:
            break;
    }
    return tr("The server's answer could not be understood.");
}

}  // namespace

Failure::Failure(Kind kind) : m_kind(kind), m_text(textOf(kind)) {}

Failure::Failure(const pong::wire::Refusal& refusal)
    : m_kind(Kind::Refused)
    , m_code(refusal.code())
    , m_text(QString::fromStdString(refusal.text()))
    , m_field(QString::fromStdString(refusal.field()))
    , m_retryAfterMs(static_cast<int>(qMin(refusal.retry_after_ms(), 3'600'000U))) {
    if (m_text.isEmpty())
        m_text = textOf(m_kind);
}

}  // namespace client
