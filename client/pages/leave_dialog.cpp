#include "client/pages/leave_dialog.h"

#include <QPushButton>

namespace client {

LeaveDialog::LeaveDialog(const Look& look, const QString& opponent, bool rated, QWidget* window)
    : DialogCard(look, tr("Leave the match?"),
                 rated ? tr("%1 wins by forfeit and your rating drops.").arg(opponent)
                       : tr("%1 wins by forfeit.").arg(opponent),
                 window) {
    QPushButton* stay = addButton(tr("Stay"), "secondary", QStringLiteral("stayButton"));
    QPushButton* leave = addButton(tr("Leave match"), "danger", QStringLiteral("confirmLeaveButton"));
    stay->setDefault(true);
    stay->setFocus();
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(leave, &QPushButton::clicked, this, &QDialog::accept);
}

}  // namespace client
