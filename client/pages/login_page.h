#pragma once

// The first page: log in and the choice of the server at the left, play without any server at the right, the chosen
// server's all-time figures below. Knows no connection: it emits what is asked for and shows what it is told. Main
// thread only.
//
// Object names: usernameField, passwordField, forgottenPasswordButton, stayCheckBox, logInButton, signUpButton,
// logInError, serverList, addAddressButton, addressField, confirmAddressButton, cancelAddressButton,
// playTogetherButton, playAiButton, aiLevel.

#include "client/pages/local_match_options.h"
#include "client/pages/server_choice.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QVBoxLayout;

namespace client {

class LocalCards;
class LogInForm;
class Look;
class ServerSection;
class StatisticsFooter;

class LoginPage : public QWidget {
    Q_OBJECT

 public:
    explicit LoginPage(const Look& look, QWidget* parent = nullptr);

    // The servers to choose from, in the order to show them, and the address of the one that log in goes to.
    void setServers(const QList<ServerChoice>& servers, const QString& chosen);
    // Of the chosen server; nothing while it is not known.
    void setStatistics(const std::optional<ServerStatistics>& statistics);
    void setUsername(const QString& username);
    void setAiLevel(int level);

    // While a log in is on its way the form rests.
    void setBusy(bool busy);
    // At the field that `field` names ("username", "password" or "address"), else above the buttons.
    void showError(const QString& field, const QString& text);
    // The server wants no further try of this account before this time has passed.
    void showWait(std::chrono::milliseconds time);
    // What stands in the form.
    QString username() const;
    bool staysSignedIn() const;
    // Forgets the password and every error.
    void reset();

 Q_SIGNALS:
    void logInRequested(const QString& username, const QString& password, bool staySignedIn);
    void signUpRequested();
    void forgottenPasswordRequested();
    void serverChosen(const QString& address);
    void serverAdded(const QString& address);
    // The options page is wanted for this mode; `aiLevel` as chosen on the card.
    void localMatchRequested(client::LocalMode mode, int aiLevel);

 protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    QVBoxLayout* m_leftColumn;
    LogInForm* m_form;
    ServerSection* m_servers;
    LocalCards* m_local;
    StatisticsFooter* m_footer;
};

}  // namespace client
