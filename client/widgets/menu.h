#pragma once

// Menus of the design. Main thread only.

class QMenu;
class QWidget;

namespace client {

// With round corners; deleted when it closes.
QMenu* makeMenu(QWidget* parent);

}  // namespace client
