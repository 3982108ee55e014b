#pragma once

// Who plays in a tournament, by the roles of participant_roles.h: those who are still in, then those who are out, by
// the round they came to. Main thread only.

#include "client/models/participant_roles.h"
#include "client/models/row_list_model.h"
#include "client/models/tournament_view.h"

namespace client {

struct ParticipantRow {
    bool isSame(const ParticipantRow& other) const {
        return player.userId == other.player.userId && heading == other.heading;
    }

    QString heading;  // empty: a participant
    TournamentPlayer player;
    bool isMe = false;
    participants::Doing doing = participants::Doing::Nothing;
    QString opponent;
    std::array<int, 2> score{};  // the participant's first
};

class ParticipantsModel : public RowListModel<ParticipantRow> {
    Q_OBJECT

 public:
    using RowListModel::RowListModel;

    QVariant data(const QModelIndex& index, int role) const override;

    void setTournament(const TournamentView& tournament);
    // Without the headings.
    int participants() const { return m_participants; }

 private:
    int m_participants = 0;
};

}  // namespace client
