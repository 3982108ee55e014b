#pragma once

// A short list of people by the roles of friend_roles.h, in the order it was given: what a search found, or whom one
// has blocked. Main thread only.

#include "client/models/friend_roles.h"

#include <QAbstractListModel>

#include <shared/protocol/friends.pb.h>
#include <vector>

namespace client {

class PlayersModel : public QAbstractListModel {
    Q_OBJECT

 public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void setPeople(std::vector<pong::wire::Friend> people);
    void remove(std::int64_t userId);

 private:
    std::vector<pong::wire::Friend> m_people;
};

}  // namespace client
