#pragma once

// All matches that can be watched, as far as the server lists them, the most watched first. Main thread only.
//
// Object names: liveDialog, allLiveView, liveNote, closeLiveButton.

#include "client/widgets/dialog_card.h"

#include <QPointer>

namespace client {

class LiveMatchesModel;
class LiveView;

class LiveDialog : public DialogCard {
    Q_OBJECT

 public:
    // The model is not owned.
    LiveDialog(const Look& look, LiveMatchesModel* model, QWidget* window);

 Q_SIGNALS:
    // It closes then.
    void watchRequested(qint64 matchId);

 private:
    void showNote();

    QPointer<LiveMatchesModel> m_model;
    LiveView* m_view;
    QLabel* m_note;
};

}  // namespace client
