#pragma once

// One of the demo's two people: sits in front of a real client application, types and clicks like a person, plays a
// quick game with the AI's decisions as key presses, and tells what the screen showed at the end. Everything goes
// through the window's events and by object names; waits for what must appear, never for time. Main thread only.

#include "shared/ai/ai_player.h"
#include "tests/end_to_end/demo/seen_match.h"

#include <QJsonObject>
#include <QString>
#include <QWidget>

#include <functional>

namespace client {
class Application;
class Connection;
class MainWindow;
class MatchDriver;
}  // namespace client

namespace demo {

class DemoPlayer {
 public:
    // Screenshots go to `screenshots` as NAME-NN-page.png; none where it is empty.
    DemoPlayer(client::Application& application, QString name, const pong::ai::Parameters& ai, QString screenshots);

    // From the login page to the history page. Throws std::runtime_error that says what did not appear.
    QJsonObject run();

 private:
    void signUp();
    void findMatch();
    void play();
    QJsonObject readResult();

    // One look at the screen and what the hands do about it.
    void steer();
    void hold(pong::Direction direction);

    template <typename Widget = QWidget>
    Widget* find(const char* objectName) const;
    void click(const char* objectName);
    void type(const char* objectName, const QString& text);
    void waitFor(const char* what, const std::function<bool()>& condition, int milliseconds = 15'000);
    void screenshot(const char* page);
    client::MatchDriver* match() const;
    client::MatchFrame look() const;

    client::MainWindow& m_window;
    const client::Connection& m_connection;
    QString m_name;
    QString m_screenshots;
    int m_pictures = 0;

    SeenMatch m_seen;
    pong::ai::AiPlayer m_ai;
    pong::Direction m_held = pong::Direction::None;
};

}  // namespace demo
