#include "client/pages/login_page.h"

#include "client/pages/local_cards.h"
#include "client/pages/log_in_form.h"
#include "client/pages/scroll_page.h"
#include "client/pages/server_section.h"
#include "client/pages/statistics_footer.h"
#include "client/widgets/net_line.h"
#include "client/widgets/wordmark.h"

#include <QBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>

#include <algorithm>

namespace client {

namespace {

constexpr int lowWindow = 720;  // below this height the cards lose their pictures
constexpr int leftWidth = 544;
constexpr int rightWidth = 736;
constexpr int formWidth = 400;
constexpr int cardsWidth = 592;
constexpr int wordmarkCell = 5;

// In the middle of its column, as wide as it may be and never wider.
QWidget* centred(QWidget* content, int width, int margin) {
    content->setMaximumWidth(width);
    auto* column = new QWidget;
    auto* row = new QHBoxLayout(column);
    row->setContentsMargins(margin, 0, margin, 0);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    return column;
}

}  // namespace

LoginPage::LoginPage(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_form(new LogInForm(look))
    , m_servers(new ServerSection(look))
    , m_local(new LocalCards(look))
    , m_footer(new StatisticsFooter(look)) {
    auto* left = new QWidget;
    m_leftColumn = new QVBoxLayout(left);
    m_leftColumn->setSpacing(0);
    m_leftColumn->addWidget(new Wordmark(look, wordmarkCell));
    m_leftColumn->addSpacing(24);
    m_leftColumn->addWidget(m_form);
    m_leftColumn->addSpacing(8);
    m_leftColumn->addWidget(m_servers);
    m_leftColumn->addStretch();

    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 32, 0, 32);
    rightColumn->addStretch(2);
    rightColumn->addWidget(m_local);
    rightColumn->addStretch(3);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(makeScrollPage(centred(left, formWidth, 32)), leftWidth);
    columns->addWidget(new NetLine(look));
    columns->addWidget(makeScrollPage(centred(right, cardsWidth, 24)), rightWidth);

    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addLayout(columns, 1);
    page->addWidget(m_footer);

    connect(m_form, &LogInForm::logInRequested, this, &LoginPage::logInRequested);
    connect(m_form, &LogInForm::signUpRequested, this, &LoginPage::signUpRequested);
    connect(m_form, &LogInForm::forgottenPasswordRequested, this, &LoginPage::forgottenPasswordRequested);
    connect(m_servers, &ServerSection::serverChosen, this, &LoginPage::serverChosen);
    connect(m_servers, &ServerSection::serverAdded, this, &LoginPage::serverAdded);
    connect(m_local, &LocalCards::localMatchRequested, this, &LoginPage::localMatchRequested);
}

void LoginPage::setServers(const QList<ServerChoice>& servers, const QString& chosen) {
    m_servers->setServers(servers, chosen);
    const auto found = std::find_if(servers.begin(), servers.end(),
                                    [&chosen](const ServerChoice& server) { return server.address == chosen; });
    const QString name = found == servers.end() || found->name.isEmpty() ? chosen : found->name;
    m_footer->setServerName(name);
}

void LoginPage::setStatistics(const std::optional<ServerStatistics>& statistics) {
    m_footer->setStatistics(statistics);
}

void LoginPage::setUsername(const QString& username) {
    m_form->setUsername(username);
}

void LoginPage::setAiLevel(int level) {
    m_local->setAiLevel(level);
}

void LoginPage::setBusy(bool busy) {
    m_form->setBusy(busy);
}

void LoginPage::showError(const QString& field, const QString& text) {
    if (field == QLatin1String("address"))
        m_servers->showError(text);
    else
        m_form->showError(field, text);
}

void LoginPage::showWait(std::chrono::milliseconds time) {
    m_form->showWait(time);
}

QString LoginPage::username() const {
    return m_form->username();
}

bool LoginPage::staysSignedIn() const {
    return m_form->staysSignedIn();
}

void LoginPage::reset() {
    m_form->reset();
}

void LoginPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_form->takeFocus();
}

void LoginPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool low = event->size().height() < lowWindow;
    m_local->setPicturesShown(!low);
    m_leftColumn->setContentsMargins(0, low ? 24 : 40, 0, low ? 16 : 32);
}

}  // namespace client
