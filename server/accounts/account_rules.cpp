#include "server/accounts/account_rules.h"

#include "server/hosting/mail/mail_address.h"
#include "server/net/refusal.h"

#include <QRegularExpression>
#include <QStringView>

#include <algorithm>
#include <array>

namespace server::account_rules {

namespace {

constexpr int longestDevice = 80;

// The commonest passwords of ten characters and more in published leaks; every list starts with these.
constexpr std::array<QStringView, 32> commonPasswords{
    u"1234567890",       u"12345678910",  u"0123456789",  u"123456789a",   u"1234567891",  u"9876543210",
    u"0987654321",       u"1111111111",   u"0000000000",  u"1122334455",   u"1q2w3e4r5t",  u"1qaz2wsx3edc",
    u"qwertyuiop",       u"qwerty1234",   u"qwerty12345", u"qwerty123456", u"qwertyuiop1", u"asdfghjkl1",
    u"abcdefghij",       u"abcdefghijk",  u"abcd123456",  u"password12",   u"password123", u"password1234",
    u"passwordpassword", u"iloveyou12",   u"iloveyou123", u"letmein123",   u"welcome123",  u"football12",
    u"aaaaaaaaaa",       u"administrator"};

[[noreturn]] void refuse(const QString& field, const QString& text) {
    throw Refusal(wire::REFUSAL_INVALID_FIELD, text, field);
}

bool isCommon(const QString& password) {
    return std::any_of(commonPasswords.begin(), commonPasswords.end(),
                       [&password](QStringView common) { return password.compare(common, Qt::CaseInsensitive) == 0; });
}

}  // namespace

QString checkUsername(const std::string& text) {
    static const QRegularExpression allowed(QStringLiteral("\\A[A-Za-z0-9_-]{3,20}\\z"));
    const QString username = QString::fromStdString(text);
    if (!allowed.match(username).hasMatch())
        refuse(QStringLiteral("username"), QStringLiteral("Use 3 to 20 letters, digits, _ or -."));
    return username;
}

QString checkEmail(const std::string& text) {
    const QString email = QString::fromStdString(text).trimmed();
    if (!isMailAddress(email))
        refuse(QStringLiteral("email"), QStringLiteral("Enter an e-mail address, like name@example.org."));
    return email;
}

QByteArray checkPassword(const std::string& text, const QString& username, const QString& email, const QString& field) {
    const QString password = QString::fromUtf8(passwordBytes(text));
    const qsizetype characters = password.toUcs4().size();
    if (characters < shortestPassword)
        refuse(field, QStringLiteral("Use at least %1 characters.").arg(shortestPassword));
    if (characters > longestPassword)
        refuse(field, QStringLiteral("Use at most %1 characters.").arg(longestPassword));
    if (isCommon(password))
        refuse(field, QStringLiteral("This is one of the most used passwords. Choose another one."));
    if (password.compare(username, Qt::CaseInsensitive) == 0 || password.compare(email, Qt::CaseInsensitive) == 0)
        refuse(field, QStringLiteral("Choose something other than your name or e-mail address."));
    return password.toUtf8();
}

QByteArray passwordBytes(const std::string& text) {
    return QString::fromStdString(text).normalized(QString::NormalizationForm_C).toUtf8();
}

QString deviceName(const std::string& text) {
    QString device = QString::fromStdString(text).simplified().left(longestDevice);
    // Never half of a character that takes two units.
    if (!device.isEmpty() && device.back().isHighSurrogate())
        device.chop(1);
    return device;
}

}  // namespace server::account_rules
