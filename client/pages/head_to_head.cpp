#include "client/pages/head_to_head.h"

#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/share_bar.h"

#include <QBoxLayout>

namespace client {

HeadToHead::HeadToHead(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_summary(makeLabel(QString(), "small"))
    , m_won(makeLabel(QString(), "number"))
    , m_lost(makeLabel(QString(), "number"))
    // Amber is oneself, blue the other one.
    , m_bar(new ShareBar(look, &Theme::accent, &Theme::rival)) {
    setObjectName(QStringLiteral("headToHead"));
    setProperty("kind", QStringLiteral("card"));
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Head to head"), "heading"));
    head->addStretch();
    head->addWidget(m_summary);
    auto* score = new QHBoxLayout;
    score->setSpacing(12);
    score->addWidget(m_won);
    score->addWidget(m_bar, 1);
    score->addWidget(m_lost);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(score);
}

void HeadToHead::setScore(const QString& opponent, int met, int won, int lost) {
    m_summary->setText(met == 0 ? tr("You have not met yet") : met == 1 ? tr("1 match") : tr("%1 matches").arg(met));
    m_won->setText(tr("You %1").arg(won));
    m_lost->setText(QStringLiteral("%1 %2").arg(lost).arg(opponent));
    m_bar->setParts(won, lost);
    m_bar->setAccessibleName(tr("You won %1, %2 won %3").arg(won).arg(opponent).arg(lost));
}

}  // namespace client
