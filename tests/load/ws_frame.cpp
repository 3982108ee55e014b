#include "tests/load/ws_frame.h"

#include <array>

namespace load {
namespace {

constexpr std::uint8_t finBit = 0x80;
constexpr std::uint8_t reservedBits = 0x70;
constexpr std::uint8_t maskBit = 0x80;
constexpr std::size_t longestControlPayload = 125;

std::uint8_t byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

void appendBigEndian(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((value >> shift) & 0xff));
}

std::uint64_t bigEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<std::uint8_t>(byte);
    return value;
}

bool isControl(std::uint8_t opcode) {
    return (opcode & 0x8) != 0;
}

bool isKnown(std::uint8_t opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

}  // namespace

void appendFrame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask) {
    out.push_back(static_cast<char>(finBit | static_cast<std::uint8_t>(opcode)));
    if (payload.size() < 126) {
        out.push_back(static_cast<char>(maskBit | payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.push_back(static_cast<char>(maskBit | 126));
        appendBigEndian(out, payload.size(), 2);
    } else {
        out.push_back(static_cast<char>(maskBit | 127));
        appendBigEndian(out, payload.size(), 8);
    }
    const std::array<char, 4> key{static_cast<char>(mask >> 24), static_cast<char>(mask >> 16),
                                  static_cast<char>(mask >> 8), static_cast<char>(mask)};
    out.append(key.data(), key.size());
    const std::size_t start = out.size();
    out.append(payload);
    for (std::size_t at = 0; at < payload.size(); ++at)
        out[start + at] = static_cast<char>(out[start + at] ^ key[at % key.size()]);
}

void FrameReader::feed(std::string_view bytes) {
    if (m_kept.empty()) {
        m_pending = bytes;
    } else {
        m_kept.append(bytes);
        m_pending = m_kept;
    }
}

std::optional<WsMessage> FrameReader::next() {
    if (m_deliveredFragments) {
        m_fragments.clear();
        m_deliveredFragments = false;
    }
    while (!m_failed) {
        const std::optional<Header> head = header();
        if (!head || m_pending.size() < head->size + head->payload) {
            keepRest();
            return std::nullopt;
        }
        if (std::optional<WsMessage> message = take(*head))
            return message;
    }
    return std::nullopt;
}

std::optional<FrameReader::Header> FrameReader::header() {
    if (m_pending.size() < 2)
        return std::nullopt;
    const std::uint8_t first = byteAt(m_pending, 0);
    const std::uint8_t second = byteAt(m_pending, 1);
    // No extension was agreed, and a server does not mask.
    m_failed = (first & reservedBits) != 0 || !isKnown(first & 0x0f) || (second & maskBit) != 0;
    const std::size_t extra = second == 127 ? 8 : second == 126 ? 2 : 0;
    if (m_failed || m_pending.size() < 2 + extra)
        return std::nullopt;
    const std::uint64_t length = extra == 0 ? second : bigEndian(m_pending.substr(2, extra));
    m_failed = length > maxPayload;
    if (m_failed)
        return std::nullopt;
    return Header{2 + extra, static_cast<std::size_t>(length)};
}

// A whole frame: a message, or nothing where it is a fragment in the middle (or a breach).
std::optional<WsMessage> FrameReader::take(const Header& head) {
    const std::uint8_t first = byteAt(m_pending, 0);
    const std::uint8_t opcode = first & 0x0f;
    const bool last = (first & finBit) != 0;
    const std::string_view payload = m_pending.substr(head.size, head.payload);
    m_pending.remove_prefix(head.size + head.payload);

    if (isControl(opcode)) {
        m_failed = !last || payload.size() > longestControlPayload;
        return m_failed ? std::nullopt : std::optional(WsMessage{static_cast<Opcode>(opcode), payload});
    }
    const bool continues = opcode == static_cast<std::uint8_t>(Opcode::Continuation);
    const bool collecting = m_fragmented != Opcode::Continuation;
    if (continues != collecting) {
        m_failed = true;
        return std::nullopt;
    }
    if (last && !continues)
        return WsMessage{static_cast<Opcode>(opcode), payload};
    if (!continues)
        m_fragmented = static_cast<Opcode>(opcode);
    m_fragments.append(payload);
    m_failed = m_fragments.size() > maxPayload;
    if (!last || m_failed)
        return std::nullopt;
    const WsMessage whole{m_fragmented, m_fragments};
    m_fragmented = Opcode::Continuation;
    m_deliveredFragments = true;
    return whole;
}

void FrameReader::keepRest() {
    if (m_kept.empty())
        m_kept.assign(m_pending);
    else
        m_kept.erase(0, m_kept.size() - m_pending.size());
    m_pending = {};
}

}  // namespace load
