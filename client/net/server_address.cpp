#include "client/net/server_address.h"

#include "shared/protocol/version.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace client {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ServerAddress", text);
}

bool isThisComputer(const QString& host) {
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

// What is wrong with it as an address of a server, or nothing.
QString problemOf(const QUrl& url) {
    if (!url.isValid() || url.host().isEmpty())
        return tr("Enter a name or an address, such as office.example or 192.168.1.20:1972.");
    if (url.port() == 0)
        return tr("A port is a number from 1 to 65535.");
    if (!url.userInfo().isEmpty() || (!url.path().isEmpty() && url.path() != u"/") || url.hasQuery() ||
        url.hasFragment())
        return tr("Only a name and a port belong here, such as office.example:1972.");
    if (url.scheme() == u"ws" && !isThisComputer(url.host()))
        return tr("Unencrypted ws:// is for this computer only. Leave it out to connect encrypted.");
    return {};
}

}  // namespace

std::optional<ServerAddress> ServerAddress::parse(const QString& text, QString* error) {
    QString trimmed = text.trimmed();
    const qsizetype schemeEnd = trimmed.indexOf(u"://");
    const QString scheme = schemeEnd < 0 ? QStringLiteral("wss") : trimmed.left(schemeEnd).toLower();
    if (schemeEnd >= 0)
        trimmed.remove(0, schemeEnd + 3);
    else if (QHostAddress(trimmed).protocol() == QAbstractSocket::IPv6Protocol)
        trimmed = u'[' + trimmed + u']';

    QString problem;
    QUrl url;
    if (scheme != u"wss" && scheme != u"ws") {
        problem = tr("An address begins with wss://, or with nothing.");
    } else {
        url = QUrl(scheme + QStringLiteral("://") + trimmed, QUrl::StrictMode);
        const qsizetype colon = trimmed.lastIndexOf(u':');
        if (!url.isValid() && colon > trimmed.lastIndexOf(u']') && !trimmed.left(colon).contains(u':'))
            problem = tr("A port is a number from 1 to 65535.");
        else
            problem = problemOf(url);
    }
    if (!problem.isEmpty()) {
        if (error)
            *error = problem;
        return std::nullopt;
    }
    ServerAddress address;
    address.m_host = url.host().toLower();
    address.m_port = static_cast<quint16>(url.port(pong::defaultPort));
    address.m_encrypted = url.scheme() == u"wss";
    return address;
}

QUrl ServerAddress::url() const {
    QUrl url;
    url.setScheme(m_encrypted ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(m_host);
    url.setPort(m_port);
    url.setPath(QStringLiteral("/"));
    return url;
}

QString ServerAddress::text() const {
    const QString host = m_host.contains(u':') ? u'[' + m_host + u']' : m_host;
    return (m_encrypted ? QString() : QStringLiteral("ws://")) + host + u':' + QString::number(m_port);
}

}  // namespace client
