#include "client/models/players_model.h"

#include "client/models/friend_data.h"

#include <algorithm>

namespace client {

int PlayersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant PlayersModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return friends::dataOf(m_people[static_cast<std::size_t>(index.row())], role);
}

void PlayersModel::setPeople(std::vector<pong::wire::Friend> people) {
    beginResetModel();
    m_people = std::move(people);
    endResetModel();
}

void PlayersModel::remove(std::int64_t userId) {
    const auto at = std::find_if(m_people.begin(), m_people.end(), [userId](const pong::wire::Friend& person) {
        return person.player().user_id() == userId;
    });
    if (at == m_people.end())
        return;
    const int row = static_cast<int>(at - m_people.begin());
    beginRemoveRows({}, row, row);
    m_people.erase(at);
    endRemoveRows();
}

}  // namespace client
