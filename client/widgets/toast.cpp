#include "client/widgets/toast.h"

#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPropertyAnimation>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr int toastWidth = 344;
constexpr int toastHeight = 64;
constexpr int inset = 24;
constexpr int gap = 12;
constexpr int slide = 12;
constexpr auto slideTime = 160ms;
constexpr auto stayTime = 6s;
constexpr int iconSize = 20;

}  // namespace

Toast::Toast(const Look& look, ToastKind kind, const QString& title, const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_kind(kind)
    , m_icon(new QLabel)
    , m_title(new ElidedLabel(title, "strong"))
    , m_text(makeParagraph(text, "small"))
    , m_actions(new QWidget)
    , m_timer(new QTimer(this)) {
    setProperty("kind", QStringLiteral("toast"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_actions);
    m_actions->hide();
    auto* close = makeIconButton(look, QStringLiteral("x"), tr("Close"), QStringLiteral("closeToastButton"), 32);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(12);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &Toast::closed);
    connect(&look, &Look::changed, this, &Toast::showKind);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &Toast::closed);
    setContent(kind, title, text);
}

void Toast::setContent(ToastKind kind, const QString& title, const QString& text) {
    m_kind = kind;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(text.isEmpty() ? title : title + QStringLiteral(". ") + text);
    showKind();
}

void Toast::setActions(const QList<ToastAction>& actions) {
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(8);
    for (const ToastAction& action : actions) {
        QPushButton* button = makeButton(action.text, row->count() == 0 ? "primary" : "secondary", action.objectName);
        makeCompact(button);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            Q_EMIT closed();
            run();
        });
    }
    row->addStretch();
    m_actions->show();
}

void Toast::setOpen(std::function<void()> open) {
    m_open = std::move(open);
    setCursor(m_open ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Toast::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_open || !rect().contains(event->position().toPoint()))
        return QFrame::mouseReleaseEvent(event);
    Q_EMIT closed();
    m_open();
}

void Toast::showKind() {
    const Theme& theme = m_look.theme();
    const auto [icon, color] = [&]() -> std::pair<QString, QColor> {
        switch (m_kind) {
            case ToastKind::Done:
                return {QStringLiteral("check"), theme.success};
            case ToastKind::Problem:
                return {QStringLiteral("alert"), theme.danger};
            case ToastKind::Information:
                break;
        }
        return {QStringLiteral("info"), theme.text2};
    }();
    m_icon->setPixmap(iconPixmap(icon, iconSize, devicePixelRatioF(), color));
}

void Toast::leaveAfter(std::chrono::milliseconds time) {
    m_timer->setInterval(time);
    m_timer->start();
}

QSize Toast::sizeHint() const {
    const int width = m_look.scaled(toastWidth);
    return {width, std::max(toastHeight, heightForWidth(width))};
}

void Toast::enterEvent(QEnterEvent* event) {
    m_timer->stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event) {
    if (m_timer->interval() > 0)
        m_timer->start();
    QFrame::leaveEvent(event);
}

ToastLayer::ToastLayer(const Look& look, QWidget* window) : QObject(window), m_look(look), m_window(window) {
    window->installEventFilter(this);
}

void ToastLayer::show(ToastKind kind, const QString& title, const QString& text, const QString& key,
                      std::function<void()> open) {
    const auto same = std::find_if(m_toasts.begin(), m_toasts.end(),
                                   [&key](const Toast* toast) { return !key.isEmpty() && toast->objectName() == key; });
    if (same != m_toasts.end()) {
        (*same)->setContent(kind, title, text);
        arrange();
        return;
    }
    Toast* toast = add(kind, title, text, key);
    toast->setOpen(std::move(open));
    if (key.isEmpty())
        toast->leaveAfter(stayTime);
    arrange();
    slideIn(toast);
}

void ToastLayer::ask(ToastKind kind, const QString& title, const QString& text, const QString& key,
                     const QList<ToastAction>& actions, std::chrono::milliseconds stay) {
    dismiss(key);
    Toast* toast = add(kind, title, text, key);
    toast->setActions(actions);
    if (stay.count() > 0)
        toast->leaveAfter(stay);
    arrange();
    slideIn(toast);
}

Toast* ToastLayer::add(ToastKind kind, const QString& title, const QString& text, const QString& key) {
    while (m_toasts.size() >= mostToasts)
        remove(m_toasts.first());
    auto* toast = new Toast(m_look, kind, title, text, m_window);
    toast->setObjectName(key);
    connect(toast, &Toast::closed, this, [this, toast] { remove(toast); });
    m_toasts.append(toast);
    toast->show();
    return toast;
}

void ToastLayer::dismiss(const QString& key) {
    for (Toast* toast : QList<Toast*>(m_toasts)) {
        if (toast->objectName() == key)
            remove(toast);
    }
}

void ToastLayer::remove(Toast* toast) {
    if (!m_toasts.removeOne(toast))
        return;
    toast->hide();
    toast->deleteLater();
    arrange();
}

void ToastLayer::arrange() {
    int bottom = m_window->height() - inset;
    for (auto toast = m_toasts.rbegin(); toast != m_toasts.rend(); ++toast) {
        const QSize size = (*toast)->sizeHint();
        const QPoint place(inset, bottom - size.height());
        (*toast)->resize(size);
        // One that still slides in ends where it belongs by now.
        if (auto* sliding = (*toast)->findChild<QPropertyAnimation*>())
            sliding->setEndValue(place);
        else
            (*toast)->move(place);
        (*toast)->raise();
        bottom -= size.height() + gap;
    }
}

void ToastLayer::slideIn(Toast* toast) {
    if (m_look.reduceMotion())
        return;
    auto* animation = new QPropertyAnimation(toast, "pos", toast);
    animation->setDuration(int(slideTime.count()));
    animation->setEasingCurve(QEasingCurve::OutCubic);
    animation->setStartValue(toast->pos() + QPoint(0, slide));
    animation->setEndValue(toast->pos());
    animation->start(QAbstractAnimation::DeleteWhenStopped);
}

bool ToastLayer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window && event->type() == QEvent::Resize)
        arrange();
    return QObject::eventFilter(watched, event);
}

}  // namespace client
