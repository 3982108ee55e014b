#include "client/models/friend_data.h"

#include <QDateTime>

namespace client {

namespace wire = pong::wire;

namespace friends {

Relation relationOf(const wire::Friend& person) {
    switch (person.relation()) {
        case wire::RELATION_FRIEND:
            return Relation::Friend;
        case wire::RELATION_REQUEST_IN:
            return Relation::Asks;
        case wire::RELATION_REQUEST_OUT:
            return Relation::Asked;
        case wire::RELATION_BLOCKED:
            return Relation::Blocked;
        default:
            return Relation::None;
    }
}

Presence presenceOf(const wire::Friend& person) {
    switch (person.presence().presence()) {
        case wire::PRESENCE_ONLINE:
            return Presence::Online;
        case wire::PRESENCE_IDLE:
            return Presence::Idle;
        case wire::PRESENCE_IN_MATCH:
            return Presence::InMatch;
        case wire::PRESENCE_IN_TOURNAMENT:
            return Presence::InTournament;
        default:
            return Presence::Offline;
    }
}

QVariant dataOf(const wire::Friend& person, int role) {
    const wire::PresenceState& presence = person.presence();
    switch (role) {
        case Qt::DisplayRole:
        case NameRole:
            return QString::fromStdString(person.player().username());
        case IsHeadingRole:
            return false;
        case UserIdRole:
            return static_cast<qint64>(person.player().user_id());
        case AvatarUrlRole:
            return QString::fromStdString(person.player().avatar_url());
        case RatingRole:
            return person.player().rating();
        case RelationRole:
            return QVariant::fromValue(relationOf(person));
        case PresenceRole:
            return QVariant::fromValue(presenceOf(person));
        case LastSeenRole:
            return presence.last_seen_ms() > 0 ? QDateTime::fromMSecsSinceEpoch(presence.last_seen_ms()) : QDateTime();
        case MatchIdRole:
            return static_cast<qint64>(presence.match_id());
        case OwnScoreRole:
            return static_cast<int>(presence.on_left() ? presence.score_left() : presence.score_right());
        case OpponentScoreRole:
            return static_cast<int>(presence.on_left() ? presence.score_right() : presence.score_left());
        default:
            return {};
    }
}

}  // namespace friends

}  // namespace client
