#include "client/pages/meetings.h"

#include "client/models/history_roles.h"
#include "client/pages/match_texts.h"
#include "client/pages/outcome_text.h"
#include "client/widgets/look.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int rowHeight = 40;
constexpr int padding = 12;
constexpr int mark = 8;

}  // namespace

Meetings::Meetings(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Meetings::setMatches(const QList<QModelIndex>& matches, const QModelIndex& current) {
    m_matches = QList<QPersistentModelIndex>(matches.begin(), matches.end());
    m_current = current;
    update();
}

QSize Meetings::minimumSizeHint() const {
    return {240, m_look.scaled(rowHeight)};
}

void Meetings::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int row = m_look.scaled(rowHeight);
    const QDateTime now = QDateTime::currentDateTime();
    int top = 0;
    for (const QPersistentModelIndex& match : m_matches) {
        if (top + row > height() || !match.isValid())
            break;
        const QRect place(0, top, width(), row - 4);
        if (match == m_current) {
            painter.setPen(theme.highContrast ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
            painter.setBrush(theme.surface3);
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6);
        }
        const auto outcome = match.data(history::OutcomeRole).value<history::Outcome>();
        const QColor& color = outcome == history::Outcome::Won    ? theme.accent
                              : outcome == history::Outcome::Lost ? theme.rival
                                                                  : theme.lineStrong;
        painter.fillRect(QRect(padding, place.center().y() - mark / 2 + 1, mark, mark), color);
        const QRect words = place.adjusted(padding + mark + 12, 0, -padding, 0);
        const auto put = [&](int left, Qt::Alignment side, const QString& text, const QFont& font, const QColor& ink) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(words.adjusted(left, 0, 0, 0), side | Qt::AlignVCenter, text);
        };
        put(0, Qt::AlignLeft,
            MatchTexts::score(match.data(history::MyScoreRole).toInt(), match.data(history::OpponentScoreRole).toInt()),
            m_look.number(14, QFont::DemiBold), theme.text);
        put(m_look.scaled(96), Qt::AlignLeft, OutcomeText::chip(outcome), m_look.font(TextStyle::Small), theme.text2);
        put(0, Qt::AlignRight, MatchTexts::played(match.data(history::PlayedAtRole).toDateTime(), now),
            m_look.font(TextStyle::Small), theme.text2);
        top += row;
    }
}

}  // namespace client
