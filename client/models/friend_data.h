#pragma once

// What the roles of friend_roles.h are of a person as the server tells one. Pure functions; any thread.

#include "client/models/friend_roles.h"

#include <QVariant>

#include <shared/protocol/friends.pb.h>

namespace client::friends {

Relation relationOf(const pong::wire::Friend& person);
Presence presenceOf(const pong::wire::Friend& person);

// Of a person's roles, and Qt::DisplayRole: the name.
QVariant dataOf(const pong::wire::Friend& person, int role);

}  // namespace client::friends
