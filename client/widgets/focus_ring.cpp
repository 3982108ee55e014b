#include "client/widgets/focus_ring.h"

#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusEvent>
#include <QLineEdit>
#include <QPainter>

namespace client {

FocusRing::FocusRing(const Look& look, QWidget* window) : QFocusFrame(window), m_look(look), m_window(window) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::FocusIn:
            if (auto* focused = qobject_cast<QWidget*>(watched); focused && focused->window() == m_window)
                follow(focused, static_cast<QFocusEvent*>(event)->reason());
            break;
        case QEvent::MouseButtonPress:
            setWidget(nullptr);
            break;
        default:
            break;
    }
    return QFocusFrame::eventFilter(watched, event);
}

void FocusRing::follow(QWidget* focused, Qt::FocusReason reason) {
    const bool byKeyboard = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
    // A page that puts the focus somewhere itself keeps the ring alive, but does not call it up.
    const bool goesOn = widget() && reason != Qt::MouseFocusReason;
    const bool hasOwnEdge = qobject_cast<QLineEdit*>(focused) || qobject_cast<QAbstractItemView*>(focused);
    setWidget((byKeyboard || goesOn) && !hasOwnEdge ? focused : nullptr);
}

void FocusRing::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.theme().focus, 2));
    const qreal radius = 11;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

}  // namespace client
