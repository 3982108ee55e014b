#include "client/models/live_matches_model.h"

#include <algorithm>
#include <utility>

namespace client {

using pong::wire::LiveMatchInfo;

int LiveMatchesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_matches.size());
}

QVariant LiveMatchesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LiveMatchInfo& match = m_matches[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return tr("%1 against %2").arg(data(index, LeftNameRole).toString(), data(index, RightNameRole).toString());
        case MatchIdRole:
            return static_cast<qint64>(match.match_id());
        case LeftNameRole:
            return QString::fromStdString(match.left().username());
        case RightNameRole:
            return QString::fromStdString(match.right().username());
        case LeftAvatarUrlRole:
            return QString::fromStdString(match.left().avatar_url());
        case RightAvatarUrlRole:
            return QString::fromStdString(match.right().avatar_url());
        case LeftScoreRole:
            return static_cast<int>(match.score_left());
        case RightScoreRole:
            return static_cast<int>(match.score_right());
        case SpectatorsRole:
            return static_cast<int>(match.spectators());
        default:
            return {};
    }
}

void LiveMatchesModel::setMatches(const pong::wire::LiveMatchesReply& reply) {
    const auto before = rowCount();
    const auto after = reply.matches_size();
    if (after < before)
        beginRemoveRows({}, after, before - 1);
    else if (after > before)
        beginInsertRows({}, before, after - 1);
    m_matches.assign(reply.matches().begin(), reply.matches().end());
    if (after < before)
        endRemoveRows();
    else if (after > before)
        endInsertRows();
    if (const int kept = std::min(before, after); kept > 0)
        Q_EMIT dataChanged(index(0), index(kept - 1));
    const int total = static_cast<int>(reply.count());
    if (std::exchange(m_total, total) != total)
        Q_EMIT totalChanged(total);
}

void LiveMatchesModel::clear() {
    setMatches({});
}

}  // namespace client
