#include "client/app/invitation_controller.h"

#include "client/pages/main_window.h"
#include "client/widgets/toast.h"

namespace client {

using namespace std::chrono_literals;
using Ended = pong::wire::InvitationEnded;
using Notice = MainWindow::Notice;

namespace {

// A challenge leaves the screen before it ends; the inbox still has it.
constexpr auto challengeStays = 20s;

QString keyOf(qint64 invitationId) {
    return QStringLiteral("invitation%1").arg(invitationId);
}

QString nameOf(const pong::wire::PlayerCard& card) {
    return QString::fromStdString(card.username());
}

}  // namespace

InvitationController::InvitationController(MainWindow& window, Connection& connection)
    : m_window(window), m_connection(connection), m_tasks(QStringLiteral("invitations")) {
    connect(&m_connection, &Connection::event, this, &InvitationController::receive);
    // The server forgets them with the connection, and tells again those that still stand at the next sign-in.
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (state != ConnectionState::SignedIn)
            forgetAll();
    });
}

void InvitationController::invite(qint64 userId) {
    m_tasks.run(sendInvite(userId));
}

void InvitationController::showAgain(qint64 invitationId) {
    const auto open = m_open.find(invitationId);
    if (open != m_open.end())
        showOpen(pong::wire::Invitation(open->second));
    else
        m_window.showToast(Notice::Information, tr("This invitation is no longer open"),
                           tr("You can invite in your turn."));
}

void InvitationController::answer(qint64 invitationId, bool accept) {
    m_tasks.run(sendAnswer(invitationId, accept));
}

QCoro::Task<void> InvitationController::sendInvite(qint64 userId) {
    pong::wire::InviteRequest body;
    body.set_user_id(userId);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok())  // else its event shows it
        m_window.showToast(Notice::Problem, tr("No invitation was sent"), reply.failure().text());
}

QCoro::Task<void> InvitationController::sendAnswer(qint64 invitationId, bool accept) {
    m_window.dismissToast(keyOf(invitationId));
    pong::wire::InvitationAnswerRequest body;
    body.set_invitation_id(invitationId);
    body.set_accept(accept);
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    if (!reply.ok() && accept)
        m_window.showToast(Notice::Problem, tr("The match cannot begin"), reply.failure().text());
}

QCoro::Task<void> InvitationController::sendCancel(qint64 invitationId) {
    pong::wire::InvitationCancelRequest body;
    body.set_invitation_id(invitationId);
    auto request = m_connection.request(std::move(body));
    // Too late or not sent at all: what became of it is told by its own event, and a lost connection ends it.
    co_await request;
}

void InvitationController::receive(const pong::wire::ServerMessage& event) {
    if (event.has_invitation_received())
        showOpen(event.invitation_received().invitation());
    else if (event.has_invitation_ended())
        showEnd(event.invitation_ended());
}

bool InvitationController::isMine(const pong::wire::Invitation& invitation) const {
    return m_connection.me() && m_connection.me()->user_id() == invitation.from().user_id();
}

void InvitationController::showOpen(const pong::wire::Invitation& invitation) {
    const qint64 id = invitation.id();
    m_open[id] = invitation;
    if (isMine(invitation)) {
        const ToastAction cancel{tr("Cancel"), QStringLiteral("cancelInvitationButton"),
                                 [this, id] { m_tasks.run(sendCancel(id)); }};
        m_window.showToastWithActions(keyOf(id), Notice::Information, tr("Waiting for %1").arg(nameOf(invitation.to())),
                                      tr("Friendly match, not rated."), {cancel}, 0ms);
        return;
    }
    const ToastAction accept{tr("Accept"), QStringLiteral("acceptInvitationButton"), [this, id] { answer(id, true); }};
    const ToastAction decline{tr("Decline"), QStringLiteral("declineInvitationButton"),
                              [this, id] { answer(id, false); }};
    m_window.showToastWithActions(keyOf(id), Notice::Information,
                                  tr("%1 invites you to play").arg(nameOf(invitation.from())),
                                  tr("Friendly match, not rated."), {accept, decline}, challengeStays);
}

void InvitationController::showEnd(const Ended& ended) {
    const qint64 id = ended.invitation().id();
    m_window.dismissToast(keyOf(id));
    m_open.erase(id);
    const bool mine = isMine(ended.invitation());
    const QString other = nameOf(mine ? ended.invitation().to() : ended.invitation().from());
    const auto say = [this](const QString& title, const QString& text) {
        m_window.showToast(Notice::Information, title, text);
    };
    switch (ended.reason()) {
        case Ended::DECLINED:
            if (mine)
                say(tr("%1 declined").arg(other), tr("Perhaps another time."));
            break;
        case Ended::CANCELLED:
            if (!mine)
                say(tr("%1 took the invitation back").arg(other), {});
            break;
        case Ended::EXPIRED:
            say(mine ? tr("%1 did not answer").arg(other) : tr("The invitation of %1 has ended").arg(other),
                mine ? tr("You can invite again.") : tr("It was open for a minute."));
            break;
        case Ended::UNAVAILABLE:
            say(tr("No match with %1").arg(other), tr("One of you has left or plays another match."));
            break;
        default:
            break;  // accepted: the match itself comes
    }
}

void InvitationController::forgetAll() {
    for (const auto& [id, invitation] : m_open)
        m_window.dismissToast(keyOf(id));
    m_open.clear();
}

}  // namespace client
