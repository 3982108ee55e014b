#include "server/accounts/one_time_code.h"

#include <sodium.h>

namespace server::one_time_code {

namespace {

constexpr int digits = 6;
constexpr int letters = 10;
constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(sizeof alphabet == 32 + 1);

constexpr std::size_t longestTyped = 64;

QByteArray normalised(const std::string& typed) {
    QByteArray code;
    for (const char c : typed.substr(0, longestTyped)) {
        const bool isSmall = c >= 'a' && c <= 'z';
        const char upper = isSmall ? static_cast<char>(c - 'a' + 'A') : c;
        if (upper == ' ' || upper == '-')
            continue;
        code += upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
    }
    return code;
}

}  // namespace

QString makeDigits() {
    return QStringLiteral("%1").arg(randombytes_uniform(1'000'000), digits, 10, QLatin1Char('0'));
}

QString makeLetters() {
    QString code;
    for (int letter = 0; letter < letters; ++letter) {
        if (letter == letters / 2)
            code += QLatin1Char('-');
        code += QLatin1Char(alphabet[randombytes_uniform(32)]);
    }
    return code;
}

QByteArray hash(const ServerKey& key, const std::string& typed) {
    return key.hash(ServerKey::Purpose::OneTimeCode, normalised(typed));
}

QByteArray hash(const ServerKey& key, const QString& code) {
    return hash(key, code.toStdString());
}

QByteArray digitsOf(const std::string& typed) {
    const QByteArray code = normalised(typed);
    if (code.size() != digits)
        return {};
    for (const char c : code)
        if (c < '0' || c > '9')
            return {};
    return code;
}

}  // namespace server::one_time_code
