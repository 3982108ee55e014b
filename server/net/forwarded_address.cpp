#include "server/net/forwarded_address.h"

namespace server {

QHostAddress forwardedAddress(const QByteArray& header) {
    QString last = QString::fromLatin1(header.mid(header.lastIndexOf(',') + 1)).trimmed();
    if (last.startsWith(QLatin1Char('[')) && last.endsWith(QLatin1Char(']')))
        last = last.mid(1, last.size() - 2);
    QHostAddress address;
    // Also "::1%lo" and "7" are addresses to Qt; a proxy writes neither.
    const bool isPlain = last.contains(QLatin1Char(':')) || last.count(QLatin1Char('.')) == 3;
    if (!isPlain || last.contains(QLatin1Char('%')) || !address.setAddress(last))
        return {};
    return address;
}

}  // namespace server
