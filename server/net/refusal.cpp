#include "server/net/refusal.h"

namespace server {

Refusal::Refusal(wire::RefusalCode code, QString text, QString field, std::uint32_t retryAfterMs)
    : m_code(code)
    , m_text(std::move(text))
    , m_field(std::move(field))
    , m_retryAfterMs(retryAfterMs)
    , m_what(m_text.toUtf8()) {}

wire::Refusal Refusal::toWire() const {
    wire::Refusal refusal;
    refusal.set_code(m_code);
    refusal.set_text(m_text.toStdString());
    refusal.set_field(m_field.toStdString());
    refusal.set_retry_after_ms(m_retryAfterMs);
    return refusal;
}

}  // namespace server
