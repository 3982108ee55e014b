#pragma once

// Matches that can be watched right now, by the roles below. A new list keeps the rows that stay where they are, so
// that a selection survives. Main thread only.

#include <QAbstractListModel>

#include <shared/protocol/invitations.pb.h>
#include <vector>

namespace client {

class LiveMatchesModel : public QAbstractListModel {
    Q_OBJECT

 public:
    enum Role {
        MatchIdRole = Qt::UserRole + 1,  // qint64
        LeftNameRole,                    // QString
        RightNameRole,                   // QString
        LeftAvatarUrlRole,               // QString; empty: the drawn default of the name
        RightAvatarUrlRole,              // QString
        LeftScoreRole,                   // int
        RightScoreRole,                  // int
        SpectatorsRole                   // int
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    // All that are live, perhaps more than there are rows.
    int total() const { return m_total; }

    void setMatches(const pong::wire::LiveMatchesReply& reply);
    void clear();

 Q_SIGNALS:
    void totalChanged(int total);

 private:
    std::vector<pong::wire::LiveMatchInfo> m_matches;
    int m_total = 0;
};

}  // namespace client
