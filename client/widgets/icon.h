#pragma once

// The line icons of resources/icons, drawn at any size in any colour of the theme. Main thread only.

#include "client/widgets/theme.h"

#include <QIcon>
#include <QPixmap>

class QPainter;

namespace client {

class Look;

// An icon that follows the theme: `role` at rest, `onRole` (if given) while its button is checked, text3 while
// disabled. The look must outlive it. A width larger than the height leaves room at the right of the picture: the gap
// to a label.
QIcon themedIcon(const Look& look, const QString& name, ColorRole role = &Theme::text2, ColorRole onRole = nullptr);

// Draws the icon centred in the rectangle, as a square of its smaller side.
void paintIcon(QPainter& painter, const QRect& rect, const QString& name, const QColor& color);

// `size` in logical pixels.
QPixmap iconPixmap(const QString& name, int size, qreal devicePixelRatio, const QColor& color);

}  // namespace client
