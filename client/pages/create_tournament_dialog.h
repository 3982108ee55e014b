#pragma once

// Name, size and points of a new tournament. It knows no sockets. Main thread only.
//
// Object names: createTournamentDialog, tournamentNameField, tournamentSize, tournamentPoints, keepTournamentButton,
// makeTournamentButton.

#include "client/widgets/dialog_card.h"

namespace client {

class BusyButton;
class Field;
class Segmented;

class CreateTournamentDialog : public DialogCard {
    Q_OBJECT

 public:
    CreateTournamentDialog(const Look& look, QWidget* window);

    void setBusy(bool busy);
    void showError(const QString& text);

 Q_SIGNALS:
    void createRequested(const QString& name, int size, int pointsToWin);

 private:
    void addChoice(const QString& label, Segmented* choice);
    void submit();

    Field* m_name;
    Segmented* m_size;
    Segmented* m_points;
    BusyButton* m_create;
};

}  // namespace client
