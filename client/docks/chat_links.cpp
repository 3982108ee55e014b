#include "client/docks/chat_links.h"

#include <QRegularExpression>

namespace client {

std::vector<TextLink> linksIn(const QString& text) {
    static const QRegularExpression address(QStringLiteral(R"(\bhttps?://[^\s<>"]*[^\s<>"'.,;:!?)\]}])"),
                                            QRegularExpression::CaseInsensitiveOption);
    std::vector<TextLink> links;
    auto match = address.globalMatch(text);
    while (match.hasNext()) {
        const QRegularExpressionMatch found = match.next();
        const QUrl url(found.captured(), QUrl::TolerantMode);
        if (url.isValid() && !url.host().isEmpty())
            links.push_back({static_cast<int>(found.capturedStart()), static_cast<int>(found.capturedLength()), url});
    }
    return links;
}

QString shownTarget(const QUrl& url) {
    return QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
}

}  // namespace client
