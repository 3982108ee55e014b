#include "client/docks/add_friend_dialog.h"

#include "client/docks/people_view.h"
#include "client/models/players_model.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr auto searchAfter = 200ms;
constexpr int longestName = 20;
constexpr int mostRows = 5;  // the list scrolls beyond

QString nameOf(const QModelIndex& index) {
    return index.data(friends::NameRole).toString();
}

}  // namespace

AddFriendDialog::AddFriendDialog(const Look& look, QWidget* window)
    : DialogCard(look, tr("Add a friend"), tr("They are asked, and appear in your list once they accept."), window)
    , m_name(new Field(look, tr("Player's name"), QStringLiteral("friendNameField")))
    , m_found(new PlayersModel(this))
    , m_view(new PeopleView(
          look, QStringLiteral("foundPlayers"), tr("Players whose names begin so"),
          [](const QModelIndex&) { return FriendActions(); }, [](const QModelIndex&) { return FriendActions(); }))
    , m_send(new BusyButton(look, tr("Send request"), "primary", QStringLiteral("sendRequestButton")))
    , m_debounce(new QTimer(this)) {
    setObjectName(QStringLiteral("addFriendDialog"));
    m_name->edit()->setMaxLength(longestName);
    m_name->edit()->installEventFilter(this);
    m_view->setModel(m_found);
    m_view->setFocusPolicy(Qt::NoFocus);  // chosen from the field
    content()->addWidget(m_name);
    content()->addWidget(m_view);
    QPushButton* blocked = addButton(tr("Blocked players"), "ghost", QStringLiteral("blockedPlayersButton"));
    QPushButton* close = addButton(tr("Close"), "secondary", QStringLiteral("closeAddFriendButton"));
    addButton(m_send);
    showList();

    m_debounce->setSingleShot(true);
    m_debounce->setInterval(searchAfter);
    connect(m_debounce, &QTimer::timeout, this, [this] { Q_EMIT searchRequested(m_name->text().trimmed()); });
    connect(m_name, &Field::textEdited, this, &AddFriendDialog::noteText);
    connect(m_name, &Field::submitted, this, &AddFriendDialog::submit);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_name->setText(nameOf(index));
        m_name->edit()->setFocus();
    });
    connect(m_view, &QListView::doubleClicked, this, &AddFriendDialog::submit);
    connect(m_send, &QPushButton::clicked, this, &AddFriendDialog::submit);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(blocked, &QPushButton::clicked, this, [this] {
        Q_EMIT blockedRequested();
        reject();
    });
    m_name->edit()->setFocus();
}

void AddFriendDialog::noteText(const QString& text) {
    m_name->setError(QString());
    if (text.trimmed().isEmpty()) {
        m_debounce->stop();
        m_found->setPeople({});
        showList();
    } else {
        m_debounce->start();
    }
}

void AddFriendDialog::setFound(const QString& prefix, std::vector<pong::wire::Friend> players) {
    if (prefix != m_name->text().trimmed())
        return;
    m_found->setPeople(std::move(players));
    showList();
}

void AddFriendDialog::showList() {
    const int rows = std::min(m_found->rowCount(), mostRows);
    m_view->setVisible(rows > 0);
    m_view->setFixedHeight(rows > 0 ? rows * m_view->sizeHintForRow(0) : 0);
    adjust();
}

void AddFriendDialog::choose(int step) {
    const int rows = m_found->rowCount();
    if (rows == 0)
        return;
    const QModelIndex current = m_view->currentIndex();
    const int row = current.isValid() ? std::clamp(current.row() + step, 0, rows - 1) : step > 0 ? 0 : rows - 1;
    m_view->setCurrentIndex(m_found->index(row));
    m_name->setText(nameOf(m_view->currentIndex()));
}

void AddFriendDialog::submit() {
    if (m_send->isBusy())
        return;
    m_debounce->stop();
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        showError(tr("Type a player's name."));
    else
        Q_EMIT addRequested(name);
}

void AddFriendDialog::setBusy(bool busy) {
    m_send->setBusy(busy);
}

void AddFriendDialog::showError(const QString& text) {
    m_name->setError(text);
    m_name->edit()->setFocus();
    m_name->edit()->selectAll();
}

bool AddFriendDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_name->edit() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            choose(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
    }
    return DialogCard::eventFilter(watched, event);
}

}  // namespace client
