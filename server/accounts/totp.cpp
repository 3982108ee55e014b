#include "server/accounts/totp.h"

#include <QStringList>
#include <QUrl>

#include <array>
#include <cstdlib>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdexcept>

namespace server::totp {

namespace {

constexpr int secretBytes = 20;
constexpr int drift = 1;  // steps

QByteArray base32(const QByteArray& secret) {
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(secret.constData(), static_cast<std::size_t>(secret.size()), &text, &size) != OATH_OK)
        throw std::runtime_error("liboath cannot encode a secret");
    QByteArray result(text, static_cast<qsizetype>(size));
    std::free(text);
    while (result.endsWith('='))
        result.chop(1);
    return result;
}

}  // namespace

QByteArray makeSecret() {
    QByteArray secret(secretBytes, Qt::Uninitialized);
    randombytes_buf(secret.data(), static_cast<std::size_t>(secret.size()));
    return secret;
}

QString spelled(const QByteArray& secret) {
    constexpr int group = 4;
    const QString text = QString::fromLatin1(base32(secret));
    QStringList groups;
    for (qsizetype at = 0; at < text.size(); at += group)
        groups.append(text.mid(at, group));
    return groups.join(QLatin1Char(' '));
}

QString uri(const QByteArray& secret, const QString& issuer, const QString& account) {
    // Put together by hand: what is percent-encoded must never meet QString::arg().
    const QByteArray encodedIssuer = QUrl::toPercentEncoding(issuer);
    const QByteArray text = "otpauth://totp/" + encodedIssuer + ':' + QUrl::toPercentEncoding(account) +
                            "?secret=" + base32(secret) + "&issuer=" + encodedIssuer +
                            "&algorithm=SHA1&digits=" + QByteArray::number(digits) +
                            "&period=" + QByteArray::number(stepSeconds);
    return QString::fromLatin1(text);
}

QByteArray codeAt(const QByteArray& secret, std::int64_t unixSeconds, int length) {
    std::array<char, 16> code{};
    if (oath_totp_generate(secret.constData(), static_cast<std::size_t>(secret.size()), unixSeconds, stepSeconds,
                           OATH_TOTP_DEFAULT_START_TIME, static_cast<unsigned>(length), code.data()) != OATH_OK)
        throw std::runtime_error("liboath cannot make a code");
    return QByteArray(code.data());
}

std::optional<std::int64_t> matchingStep(const QByteArray& secret, const QByteArray& code, std::int64_t unixSeconds,
                                         std::int64_t lastStep) {
    if (code.size() != digits)
        return std::nullopt;
    const std::int64_t now = unixSeconds / stepSeconds;
    std::optional<std::int64_t> found;
    // All of them, so that the time this takes says nothing.
    for (std::int64_t step = now + drift; step >= now - drift; --step) {
        const QByteArray expected = codeAt(secret, step * stepSeconds);
        const bool isEqual = sodium_memcmp(expected.constData(), code.constData(), digits) == 0;
        if (isEqual && step > lastStep)
            found = step;
    }
    return found;
}

}  // namespace server::totp
