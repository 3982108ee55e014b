#include "client/widgets/focus_ring.h"

#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>
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
        case QEvent::KeyPress: {
            // The reason of a focus event does not tell: Qt says "Tab" also where a page that was left loses its focus.
            const int key = static_cast<QKeyEvent*>(event)->key();
            m_byKeyboard = m_byKeyboard || key == Qt::Key_Tab || key == Qt::Key_Backtab;
            break;
        }
        case QEvent::MouseButtonPress:
            m_byKeyboard = false;
            setWidget(nullptr);
            break;
        case QEvent::FocusIn:
            if (auto* focused = qobject_cast<QWidget*>(watched); focused && focused->window() == m_window)
                follow(focused);
            break;
        default:
            break;
    }
    return QFocusFrame::eventFilter(watched, event);
}

void FocusRing::follow(QWidget* focused) {
    // A page takes the focus for its keys: there is no control to ring.
    const bool isControl = focused->focusPolicy() & Qt::TabFocus;
    const bool hasOwnEdge = qobject_cast<QLineEdit*>(focused) || qobject_cast<QAbstractItemView*>(focused);
    setWidget(m_byKeyboard && isControl && !hasOwnEdge ? focused : nullptr);
}

void FocusRing::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.theme().focus, 2));
    const qreal radius = 11;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

}  // namespace client
