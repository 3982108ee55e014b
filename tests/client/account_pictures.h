#pragma once

// Every page before being signed in, and each of its states, for the screenshots. Main thread only.

#include <QString>

#include <functional>

namespace client {
class MainWindow;
}

namespace samples {

// Calls `save` with a name whenever the window shows another one.
void showAccountPages(client::MainWindow& window, const std::function<void(const QString&)>& save);

}  // namespace samples
