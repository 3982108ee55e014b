#include "client/pages/form_card.h"

#include "client/models/history_roles.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

namespace client {

namespace {

constexpr int headHeight = 32;

}  // namespace

class FormChart : public QWidget {
 public:
    explicit FormChart(const Look& look) : m_look(look) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setMinimumHeight(64);
    }

    // Points ahead (or behind) at the end, the oldest first.
    void setDifferences(const QList<int>& differences) {
        m_differences = differences;
        update();
    }

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = m_look.theme();
        QPainter painter(this);
        const int middle = height() / 2;
        painter.fillRect(0, middle, width(), 1, theme.line);
        const int pitch = width() / FormCard::mostMatches;
        const int bar = std::min(14, pitch - 8);
        int most = 5;
        for (const int difference : m_differences)
            most = std::max(most, std::abs(difference));
        // Matches that were not played yet are squares on the line.
        for (int i = 0; i < FormCard::mostMatches; ++i) {
            const int x = i * pitch + (pitch - bar) / 2;
            const auto played = i - (FormCard::mostMatches - m_differences.size());
            if (played < 0) {
                painter.fillRect(x + bar / 2 - 2, middle - 2, 5, 5, theme.line);
                continue;
            }
            const int difference = m_differences[played];
            const int length = std::max(5, std::abs(difference) * (middle - 4) / most);
            if (difference > 0)
                painter.fillRect(x, middle - length, bar, length, theme.success);
            else if (difference < 0)
                painter.fillRect(x, middle + 1, bar, length, theme.danger);
            else
                painter.fillRect(x, middle - 2, bar, 5, theme.lineStrong);
        }
    }

 private:
    const Look& m_look;
    QList<int> m_differences;
};

FormCard::FormCard(const Look& look, QWidget* parent)
    : QWidget(parent), m_summary(makeParagraph(QString(), "small")), m_chart(new FormChart(look)) {
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(24, 20, 24, 20);
    inside->setSpacing(12);
    inside->addWidget(m_summary);
    inside->addWidget(m_chart, 1);
    auto* ends = new QHBoxLayout;
    ends->addWidget(makeLabel(tr("Won by, up; lost by, down"), "caption"));
    ends->addStretch();
    ends->addWidget(makeLabel(tr("Latest"), "caption"));
    inside->addLayout(ends);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    // As high as the heading of the list beside it, which has a button.
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Your form"), "heading"));
    auto* strut = new QWidget;
    strut->setFixedSize(0, headHeight);
    head->addWidget(strut);
    column->addLayout(head);
    column->addWidget(card, 1);
    count();
}

void FormCard::setModel(QAbstractItemModel* model) {
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QAbstractItemModel::modelReset, this, &FormCard::count);
        connect(model, &QAbstractItemModel::rowsInserted, this, &FormCard::count);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &FormCard::count);
    }
    count();
}

void FormCard::count() {
    QList<int> differences;
    int won = 0;
    const int rows = m_model ? std::min(mostMatches, m_model->rowCount()) : 0;
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        differences.prepend(index.data(history::MyScoreRole).toInt() - index.data(history::OpponentScoreRole).toInt());
        if (index.data(history::OutcomeRole).value<history::Outcome>() == history::Outcome::Won)
            ++won;
    }
    m_summary->setText(rows == 0   ? tr("Your last ten matches appear here.")
                       : rows == 1 ? (won == 1 ? tr("Your first match: won") : tr("Your first match: not won"))
                                   : tr("%1 of the last %2 matches won").arg(won).arg(rows));
    m_chart->setDifferences(differences);
    m_chart->setAccessibleName(m_summary->text());
}

}  // namespace client
