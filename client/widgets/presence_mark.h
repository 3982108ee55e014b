#pragma once

// How presence looks at an avatar's lower right corner: each state is a shape of its own, so that none depends on a
// colour. Main thread only.

#include "client/models/friend_roles.h"

#include <QColor>

class QPainter;
class QRect;

namespace client {

class Look;

// Circle: online. Crescent: idle. Square: in a match. Diamond: in a tournament. Ring: offline. `ground` is the row's
// colour, for the gap around it.
void paintPresence(QPainter& painter, const QRect& avatar, friends::Presence presence, const QColor& ground,
                   const Look& look);

}  // namespace client
