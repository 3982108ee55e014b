#include "client/net/server_list.h"

#include <QSettings>

namespace client {

namespace {
constexpr QLatin1String key("servers/recent");
}

ServerList::ServerList(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings) {
    for (const QString& text : m_settings.value(key).toStringList()) {
        const auto address = ServerAddress::parse(text);
        if (address && !m_servers.contains(*address) && m_servers.size() < mostServers)
            m_servers.append(*address);
    }
}

void ServerList::use(const ServerAddress& address) {
    if (!m_servers.isEmpty() && m_servers.front() == address)
        return;
    m_servers.removeAll(address);
    m_servers.prepend(address);
    m_servers.resize(std::min(m_servers.size(), mostServers));
    save();
}

void ServerList::forget(const ServerAddress& address) {
    if (m_servers.removeAll(address) > 0)
        save();
}

void ServerList::save() {
    QStringList texts;
    for (const ServerAddress& address : std::as_const(m_servers))
        texts.append(address.text());
    m_settings.setValue(key, texts);
    Q_EMIT changed();
}

}  // namespace client
