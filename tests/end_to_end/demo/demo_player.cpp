#include "tests/end_to_end/demo/demo_player.h"

#include "client/app/application.h"
#include "client/match/online_driver.h"
#include "client/models/history_roles.h"
#include "client/net/connection.h"
#include "client/pages/main_window.h"
#include "client/pages/match_page.h"

#include <QAbstractItemView>
#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <chrono>
#include <stdexcept>

namespace demo {

namespace {

using client::MainWindow;

constexpr int matchMilliseconds = 75'000;

}  // namespace

DemoPlayer::DemoPlayer(client::Application& application, QString name, const pong::ai::Parameters& ai,
                       QString screenshots)
    : m_window(application.window())
    , m_connection(application.connection())
    , m_name(std::move(name))
    , m_screenshots(std::move(screenshots))
    , m_seen(pong::Rules{})
    , m_ai(pong::Side::Left, ai, qHash(m_name)) {}

QJsonObject DemoPlayer::run() {
    signUp();
    findMatch();
    play();
    return readResult();
}

void DemoPlayer::signUp() {
    waitFor("the login page", [this] { return m_window.page() == MainWindow::Page::Login; });
    waitFor("the server", [this] { return m_connection.isUp(); });
    screenshot("login");
    click("signUpButton");
    waitFor("the sign-up page", [this] { return m_window.page() == MainWindow::Page::SignUp; });
    type("usernameField", m_name);
    type("emailField", m_name + QStringLiteral("@example.org"));
    type("passwordField", QStringLiteral("correct horse %1").arg(m_name));
    type("confirmField", QStringLiteral("correct horse %1").arg(m_name));
    screenshot("sign-up");
    click("createAccountButton");
    waitFor("the home page", [this] { return m_window.page() == MainWindow::Page::Home; });
    screenshot("home");
}

void DemoPlayer::findMatch() {
    click("versusRandomTile");
    waitFor("the search",
            [this] { return m_window.page() == MainWindow::Page::Match || find("cancelSearchButton")->isVisible(); });
    screenshot("searching");
    waitFor(
        "a match", [this] { return m_window.page() == MainWindow::Page::Match && match(); }, 60'000);
    screenshot("match-begins");
}

void DemoPlayer::play() {
    bool pictured = false;
    waitFor(
        "the end of the match",
        [this, &pictured] {
            steer();
            if (!pictured && look().rally >= 2) {
                pictured = true;
                screenshot("match");
            }
            return match()->result().has_value();
        },
        matchMilliseconds);
    hold(pong::Direction::None);
    waitFor("the result", [this] { return find("resultBackButton")->isVisible(); });
    screenshot("result");
}

QJsonObject DemoPlayer::readResult() {
    const client::MatchResult result = *match()->result();
    const client::MatchInfo info = match()->info();
    const auto& online = dynamic_cast<const client::OnlineDriver&>(*match());
    const int desyncs = static_cast<int>(online.match().desyncs());
    click("resultBackButton");
    waitFor("the home page", [this] { return m_window.page() == MainWindow::Page::Home; });
    click("historyTab");
    waitFor("the history page", [this] { return m_window.page() == MainWindow::Page::History; });
    const auto* view = find<QAbstractItemView>("historyView");
    waitFor("the match in the history", [view] { return view->model() && view->model()->rowCount() == 1; });
    click("historyView");
    screenshot("history");

    const QModelIndex row = view->model()->index(0, 0);
    QJsonObject shown;
    shown[u"player"] = m_name;
    shown[u"score"] = QJsonArray{result.score[0], result.score[1]};
    shown[u"winner"] = result.winner ? info.players[pong::index(*result.winner)].name : QString();
    shown[u"history_score"] = QJsonArray{row.data(client::history::MyScoreRole).toInt(),
                                         row.data(client::history::OpponentScoreRole).toInt()};
    shown[u"desyncs"] = desyncs;
    return shown;
}

void DemoPlayer::steer() {
    for (const pong::Simulation& seen : m_seen.look(look()))
        hold(m_ai.decide(seen));
}

void DemoPlayer::hold(pong::Direction direction) {
    if (direction == m_held)
        return;
    QWindow* window = m_window.windowHandle();
    if (m_held != pong::Direction::None)
        QTest::keyRelease(window, m_held == pong::Direction::Up ? Qt::Key_W : Qt::Key_S);
    m_held = direction;
    if (m_held != pong::Direction::None)
        QTest::keyPress(window, m_held == pong::Direction::Up ? Qt::Key_W : Qt::Key_S);
}

template <typename Widget>
Widget* DemoPlayer::find(const char* objectName) const {
    // Pages may share a name (usernameField): the one that can be seen is meant, or any while none can.
    Widget* any = nullptr;
    for (Widget* widget : m_window.findChildren<Widget*>(QLatin1StringView(objectName))) {
        any = widget;
        if (widget->isVisible())
            return widget;
    }
    if (!any)
        throw std::runtime_error(std::string("there is no ") + objectName);
    return any;
}

void DemoPlayer::click(const char* objectName) {
    auto* widget = find(objectName);
    waitFor(objectName, [widget] { return widget->isVisible() && widget->isEnabled(); });
    QTest::mouseClick(m_window.windowHandle(), Qt::LeftButton, {}, widget->mapTo(&m_window, widget->rect().center()));
}

void DemoPlayer::type(const char* objectName, const QString& text) {
    click(objectName);
    for (const QChar character : text)
        QTest::sendKeyEvent(QTest::Click, m_window.windowHandle(), Qt::Key_unknown, QString(character), {});
}

void DemoPlayer::waitFor(const char* what, const std::function<bool()>& condition, int milliseconds) {
    if (!QTest::qWaitFor(condition, milliseconds))
        throw std::runtime_error(m_name.toStdString() + " waited in vain for " + what);
}

void DemoPlayer::screenshot(const char* page) {
    if (m_screenshots.isEmpty())
        return;
    const QString file = QStringLiteral("%1-%2-%3.png")
                             .arg(m_name)
                             .arg(++m_pictures, 2, 10, QLatin1Char('0'))
                             .arg(QLatin1StringView(page));
    if (!m_window.grab().save(QDir(m_screenshots).filePath(file)))
        throw std::runtime_error("could not write the screenshot " + file.toStdString());
}

client::MatchFrame DemoPlayer::look() const {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return match()->frame(std::chrono::duration_cast<std::chrono::microseconds>(now));
}

client::MatchDriver* DemoPlayer::match() const {
    return m_window.matchPage()->driver();
}

}  // namespace demo
