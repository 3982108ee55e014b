#include "client/pages/live_view.h"

#include "client/models/live_matches_model.h"
#include "client/pages/live_row_delegate.h"
#include "client/widgets/look.h"

namespace client {

LiveView::LiveView(const Look& look, const QString& objectName, QWidget* parent) : QListView(parent) {
    setObjectName(objectName);
    setAccessibleName(tr("Live now"));
    setFrameShape(QFrame::NoFrame);
    auto* rows = new LiveRowDelegate(look, this);
    setItemDelegate(rows);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    const auto watch = [this](const QModelIndex& row) {
        Q_EMIT watchRequested(row.data(LiveMatchesModel::MatchIdRole).toLongLong());
    };
    connect(rows, &LiveRowDelegate::watchRequested, this, watch);
    connect(this, &QListView::activated, this, watch);
    connect(&look, &Look::changed, this, &QListView::doItemsLayout);
}

}  // namespace client
