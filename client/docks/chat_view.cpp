#include "client/docks/chat_view.h"

#include "client/docks/chat_delegate.h"
#include "client/widgets/labels.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace client {

namespace {

constexpr int endTolerance = 8;  // pixels from the end that still count as the end

}  // namespace

ChatView::ChatView(ChatDelegate* delegate, QWidget* parent) : QListView(parent), m_delegate(delegate) {
    setItemDelegate(delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // a width that changes would lay all out anew
    setResizeMode(QListView::Adjust);
    verticalScrollBar()->setSingleStep(24);
    viewport()->setAutoFillBackground(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ChatView::noteScroll);
}

void ChatView::setModel(QAbstractItemModel* model) {
    disconnect(m_reset);
    m_anchor = QModelIndex();
    setAtEnd(true);
    QListView::setModel(model);
    if (model)
        m_reset = connect(model, &QAbstractItemModel::modelReset, this, [this] {
            m_anchor = QModelIndex();
            setAtEnd(true);
            scheduleDelayedItemsLayout();
        });
}

void ChatView::doItemsLayout() {
    {
        const QScopedValueRollback<bool> arranging(m_arranging, true);
        QListView::doItemsLayout();
        restToEnd();
        QScrollBar* bar = verticalScrollBar();
        if (m_atEnd)
            bar->setValue(bar->maximum());
        else if (m_anchor.isValid())
            bar->setValue(bar->value() + visualRect(m_anchor).top() - m_anchorTop);
    }
    noteScroll();
}

void ChatView::restToEnd() {
    const int spare = std::max(0, viewport()->height() + m_topMargin - contentsSize().height());
    if (std::exchange(m_topMargin, spare) != spare)
        setViewportMargins(0, spare, 0, 0);
    // A bar that stays, so that no width changes, and is not seen where there is nothing to scroll.
    verticalScrollBar()->setEnabled(spare == 0);
}

void ChatView::goToEnd() {
    setAtEnd(true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ChatView::noteScroll() {
    if (m_arranging || !model())
        return;
    const QScrollBar* bar = verticalScrollBar();
    setAtEnd(bar->value() >= bar->maximum() - endTolerance);
    m_anchor = indexAt(QPoint(viewport()->width() / 2, 0));
    m_anchorTop = m_anchor.isValid() ? visualRect(m_anchor).top() : 0;
    const int near = 2 * viewport()->height();
    if (bar->value() < near)
        Q_EMIT olderWanted();
    if (bar->value() > bar->maximum() - near)
        Q_EMIT newerWanted();
}

void ChatView::setAtEnd(bool atEnd) {
    if (std::exchange(m_atEnd, atEnd) != atEnd)
        Q_EMIT atEndChanged(atEnd);
}

void ChatView::mouseMoveEvent(QMouseEvent* event) {
    QListView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->pos());
    const bool acts = index.isValid() && m_delegate->partAt(visualRect(index), index, event->pos()).kind !=
                                             ChatDelegate::Part::Kind::Nothing;
    viewport()->setCursor(acts ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ChatView::mouseReleaseEvent(QMouseEvent* event) {
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid())
        act(index, event->pos());
}

void ChatView::act(const QModelIndex& index, const QPoint& position) {
    const ChatDelegate::Part part = m_delegate->partAt(visualRect(index), index, position);
    switch (part.kind) {
        case ChatDelegate::Part::Kind::Sender:
            Q_EMIT menuWanted(index, viewport()->mapToGlobal(position));
            break;
        case ChatDelegate::Part::Kind::Link:
            Q_EMIT linkWanted(part.link);
            break;
        case ChatDelegate::Part::Kind::Retry:
            Q_EMIT retryWanted(index);
            break;
        case ChatDelegate::Part::Kind::Nothing:
            break;
    }
}

void ChatView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        Q_EMIT menuWanted(index, byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void ChatView::keyPressEvent(QKeyEvent* event) {
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (opens && currentIndex().isValid())
        Q_EMIT menuWanted(currentIndex(), viewport()->mapToGlobal(visualRect(currentIndex()).center()));
    else
        QListView::keyPressEvent(event);
}

// Over a link: where it leads.
bool ChatView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QListView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const ChatDelegate::Part part =
        index.isValid() ? m_delegate->partAt(visualRect(index), index, help->pos()) : ChatDelegate::Part();
    if (part.kind == ChatDelegate::Part::Kind::Link)
        QToolTip::showText(help->globalPos(), plainToolTip(shownTarget(part.link)), viewport());
    else
        QToolTip::hideText();
    return true;
}

}  // namespace client
