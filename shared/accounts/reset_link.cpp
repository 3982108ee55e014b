#include "shared/accounts/reset_link.h"

#include "shared/accounts/account_rules.h"

#include <QUrl>
#include <QUrlQuery>

namespace pong::accounts {

namespace {

constexpr int longestCode = 64;
constexpr int longestLink = 2048;

}  // namespace

QString ResetLink::text() const {
    const QByteArray link =
        "pong://reset?account=" + QUrl::toPercentEncoding(account) + "&code=" + QUrl::toPercentEncoding(code);
    return QString::fromLatin1(link);
}

std::optional<ResetLink> ResetLink::parse(const QString& text) {
    if (text.size() > longestLink)
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    // Some programs add a slash to a host.
    const bool isReset = url.scheme() == QLatin1String("pong") && url.host() == QLatin1String("reset") &&
                         (url.path().isEmpty() || url.path() == QLatin1String("/"));
    if (!isReset)
        return std::nullopt;
    const QUrlQuery query(url);
    ResetLink link;
    link.account = query.queryItemValue(QStringLiteral("account"), QUrl::FullyDecoded).trimmed();
    link.code = query.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded).trimmed();
    const bool isWhole = !link.account.isEmpty() && link.account.size() <= longestEmail && !link.code.isEmpty() &&
                         link.code.size() <= longestCode;
    return isWhole ? std::optional(link) : std::nullopt;
}

}  // namespace pong::accounts
