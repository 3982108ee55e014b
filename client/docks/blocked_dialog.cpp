#include "client/docks/blocked_dialog.h"

#include "client/docks/people_view.h"
#include "client/models/players_model.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace client {

namespace {

constexpr int mostRows = 6;  // the list scrolls beyond

}  // namespace

BlockedDialog::BlockedDialog(const Look& look, QWidget* window)
    : DialogCard(look, tr("Blocked players"), tr("Nothing of theirs reaches you, and they are not told."), window)
    , m_players(new PlayersModel(this))
    , m_view(new PeopleView(
          look, QStringLiteral("blockedPlayers"), tr("Blocked players"),
          [](const QModelIndex&) { return FriendActions{FriendAction::Unblock}; },
          [](const QModelIndex&) { return FriendActions(); }))
    , m_note(makeParagraph(QString(), "small")) {
    setObjectName(QStringLiteral("blockedDialog"));
    m_view->setModel(m_players);
    content()->addWidget(m_note);
    content()->addWidget(m_view);
    QPushButton* close = addButton(tr("Close"), "secondary", QStringLiteral("closeBlockedButton"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_view, &PeopleView::triggered, this, [this](FriendAction, const QModelIndex& index) {
        Q_EMIT unblockRequested(index.data(friends::UserIdRole).toLongLong());
    });
    m_view->hide();
    m_note->setText(tr("Loading…"));
}

void BlockedDialog::setPlayers(const pong::wire::BlocksReply& blocks) {
    std::vector<pong::wire::Friend> people;
    for (const pong::wire::PlayerCard& card : blocks.players()) {
        pong::wire::Friend person;
        *person.mutable_player() = card;
        person.set_relation(pong::wire::RELATION_BLOCKED);
        people.push_back(person);
    }
    m_players->setPeople(std::move(people));
    showList();
}

void BlockedDialog::remove(qint64 userId) {
    m_players->remove(userId);
    showList();
}

void BlockedDialog::showList() {
    const int rows = std::min(m_players->rowCount(), mostRows);
    m_note->setText(tr("Nobody is blocked."));
    m_note->setVisible(rows == 0);
    m_view->setVisible(rows > 0);
    m_view->setFixedHeight(rows > 0 ? rows * m_view->sizeHintForRow(0) : 0);
    if (rows > 0 && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_players->index(0));
    adjust();
}

void BlockedDialog::showError(const QString& text) {
    m_note->setText(text);
    m_note->show();
    adjust();
}

}  // namespace client
