#pragma once

// The list of a tournament's participants, in the dock and on the page of one that has not started. Enter and a click
// ask for the person's page. Main thread only.

#include <QListView>

namespace client {

class Look;
class ParticipantsModel;

class ParticipantsView : public QListView {
    Q_OBJECT

 public:
    ParticipantsView(const Look& look, const QString& objectName, QWidget* parent = nullptr);

    // Not owned.
    void setParticipants(ParticipantsModel* model);

 Q_SIGNALS:
    void playerRequested(qint64 userId);

 protected:
    void focusInEvent(QFocusEvent* event) override;
};

}  // namespace client
