#pragma once

// The matches of one player in a MatchList: the model behind it, and everything between the two. Main thread only.

#include "client/models/history_model.h"

#include <QObject>

namespace client {

class Connection;
class MatchList;

// Where a HistoryModel gets its pages; the connection must be closed before the model is destroyed.
HistoryModel::Source historyPagesOf(Connection& connection);

class ListedMatches : public QObject {
    Q_OBJECT

 public:
    // Neither is owned; both must outlive this, and the connection must be closed before.
    ListedMatches(MatchList& list, Connection& connection);

    HistoryModel& model() { return m_model; }
    // The first page of the filter that is chosen.
    void load();

 private:
    void showState(HistoryModel::State state);

    MatchList& m_list;
    HistoryModel m_model;
};

}  // namespace client
