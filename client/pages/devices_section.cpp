#include "client/pages/devices_section.h"

#include "client/models/device_roles.h"
#include "client/pages/device_row_delegate.h"
#include "client/widgets/buttons.h"
#include "client/widgets/empty_state.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/skeleton.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QDateTime>
#include <QKeyEvent>
#include <QListView>
#include <QStackedWidget>

#include <algorithm>

namespace client {

namespace {

constexpr int fewestRows = 4;  // room for what stands in for rows
constexpr int mostRows = 8;    // past that the list scrolls by itself

}  // namespace

DevicesSection::DevicesSection(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_signOutOthers(new BusyButton(look, tr("Sign out all others"), "danger", QStringLiteral("signOutOthersButton")))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_rows(new DeviceRowDelegate(look, &QDateTime::currentDateTime, m_view))
    , m_skeleton(new SkeletonRows(look, m_rows->rowHeight()))
    , m_error(new EmptyState(look, EmptyState::Picture::Alert, QString(), QString(), tr("Try again"),
                             QStringLiteral("devicesRetryButton"))) {
    makeCompact(m_signOutOthers);
    m_error->setObjectName(QStringLiteral("devicesError"));
    m_view->setObjectName(QStringLiteral("devicesView"));
    m_view->setAccessibleName(tr("Sessions"));
    m_view->setAccessibleDescription(tr("Delete signs the chosen one out."));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(m_rows);
    m_view->setMouseTracking(true);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->installEventFilter(this);
    for (QWidget* state : {static_cast<QWidget*>(m_view), m_skeleton, static_cast<QWidget*>(m_error)})
        m_stack->addWidget(state);

    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_stack);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Sessions"), "heading"));
    head->addStretch();
    head->addWidget(m_signOutOthers);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(card);

    connect(m_rows, &DeviceRowDelegate::revokeClicked, this, &DevicesSection::revokeRequested);
    connect(m_signOutOthers, &QPushButton::clicked, this, &DevicesSection::signOutOthersRequested);
    connect(m_error, &EmptyState::buttonClicked, this, &DevicesSection::retryRequested);
    connect(&look, &Look::changed, this, [this] {
        m_view->doItemsLayout();
        fit();
    });
    showLoading();
}

void DevicesSection::setModel(QAbstractItemModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_view->setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &DevicesSection::fit);
    connect(model, &QAbstractItemModel::rowsInserted, this, &DevicesSection::fit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &DevicesSection::fit);
    fit();
}

void DevicesSection::showLoading() {
    m_stack->setCurrentWidget(m_skeleton);
    fit();
}

void DevicesSection::showRows() {
    m_stack->setCurrentWidget(m_view);
    fit();
}

void DevicesSection::showError(const QString& text) {
    m_error->setText(tr("The sessions could not be loaded"), text);
    m_stack->setCurrentWidget(m_error);
    fit();
}

void DevicesSection::setBusy(bool busy) {
    m_signOutOthers->setBusy(busy);
    fit();
}

void DevicesSection::fit() {
    const int rows = m_model ? m_model->rowCount() : 0;
    const bool isList = m_stack->currentWidget() == m_view;
    m_stack->setFixedHeight(m_rows->rowHeight() * (isList ? std::clamp(rows, 1, mostRows) : fewestRows));
    bool hasOthers = false;
    for (int row = 0; row < rows && !hasOthers; ++row)
        hasOthers = !m_model->index(row, 0).data(devices::CurrentRole).toBool();
    m_signOutOthers->setEnabled(isList && hasOthers && !m_signOutOthers->isBusy());
}

bool DevicesSection::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex current = m_view->currentIndex();
        const bool revokes = key == Qt::Key_Delete || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (revokes && current.isValid() && !current.data(devices::CurrentRole).toBool()) {
            Q_EMIT revokeRequested(current);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace client
