#pragma once

// Where the own account is signed in, and which computers need no second factor, by the roles of device_roles.h. Holds
// what it was given last; rows that stay keep their place in a view. Main thread only.

#include "client/models/device_roles.h"

#include <QAbstractListModel>

#include <shared/protocol/devices.pb.h>
#include <vector>

namespace client {

class DevicesModel : public QAbstractListModel {
    Q_OBJECT

 public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void setDevices(const pong::wire::DevicesReply& reply);
    void clear();
    // Sessions and trusted computers besides the current one.
    int others() const;

 private:
    void removeGone(const std::vector<pong::wire::Device>& devices);

    std::vector<pong::wire::Device> m_devices;
};

}  // namespace client
