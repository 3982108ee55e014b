#include "client/docks/side_docks.h"

#include "client/docks/badge_button.h"
#include "client/docks/dock_rail.h"
#include "client/widgets/look.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDockWidget>
#include <QMainWindow>
#include <QMouseEvent>
#include <QPropertyAnimation>
#include <QShortcut>

#include <algorithm>
#include <chrono>
#include <utility>

namespace client {

namespace {

constexpr int usualWidth = 304;
constexpr int widest = 384;     // with large text
constexpr int leastPage = 876;  // what a page keeps beside the column: a window of 1180 with text of the usual size
constexpr int foldedChat = 41;  // its tabs
// The chat's part of the height, between these bounds.
constexpr double chatShare = 0.42;
constexpr int lowestChat = 200;
constexpr int highestChat = 480;
constexpr int unbounded = 16'777'215;  // QWIDGETSIZE_MAX: no bound
constexpr std::chrono::milliseconds slideTime{160};

}  // namespace

SideDocks::SideDocks(const Look& look, QMainWindow* window)
    : QObject(window)
    , m_look(look)
    , m_window(window)
    , m_rail(new DockRail(look))
    , m_over(new QFrame(window))
    , m_overColumn(new QVBoxLayout(m_over)) {
    m_window->setContextMenuPolicy(Qt::NoContextMenu);  // Qt's own menu would switch the docks
    place(Part::Friends).dock = addDock("friendsDock", tr("Friends"), nullptr);
    place(Part::Chat).dock = addDock("chatDock", tr("Chat"), nullptr);
    m_window->splitDockWidget(place(Part::Friends).dock, place(Part::Chat).dock, Qt::Vertical);
    m_railDock = addDock("railDock", tr("Friends and chat"), m_rail);
    m_over->setObjectName(QStringLiteral("docksOverContent"));
    m_over->hide();
    m_overColumn->setContentsMargins(0, 0, 0, 0);
    m_overColumn->setSpacing(0);
    m_rail->friendsButton()->hide();
    m_rail->chatButton()->hide();

    auto* away = new QShortcut(Qt::Key_Escape, m_over);
    away->setContext(Qt::WidgetWithChildrenShortcut);
    connect(away, &QShortcut::activated, this, &SideDocks::collapse);
    connect(m_rail, &DockRail::expandRequested, this, [this] { open(Part::Friends); });
    connect(m_rail, &DockRail::friendsRequested, this, [this] { open(Part::Friends); });
    connect(m_rail, &DockRail::chatRequested, this, [this] { open(Part::Chat); });
    connect(&m_look, &Look::changed, this, &SideDocks::arrange);
    m_window->installEventFilter(this);
    m_railDock->installEventFilter(this);
    arrange();
}

QDockWidget* SideDocks::addDock(const char* objectName, const QString& title, QWidget* content) {
    auto* dock = new QDockWidget(title, m_window);
    dock->setObjectName(QString::fromLatin1(objectName));
    dock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    auto* none = new QWidget(dock);  // the panels have headers of their own
    auto* empty = new QHBoxLayout(none);
    empty->setContentsMargins(0, 0, 0, 0);  // no height, where a widget without a layout would have -1
    dock->setTitleBarWidget(none);
    if (content)
        dock->setWidget(content);
    m_window->addDockWidget(Qt::RightDockWidgetArea, dock);
    return dock;
}

void SideDocks::setPanel(Part part, QWidget* panel) {
    place(part).panel = panel;
    place(part).dock->setWidget(panel);
    (part == Part::Friends ? m_rail->friendsButton() : m_rail->chatButton())->show();
    arrange();
}

void SideDocks::setBadge(Part part, int count) {
    (part == Part::Friends ? m_rail->friendsButton() : m_rail->chatButton())->setCount(count);
}

void SideDocks::setRoom(Room room) {
    m_room = room;
    setOpenOver(false);
    arrange();
}

void SideDocks::setCollapsed(bool collapsed) {
    if (std::exchange(m_collapsed, collapsed) == collapsed)
        return;
    const int before = shownWidth();
    arrange();
    slide(before);
    Q_EMIT collapsedChanged(collapsed);
}

void SideDocks::open(Part part) {
    if (!place(part).panel && hasPanels())
        part = part == Part::Friends ? Part::Chat : Part::Friends;
    if (m_room == Room::None || !place(part).panel)
        return;
    if (hasRoom())
        setCollapsed(false);
    if (!isDocked() && !m_openOver) {
        setOpenOver(true);
        arrange();
        slideOver();
    }
    if (part == Part::Chat)
        setChatFolded(false);
    place(part).panel->setFocus(Qt::OtherFocusReason);
}

void SideDocks::collapse() {
    if (isDocked()) {
        setCollapsed(true);
    } else {
        setOpenOver(false);
        arrange();
    }
    m_rail->friendsButton()->setFocus(Qt::OtherFocusReason);
}

bool SideDocks::isShown(Part part) const {
    const Place& at = place(part);
    return at.panel && at.panel->isVisible() && (part == Part::Friends || !m_chatFolded);
}

void SideDocks::setChatFolded(bool folded) {
    if (std::exchange(m_chatFolded, folded) == folded)
        return;
    QWidget* chat = place(Part::Chat).panel;
    const int before = chat ? chat->height() : 0;
    shareHeight();
    if (chat && chat->isVisible() && place(Part::Friends).panel && !m_look.reduceMotion())
        slideHeight(chat, before, chat->maximumHeight());
    Q_EMIT shownChanged();
}

void SideDocks::slideHeight(QWidget* panel, int from, int to) {
    delete m_folding;
    auto* height = new QVariantAnimation(this);
    m_folding = height;
    height->setDuration(static_cast<int>(slideTime.count()));
    height->setEasingCurve(QEasingCurve::OutCubic);
    height->setStartValue(from);
    height->setEndValue(to);
    panel->setFixedHeight(from);
    connect(height, &QVariantAnimation::valueChanged, panel,
            [panel](const QVariant& value) { panel->setFixedHeight(value.toInt()); });
    connect(height, &QVariantAnimation::finished, this, &SideDocks::shareHeight);  // the window may be another size
    height->start(QAbstractAnimation::DeleteWhenStopped);
}

bool SideDocks::hasPanels() const {
    return std::any_of(m_places.begin(), m_places.end(), [](const Place& at) { return !at.panel.isNull(); });
}

int SideDocks::columnWidth() const {
    return std::min(m_look.scaled(usualWidth), widest);
}

bool SideDocks::hasRoom() const {
    return m_room == Room::Column && m_window->width() - columnWidth() >= leastPage;
}

bool SideDocks::isDocked() const {
    return hasRoom() && !m_collapsed;
}

void SideDocks::setOpenOver(bool open) {
    if (std::exchange(m_openOver, open) == open)
        return;
    // While it is open, a press anywhere else in the window closes it.
    if (open)
        qApp->installEventFilter(this);
    else
        qApp->removeEventFilter(this);
}

void SideDocks::arrange() {
    const bool docked = isDocked();
    if (docked)
        setOpenOver(false);
    const bool shown = m_room != Room::None && hasPanels();
    arrangeParts(docked);
    for (const Place& at : m_places)
        at.dock->setVisible(shown && docked && at.panel);
    m_railDock->setVisible(shown && !docked);
    m_over->setVisible(shown && m_openOver);
    shareHeight();
    placeOver();
    Q_EMIT shownChanged();
}

void SideDocks::arrangeParts(bool docked) {
    for (const Place& at : m_places) {
        if (!at.panel)
            continue;
        at.panel->setFixedWidth(columnWidth());
        if (docked && at.dock->widget() != at.panel) {
            at.dock->setWidget(at.panel);
        } else if (!docked && at.panel->parentWidget() != m_over) {
            at.dock->setWidget(nullptr);
            m_overColumn->addWidget(at.panel);
        }
        at.panel->show();
    }
}

void SideDocks::placeOver() {
    const QRect rail = m_railDock->geometry();
    m_over->setGeometry(rail.right() + 1 - columnWidth(), rail.top(), columnWidth(), rail.height());
    m_over->raise();
}

int SideDocks::shownWidth() const {
    return isDocked() ? columnWidth() : DockRail::railWidth;
}

void SideDocks::slide(int fromWidth) {
    if (m_look.reduceMotion() || !m_window->isVisible() || m_room == Room::None || fromWidth == shownWidth())
        return;
    const std::array<QDockWidget*, 3> docks{place(Part::Friends).dock, place(Part::Chat).dock, m_railDock};
    auto* width = new QVariantAnimation(this);
    width->setDuration(static_cast<int>(slideTime.count()));
    width->setEasingCurve(QEasingCurve::OutCubic);
    width->setStartValue(fromWidth);
    width->setEndValue(shownWidth());
    connect(width, &QVariantAnimation::valueChanged, this, [docks](const QVariant& value) {
        for (QDockWidget* dock : docks)
            dock->setFixedWidth(value.toInt());
    });
    connect(width, &QVariantAnimation::finished, this, [docks] {
        for (QDockWidget* dock : docks) {  // what they hold says how wide they are
            dock->setMinimumWidth(0);
            dock->setMaximumWidth(unbounded);
        }
    });
    width->start(QAbstractAnimation::DeleteWhenStopped);
}

void SideDocks::slideOver() {
    if (m_look.reduceMotion())
        return;
    auto* position = new QPropertyAnimation(m_over, "pos", this);
    position->setDuration(static_cast<int>(slideTime.count()));
    position->setEasingCurve(QEasingCurve::OutCubic);
    position->setStartValue(m_over->pos() + QPoint(columnWidth() - DockRail::railWidth, 0));
    position->setEndValue(m_over->pos());
    connect(position, &QPropertyAnimation::finished, this, &SideDocks::placeOver);  // the window may be another size
    position->start(QAbstractAnimation::DeleteWhenStopped);
}

void SideDocks::shareHeight() {
    const Place& chat = place(Part::Chat);
    if (!chat.panel)
        return;
    const bool alone = !place(Part::Friends).panel;
    const int height = m_chatFolded
                           ? m_look.scaled(foldedChat)
                           : std::clamp(static_cast<int>(chatShare * m_window->height()), lowestChat, highestChat);
    chat.panel->setMinimumHeight(alone ? 0 : height);
    chat.panel->setMaximumHeight(alone ? unbounded : height);
}

bool SideDocks::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window && event->type() == QEvent::Resize)
        arrange();
    else if (watched == m_railDock && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        placeOver();
    else if (m_openOver && event->type() == QEvent::MouseButtonPress) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        if (widget && widget->window() == m_window && widget != m_over && !m_over->isAncestorOf(widget)) {
            setOpenOver(false);
            arrange();
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace client
