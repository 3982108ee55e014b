#include "client/widgets/presence_mark.h"

#include "client/widgets/look.h"

#include <QPainter>
#include <QPainterPath>

namespace client {

using friends::Presence;

namespace {

constexpr qreal side = 8;
constexpr qreal cutOut = 2;
constexpr qreal overhang = 2;  // beyond the avatar's corner

QPainterPath shapeOf(Presence presence, const QRectF& box) {
    QPainterPath path;
    switch (presence) {
        case Presence::InMatch:
            path.addRect(box);
            break;
        case Presence::InTournament: {
            const qreal grow = 1;  // a diamond looks smaller than its box
            path.moveTo(box.center().x(), box.top() - grow);
            path.lineTo(box.right() + grow, box.center().y());
            path.lineTo(box.center().x(), box.bottom() + grow);
            path.lineTo(box.left() - grow, box.center().y());
            path.closeSubpath();
            break;
        }
        case Presence::Idle: {
            path.addEllipse(box);
            QPainterPath bite;
            bite.addEllipse(box.translated(-box.width() * 0.4, -box.height() * 0.25));
            path = path.subtracted(bite);
            break;
        }
        case Presence::Online:
        case Presence::Offline:
            path.addEllipse(box);
            break;
    }
    return path;
}

}  // namespace

void paintPresence(QPainter& painter, const QRect& avatar, Presence presence, const QColor& ground, const Look& look) {
    const Theme& theme = look.theme();
    const QRectF box(avatar.right() + 1 + overhang - side, avatar.bottom() + 1 + overhang - side, side, side);
    const bool isSquare = presence == Presence::InMatch;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, !isSquare);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    const QRectF gap = box.adjusted(-cutOut, -cutOut, cutOut, cutOut);
    if (isSquare)
        painter.drawRect(gap);
    else
        painter.drawEllipse(gap);
    if (presence == Presence::Offline) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.text3, 2));
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    } else {
        const bool isPlaying = isSquare || presence == Presence::InTournament;
        painter.setBrush(isPlaying ? theme.accent : presence == Presence::Idle ? theme.text2 : theme.success);
        painter.drawPath(shapeOf(presence, box));
    }
    painter.restore();
}

}  // namespace client
