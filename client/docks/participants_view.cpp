#include "client/docks/participants_view.h"

#include "client/docks/participant_delegate.h"
#include "client/models/participants_model.h"
#include "client/widgets/look.h"

namespace client {

ParticipantsView::ParticipantsView(const Look& look, const QString& objectName, QWidget* parent) : QListView(parent) {
    setObjectName(objectName);
    setAccessibleName(tr("Participants"));
    setItemDelegate(new ParticipantDelegate(look, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    viewport()->setAutoFillBackground(false);
    const auto open = [this](const QModelIndex& row) {
        if (!row.data(participants::IsHeadingRole).toBool())
            Q_EMIT playerRequested(row.data(participants::UserIdRole).toLongLong());
    };
    connect(this, &QListView::activated, this, open);
    connect(this, &QListView::clicked, this, open);
    connect(&look, &Look::changed, this, &QListView::doItemsLayout);
}

void ParticipantsView::setParticipants(ParticipantsModel* model) {
    setModel(model);
}

void ParticipantsView::focusInEvent(QFocusEvent* event) {
    QListView::focusInEvent(event);
    constexpr int firstPerson = 1;  // after the heading
    if (!currentIndex().isValid() && model() && model()->rowCount() > firstPerson)
        setCurrentIndex(model()->index(firstPerson, 0));
}

}  // namespace client
