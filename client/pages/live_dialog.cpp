#include "client/pages/live_dialog.h"

#include "client/models/live_matches_model.h"
#include "client/pages/live_view.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace client {

namespace {

constexpr int listHeight = 6 * 56;
constexpr int besideList = 200;   // heading, note, button: what else must fit into a small window
constexpr int dialogWidth = 560;  // as a row of the home page: two names, score, spectators and a button

}  // namespace

LiveDialog::LiveDialog(const Look& look, LiveMatchesModel* model, QWidget* window)
    : DialogCard(look, tr("Live now"), tr("The most watched first."), window)
    , m_model(model)
    , m_view(new LiveView(look, QStringLiteral("allLiveView")))
    , m_note(makeParagraph(QString(), "small")) {
    setObjectName(QStringLiteral("liveDialog"));
    m_note->setObjectName(QStringLiteral("liveNote"));
    m_view->setModel(model);
    m_view->setFixedHeight(std::min(look.scaled(listHeight), window->height() - look.scaled(besideList)));
    setFixedWidth(look.scaled(dialogWidth));
    content()->addWidget(m_view);
    content()->addWidget(m_note);
    QPushButton* close = addButton(tr("Close"), "secondary", QStringLiteral("closeLiveButton"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_view, &LiveView::watchRequested, this, [this](qint64 matchId) {
        accept();
        Q_EMIT watchRequested(matchId);
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &LiveDialog::showNote);
    connect(model, &LiveMatchesModel::totalChanged, this, &LiveDialog::showNote);
    m_view->setFocus();
    showNote();
}

void LiveDialog::showNote() {
    const int rows = m_model ? m_model->rowCount() : 0;
    m_note->setText(rows == 0                 ? tr("Nobody plays right now.")
                    : m_model->total() > rows ? tr("And %1 more matches.").arg(m_model->total() - rows)
                                              : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    adjust();
}

}  // namespace client
