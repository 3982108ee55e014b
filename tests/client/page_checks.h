#pragma once

// What a program can judge of a page's picture. Each answers a line a finding; none: all is well. Main thread only.

#include <QStringList>

class QWidget;

namespace checks {

// Visible buttons and labels whose text has less room than it needs; those that end in an ellipsis may.
QStringList cutOff(const QWidget& window);
// Visible controls that a driver could not find or a screen reader could not say.
QStringList unnamed(const QWidget& window);
// What moves: toasts, switches and docks that are not yet where they go.
QStringList moving(const QWidget& window);

}  // namespace checks
