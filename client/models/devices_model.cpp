#include "client/models/devices_model.h"

#include <QDateTime>

#include <algorithm>

namespace client {

using pong::wire::Device;

namespace {

bool isSame(const Device& a, const Device& b) {
    return a.kind() == b.kind() && a.id() == b.id();
}

QString shownName(const Device& device) {
    return device.name().empty() ? DevicesModel::tr("Unknown computer") : QString::fromStdString(device.name());
}

}  // namespace

int DevicesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

QVariant DevicesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Device& device = m_devices[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case devices::NameRole:
            return shownName(device);
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2").arg(shownName(device), QString::fromStdString(device.address()));
        case devices::IdRole:
            return static_cast<qint64>(device.id());
        case devices::KindRole:
            return QVariant::fromValue(device.kind() == pong::wire::DEVICE_TRUSTED ? devices::Kind::Trusted
                                                                                   : devices::Kind::Session);
        case devices::AddressRole:
            return QString::fromStdString(device.address());
        case devices::LastSeenRole:
            return QDateTime::fromMSecsSinceEpoch(device.last_seen_ms());
        case devices::CurrentRole:
            return device.current();
        case devices::OnlineRole:
            return device.online();
        default:
            return {};
    }
}

void DevicesModel::setDevices(const pong::wire::DevicesReply& reply) {
    const std::vector<Device> devices(reply.devices().begin(), reply.devices().end());
    removeGone(devices);
    if (std::equal(m_devices.begin(), m_devices.end(), devices.begin(), devices.end(), isSame)) {
        m_devices = devices;
        if (!m_devices.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_devices = devices;
    endResetModel();
}

void DevicesModel::clear() {
    setDevices({});
}

int DevicesModel::others() const {
    return static_cast<int>(
        std::count_if(m_devices.begin(), m_devices.end(), [](const Device& device) { return !device.current(); }));
}

void DevicesModel::removeGone(const std::vector<Device>& devices) {
    for (int row = rowCount() - 1; row >= 0; --row) {
        const Device& mine = m_devices[static_cast<std::size_t>(row)];
        const bool stays =
            std::any_of(devices.begin(), devices.end(), [&mine](const Device& other) { return isSame(mine, other); });
        if (stays)
            continue;
        beginRemoveRows({}, row, row);
        m_devices.erase(m_devices.begin() + row);
        endRemoveRows();
    }
}

}  // namespace client
