#pragma once

// Web addresses in what somebody wrote. Pure; any thread.

#include <QString>
#include <QUrl>

#include <vector>

namespace client {

struct TextLink {
    int start = 0;  // in UTF-16 units, as QTextLayout counts
    int length = 0;
    QUrl url;
};

// Only http and https with a host: nothing else is worth a click. Punctuation that ends a sentence does not belong.
std::vector<TextLink> linksIn(const QString& text);

// The whole address as it will be asked for, without letters that look like others.
QString shownTarget(const QUrl& url);

}  // namespace client
