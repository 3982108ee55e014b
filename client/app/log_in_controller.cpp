#include "client/app/log_in_controller.h"

#include "client/app/form_request.h"
#include "client/pages/confirm_email_page.h"
#include "client/pages/login_page.h"
#include "client/pages/main_window.h"
#include "client/pages/sign_up_page.h"

#include <QSysInfo>

namespace client {

using Page = MainWindow::Page;
using Way = TwoFactorPage::Way;

namespace {

// What the account's device list will show.
std::string thisDevice() {
    constexpr qsizetype mostCharacters = 80;
    const QString device = QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::machineHostName();
    return device.left(mostCharacters).toStdString();
}

pong::wire::TwoFactorMethod methodOf(Way way) {
    switch (way) {
        case Way::App:
            return pong::wire::TWO_FACTOR_APP;
        case Way::Email:
            return pong::wire::TWO_FACTOR_EMAIL;
        case Way::Recovery:
            break;
    }
    return pong::wire::TWO_FACTOR_RECOVERY;
}

// Those that this program knows, the quickest first.
QList<Way> waysOf(const pong::wire::TwoFactorChallenge& challenge) {
    QList<Way> ways;
    for (const Way way : {Way::App, Way::Email, Way::Recovery})
        if (std::count(challenge.methods().begin(), challenge.methods().end(), methodOf(way)) > 0)
            ways.append(way);
    return ways;
}

}  // namespace

LogInController::LogInController(MainWindow& window, Connection& connection, KeptSignIn& kept)
    : m_window(window), m_connection(connection), m_kept(kept), m_tasks(QStringLiteral("log in")) {
    m_challengeEnd.setSingleShot(true);
    connect(&m_challengeEnd, &QTimer::timeout, this, [this] { endChallenge(tr("This took too long. Log in again.")); });
    connectPages();
}

void LogInController::connectPages() {
    LoginPage* login = m_window.loginPage();
    connect(login, &LoginPage::logInRequested, this, [this](const QString& name, const QString& password, bool stay) {
        m_tasks.run(logIn(name, password, stay));
    });
    connect(login, &LoginPage::signUpRequested, this, [this] { m_window.showPage(Page::SignUp); });
    SignUpPage* signUpPage = m_window.signUpPage();
    connect(signUpPage, &SignUpPage::signUpRequested, this,
            [this](const QString& name, const QString& email, const QString& password) {
                m_tasks.run(signUp(name, email, password));
            });
    connect(signUpPage, &SignUpPage::backRequested, this, [this] { m_window.showPage(Page::Login); });
    TwoFactorPage* code = m_window.twoFactorPage();
    connect(code, &TwoFactorPage::codeWanted, this, [this] { m_tasks.run(sendCode()); });
    connect(code, &TwoFactorPage::codeEntered, this,
            [this](Way way, const QString& typed, bool trust) { m_tasks.run(enterCode(way, typed, trust)); });
    connect(code, &TwoFactorPage::backRequested, this, [this] { endChallenge({}); });
}

QCoro::Task<void> LogInController::logIn(QString name, QString password, bool stay) {
    LoginPage* page = m_window.loginPage();
    const auto server = m_connection.server();
    const QString atServer = QStringLiteral("address");
    if (!server) {
        page->showError(atServer, tr("Choose a server, or add its address."));
        co_return;
    }
    page->setBusy(true);
    const QString trust = co_await m_kept.trustToken(*server, name);
    pong::wire::LogInRequest body;
    body.set_username(name.toStdString());
    body.set_password(password.toStdString());
    body.set_device(thisDevice());
    body.set_trust_token(trust.toStdString());
    if (server != m_connection.server()) {  // the password is not for another one
        page->setBusy(false);
        co_return;
    }
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (!reply.ok() && reply.failure().kind() == Failure::Kind::NotConnected)
        page->showError(atServer, tr("There is no connection to this server. Try again."));
    else if (!reply.ok())
        showFailure(page, reply.failure());
    else if (reply->has_two_factor())
        begin(reply->two_factor(), name, stay);
    else
        m_tasks.run(admit(reply->signed_in(), name, {}, stay));
}

QCoro::Task<void> LogInController::signUp(QString username, QString email, QString password) {
    SignUpPage* page = m_window.signUpPage();
    if (!m_connection.server()) {
        page->showError({}, tr("Go back and choose a server first."));
        co_return;
    }
    pong::wire::SignUpRequest body;
    body.set_username(username.toStdString());
    body.set_email(email.toStdString());
    body.set_password(password.toStdString());
    body.set_device(thisDevice());
    const bool stay = m_window.loginPage()->staysSignedIn();
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (reply.ok())
        m_tasks.run(admit(reply.value(), username, email, stay));
    else
        showFailure(page, reply.failure());
}

void LogInController::begin(const pong::wire::TwoFactorChallenge& challenge, const QString& name, bool stay) {
    const QList<Way> ways = waysOf(challenge);
    if (ways.isEmpty()) {
        m_window.loginPage()->showError({}, tr("This account asks for a second factor that this program does not "
                                               "know. Update it to log in."));
        return;
    }
    m_challenge = Challenge{challenge.challenge(), name, stay};
    m_challengeEnd.start(std::chrono::seconds(challenge.expires_in_s()));
    m_window.loginPage()->reset();
    m_window.showPage(Page::TwoFactor);
    m_window.twoFactorPage()->begin(ways, QString::fromStdString(m_connection.welcome().server_name()),
                                    QString::fromStdString(challenge.masked_email()));
}

void LogInController::endChallenge(const QString& why) {
    m_challenge.reset();
    m_challengeEnd.stop();
    m_window.twoFactorPage()->reset();
    if (m_window.page() != Page::TwoFactor)
        return;
    m_window.showPage(Page::Login);
    if (!why.isEmpty())
        m_window.loginPage()->showError({}, why);
}

QCoro::Task<void> LogInController::sendCode() {
    if (!m_challenge)
        co_return;
    pong::wire::LogInSendCodeRequest body;
    body.set_challenge(m_challenge->id);
    auto request = askWhenReady(m_connection, std::move(body));
    const auto reply = co_await request;
    TwoFactorPage* page = m_window.twoFactorPage();
    if (reply.ok())
        page->noteCodeSent(QString::fromStdString(reply->masked_email()),
                           std::chrono::seconds(reply->resend_after_s()));
    else if (reply.failure().code() == pong::wire::REFUSAL_NOT_SIGNED_IN)
        endChallenge(reply.failure().text());
    else
        showNotSent(page, reply.failure());
}

QCoro::Task<void> LogInController::enterCode(Way way, QString code, bool trust) {
    if (!m_challenge)
        co_return;
    const Challenge challenge = *m_challenge;
    TwoFactorPage* page = m_window.twoFactorPage();
    pong::wire::LogInCodeRequest body;
    body.set_challenge(challenge.id);
    body.set_method(methodOf(way));
    body.set_code(code.toStdString());
    body.set_trust_device(trust);
    auto request = submitForm(m_connection, page, std::move(body));
    const auto reply = co_await request;
    if (reply.ok()) {
        m_challenge.reset();
        m_challengeEnd.stop();
        page->reset();
        m_tasks.run(admit(reply.value(), challenge.name, {}, challenge.stay));
    } else if (reply.failure().code() == pong::wire::REFUSAL_NOT_SIGNED_IN) {
        endChallenge(reply.failure().text());
    } else {
        const bool isAtCode = reply.failure().field() == QLatin1String("code") && way == Way::Recovery;
        showFailure(page, reply.failure(), isAtCode ? QStringLiteral("recovery") : reply.failure().field());
    }
}

// The connection is signed in already, and home is shown.
QCoro::Task<void> LogInController::admit(pong::wire::SignedIn signedIn, QString name, QString email, bool stay) {
    const auto server = m_connection.server();
    if (!server)
        co_return;
    m_kept.noteAccount(*server, QString::fromStdString(signedIn.me().username()));
    if (signedIn.deletion_cancelled())
        m_window.showToast(MainWindow::Notice::Done, tr("Your account is kept"),
                           tr("Logging in has called off its deletion."));
    if (signedIn.email_unconfirmed() && m_window.page() == Page::Home) {
        m_window.confirmEmailPage()->begin(email);
        m_window.showPage(Page::ConfirmEmail);
    }
    co_await keep(*server, signedIn, name, stay);
}

QCoro::Task<void> LogInController::keep(ServerAddress server, pong::wire::SignedIn signedIn, QString name, bool stay) {
    const QString account = QString::fromStdString(signedIn.me().username());
    const QString trust = QString::fromStdString(signedIn.trust_token());
    if (stay) {
        const KeptIn where = co_await m_kept.keep(server, account, QString::fromStdString(signedIn.token()));
        tell(where);
    } else {
        m_kept.forget(server);
    }
    if (trust.isEmpty())
        co_return;
    // Both ways to log in: the name, and the e-mail address where that was typed.
    const KeptIn where = co_await m_kept.keepTrust(server, account, trust);
    if (name.compare(account, Qt::CaseInsensitive) != 0)
        co_await m_kept.keepTrust(server, name, trust);
    tell(where);
}

void LogInController::tell(KeptIn where) {
    if (where == KeptIn::Nowhere)
        m_window.showToast(MainWindow::Notice::Problem, tr("You will have to log in again next time"),
                           tr("The sign-in could not be kept on this computer."));
    else if (where == KeptIn::File && m_kept.takeFileNotice())
        m_window.showToast(MainWindow::Notice::Information, tr("Your sign-in is kept in a file"),
                           tr("No keyring was found. Only you can read it."));
}

}  // namespace client
