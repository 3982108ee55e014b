#pragma once

// The pages of tournaments in each of their states, for the screenshots. Main thread only.

#include <QString>

#include <functional>

namespace client {
class Look;
class MainWindow;
class PeopleDock;
}  // namespace client

// Calls `save` with a name for each state, once the window shows it.
void picturesOfTournaments(client::MainWindow& window, const client::Look& look, client::PeopleDock& people,
                           const std::function<void(const QString&)>& save);
