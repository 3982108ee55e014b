#include "client/models/participants_model.h"

namespace client {

using participants::Doing;

namespace {

// What the participant does in a match that is not over; false: not in it.
bool findDoing(const TournamentView& tournament, const TournamentMatch& match, int player, ParticipantRow& row) {
    const int side = match.isOver() ? -1 : TournamentView::sideOf(match, player);
    if (side < 0)
        return false;
    const TournamentMatch::Place& mine = match.places[static_cast<std::size_t>(side)];
    const TournamentMatch::Place& theirs = match.places[static_cast<std::size_t>(1 - side)];
    if (const TournamentPlayer* opponent = tournament.player(match, 1 - side))
        row.opponent = opponent->info.name;
    row.score = {mine.score, theirs.score};
    const bool isReady = match.state == TournamentMatch::State::Called && mine.isReady;
    row.doing = match.state == TournamentMatch::State::Live ? Doing::Plays : isReady ? Doing::Ready : Doing::Next;
    return true;
}

ParticipantRow rowOf(const TournamentView& tournament, int player) {
    ParticipantRow row;
    row.player = tournament.players[static_cast<std::size_t>(player)];
    row.isMe = player == tournament.me;
    if (player == tournament.winner)
        row.doing = Doing::Champion;
    else if (row.player.gaveUp)
        row.doing = Doing::GaveUp;
    else if (tournament.matches.empty() && row.player.userId == tournament.organiserId)
        row.doing = Doing::Organises;
    for (const TournamentMatch& match : tournament.matches)
        if (findDoing(tournament, match, player, row))
            break;
    return row;
}

}  // namespace

QVariant ParticipantsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ParticipantRow& row = this->row(index);
    switch (role) {
        case participants::IsHeadingRole:
            return !row.heading.isEmpty();
        case Qt::DisplayRole:
            return row.heading.isEmpty() ? row.player.info.name : row.heading;
        case participants::UserIdRole:
            return row.player.userId;
        case participants::NameRole:
            return row.player.info.name;
        case participants::AvatarUrlRole:
            return row.player.info.avatarUrl;
        case participants::RatingRole:
            return row.player.info.rating;
        case participants::IsMeRole:
            return row.isMe;
        case participants::IsOutRole:
            return row.player.isOut;
        case participants::DoingRole:
            return QVariant::fromValue(row.doing);
        case participants::OpponentNameRole:
            return row.opponent;
        case participants::OwnScoreRole:
            return row.score[0];
        case participants::OpponentScoreRole:
            return row.score[1];
        default:
            return {};
    }
}

void ParticipantsModel::setTournament(const TournamentView& tournament) {
    std::vector<ParticipantRow> rows;
    const int count = static_cast<int>(tournament.players.size());
    // 0: those who are still in; then from the last round to the first.
    const auto add = [&](int outInRound, const QString& heading) {
        std::vector<ParticipantRow> group;
        for (int player = 0; player < count; ++player) {
            const TournamentPlayer& each = tournament.players[static_cast<std::size_t>(player)];
            if ((each.isOut ? each.outInRound : 0) == outInRound)
                group.push_back(rowOf(tournament, player));
        }
        if (group.empty())
            return;
        ParticipantRow head;
        head.heading = heading.arg(group.size());
        rows.push_back(std::move(head));
        rows.insert(rows.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
    };
    const bool isOver = tournament.state == tournaments::State::Finished;
    add(0, tournament.matches.empty() ? tr("Joined · %1") : isOver ? tr("Champion · %1") : tr("Still in · %1"));
    for (int round = tournament.rounds; round > 0; --round)
        add(round, tr("Out in round %1 · %2").arg(round).arg(QStringLiteral("%1")));
    m_participants = count;
    setRows(std::move(rows));
}

}  // namespace client
