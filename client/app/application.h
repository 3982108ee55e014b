#pragma once

// The client as a whole: the only place that makes its parts and wires them together. Made by main() from the command
// line, or by a test that presses the keys. Main thread only; one at a time in a QApplication.

#include "client/app/start_options.h"
#include "client/net/keyring.h"

#include <QObject>

#include <memory>

class QApplication;

namespace client {

class Connection;
class MainWindow;
class PlayController;

class Application : public QObject {
    Q_OBJECT

 public:
    // Without a keyring sign-ins are kept in files.
    Application(QApplication& application, StartOptions options, std::unique_ptr<Keyring> keyring = nullptr);
    // Ends the connection first, so that nothing waits for an answer while the parts go.
    ~Application() override;

    // Shows the window, and begins to connect once it is there.
    void start();

    bool eventFilter(QObject* watched, QEvent* event) override;

    MainWindow& window();
    Connection& connection();
    PlayController& play();

 private:
    struct Parts;

    void connectWindow();
    void connectPlayers();
    void connectTournaments();
    void countFreeFriends();
    void begin();
    void openLink(const QString& text);

    StartOptions m_options;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace client
