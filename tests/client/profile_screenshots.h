#pragma once

// The profile's part of the pictures: every tab, dialog and error. Main thread only.

#include <QString>

#include <functional>

namespace client {
class Look;
class MainWindow;
}  // namespace client

// `save` keeps a picture of the window as it is now, under a name.
void picturesOfProfile(client::MainWindow& window, const client::Look& look,
                       const std::function<void(const QString& name)>& save);
