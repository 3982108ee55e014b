#pragma once

// The servers this person used, the latest first, kept in the settings. Main thread only.

#include "client/net/server_address.h"

#include <QObject>
#include <QVector>

class QSettings;

namespace client {

class ServerList : public QObject {
    Q_OBJECT

 public:
    static constexpr qsizetype mostServers = 8;

    // The settings are not owned and must outlive the list.
    explicit ServerList(QSettings& settings, QObject* parent = nullptr);

    const QVector<ServerAddress>& servers() const { return m_servers; }
    // To the front; the longest unused one falls off.
    void use(const ServerAddress& address);
    void forget(const ServerAddress& address);

 Q_SIGNALS:
    void changed();

 private:
    void save();

    QSettings& m_settings;
    QVector<ServerAddress> m_servers;
};

}  // namespace client
