#include "client/pages/history_header.h"

#include "client/pages/match_row_delegate.h"
#include "client/widgets/look.h"

#include <QPainter>

namespace client {

HistoryHeader::HistoryHeader(const Look& look, const MatchRowDelegate& rows, const QWidget& list, QWidget* parent)
    : QWidget(parent), m_look(look), m_rows(rows), m_list(list) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize HistoryHeader::sizeHint() const {
    return {0, m_look.scaled(32)};
}

void HistoryHeader::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setFont(m_look.font(TextStyle::CaptionChip));
    painter.setPen(theme.text2);
    const MatchRowDelegate::Columns at = m_rows.columns(m_list.isVisible() ? m_list.width() : width());
    painter.drawText(QRect(16, 0, at.nameRight, height()), Qt::AlignVCenter, tr("Opponent"));
    painter.drawText(QRect(at.chipLeft, 0, width(), height()), Qt::AlignVCenter, tr("Result"));
    const auto right = [&](int edge, const QString& text) {
        painter.drawText(QRect(0, 0, edge, height()), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    right(at.scoreRight, tr("Score"));
    right(at.ratingRight, tr("Rating"));
    right(at.lengthRight, tr("Length"));
    right(at.playedRight, tr("Played"));
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
}

}  // namespace client
