#include "client/pages/inbox_popup.h"

#include "client/pages/notification_delegate.h"
#include "client/pages/notification_texts.h"
#include "client/widgets/buttons.h"
#include "client/widgets/check_box.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QDateTime>
#include <QListView>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>

namespace client {

namespace {

constexpr QSize usual{376, 424};
constexpr int underAnchor = 8;

}  // namespace

InboxPopup::InboxPopup(const Look& look, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint)
    , m_look(look)
    , m_gear(makeIconButton(look, QStringLiteral("sliders"), tr("What to be told of"),
                            QStringLiteral("notificationSettingsButton"), 32))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_empty(new EmptyState(look, EmptyState::Picture::Table, tr("Nothing new"),
                             tr("Requests, invitations and messages appear here."), QString(), QString())) {
    setAttribute(Qt::WA_TranslucentBackground);
    setObjectName(QStringLiteral("inboxPopup"));
    setAccessibleName(tr("Notifications"));
    m_empty->setObjectName(QStringLiteral("inboxEmpty"));
    m_view->setObjectName(QStringLiteral("inboxView"));
    m_view->setAccessibleName(tr("Notifications"));
    m_view->setItemDelegate(new NotificationDelegate(look, &QDateTime::currentDateTime, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->viewport()->setAutoFillBackground(false);
    m_settings = buildSettings();
    for (QWidget* content : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_empty), m_settings})
        m_stack->addWidget(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(0);
    column->addWidget(buildHead());
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    column->addWidget(line);
    column->addWidget(m_stack, 1);
    const auto choose = [this](const QModelIndex& index) {
        if (!isVisible())
            return;  // a click may be told twice: as such, and as an activation
        hide();
        Q_EMIT activated(index);
    };
    connect(m_view, &QListView::clicked, this, choose);
    connect(m_view, &QListView::activated, this, choose);
    connect(m_gear, &QToolButton::toggled, this, &InboxPopup::showContent);
}

QWidget* InboxPopup::buildHead() {
    m_gear->setCheckable(true);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 8, 8);
    row->addWidget(makeLabel(tr("Notifications"), "heading"), 1);
    row->addWidget(m_gear);
    return head;
}

QWidget* InboxPopup::buildSettings() {
    auto* settings = new QWidget;
    auto* column = new QVBoxLayout(settings);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(makeLabel(tr("Tell me, on this computer, of"), "fieldLabel"));
    for (const pong::wire::NotificationKind kind : NotificationTexts::optional())
        column->addWidget(addSwitch(kind, NotificationTexts::plural(kind), QStringLiteral("notify%1").arg(kind)));
    column->addSpacing(8);
    column->addWidget(addSwitch(0, tr("Also on the desktop, in the background"), QStringLiteral("desktopSwitch")));
    column->addStretch();
    return settings;
}

CheckBox* InboxPopup::addSwitch(int kind, const QString& text, const QString& objectName) {
    auto* box = new CheckBox(m_look, text, objectName);
    box->setProperty("kindOfNotification", kind);
    box->setChecked(true);
    m_switches.append(box);
    connect(box, &CheckBox::toggled, this, [this, kind](bool on) { Q_EMIT switched(kind, on); });
    return box;
}

void InboxPopup::setModel(QAbstractItemModel* model) {
    m_model = model;
    m_view->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &InboxPopup::showContent);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &InboxPopup::showContent);
    connect(model, &QAbstractItemModel::modelReset, this, &InboxPopup::showContent);
    showContent();
}

void InboxPopup::setOn(int kind, bool on) {
    for (CheckBox* box : m_switches)
        if (box->property("kindOfNotification").toInt() == kind)
            box->setChecked(on);
}

void InboxPopup::showContent() {
    if (m_gear->isChecked())
        m_stack->setCurrentWidget(m_settings);
    else if (m_model && m_model->rowCount() > 0)
        m_stack->setCurrentWidget(m_view);
    else
        m_stack->setCurrentWidget(m_empty);
}

void InboxPopup::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const qreal half = m_look.edge() / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.lineStrong, m_look.edge()));
    painter.setBrush(theme.surface2);
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);
}

void InboxPopup::openAt(const QWidget* anchor) {
    m_gear->setChecked(false);
    showContent();
    m_view->scrollToTop();
    resize(m_look.scaled(usual.width()), usual.height());
    move(anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + underAnchor)));
    show();
    m_stack->currentWidget()->setFocus();
    Q_EMIT opened();
}

}  // namespace client
