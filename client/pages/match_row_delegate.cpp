#include "client/pages/match_row_delegate.h"

#include "client/models/history_roles.h"
#include "client/pages/match_texts.h"
#include "client/pages/outcome_text.h"
#include "client/widgets/avatar.h"
#include "client/widgets/chip.h"
#include "client/widgets/look.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int avatarSide = 32;
constexpr int gap = 12;
constexpr int smallestRow = 56;
constexpr int cardRadius = 11;

}  // namespace

MatchRowDelegate::MatchRowDelegate(const Look& look, Layout layout, std::function<QDateTime()> now, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_layout(layout), m_now(std::move(now)) {}

int MatchRowDelegate::rowHeight() const {
    return std::max(smallestRow, m_look.scaled(36) + 20);
}

QSize MatchRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, rowHeight()};
}

MatchRowDelegate::Columns MatchRowDelegate::columns(int width) const {
    Columns columns;
    columns.nameLeft = padding + avatarSide + gap;
    columns.playedRight = width - padding;
    const bool isTable = m_layout == Layout::Table;
    columns.lengthRight = columns.playedRight - (isTable ? m_look.scaled(124) : 0);
    columns.ratingRight = columns.lengthRight - (isTable ? m_look.scaled(60) : 0);
    columns.scoreRight = columns.ratingRight - m_look.scaled(40);
    columns.chipLeft = columns.scoreRight - m_look.scaled(68) - m_look.scaled(52);
    columns.nameRight = columns.chipLeft - gap;
    return columns;
}

void MatchRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter, option, index);

    const QRect row = option.rect;
    const Columns at = columns(row.width());
    paintOpponent(*painter, row, at, index);

    const auto outcome = index.data(history::OutcomeRole).value<history::Outcome>();
    const int chipHeight = m_look.scaled(24);
    paintChip(
        *painter,
        QRect(row.left() + at.chipLeft, row.top() + (row.height() - chipHeight) / 2, m_look.scaled(48), chipHeight),
        m_look, OutcomeText::chip(outcome), OutcomeText::kind(outcome));

    const auto put = [&](int right, const QString& text, const QFont& font, const QColor& color) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(QRect(row.left(), row.top(), right, row.height()), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    put(at.scoreRight,
        MatchTexts::score(index.data(history::MyScoreRole).toInt(), index.data(history::OpponentScoreRole).toInt()),
        m_look.number(14, QFont::DemiBold), theme.text);
    const int change = index.data(history::RatingChangeRole).toInt();
    put(at.ratingRight, MatchTexts::ratingChange(change), m_look.number(13), change > 0 ? theme.success : theme.danger);
    if (m_layout == Layout::Table) {
        put(at.lengthRight, MatchTexts::length(index.data(history::LengthMsRole).toLongLong()), m_look.number(13),
            theme.text2);
        put(at.playedRight, MatchTexts::played(index.data(history::PlayedAtRole).toDateTime(), m_now()),
            m_look.font(TextStyle::Small), theme.text2);
    }
    painter->restore();
}

void MatchRowDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QRect row = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected) && m_layout == Layout::Table;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool focused = view && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus);
    if (m_layout == Layout::Card && view) {
        QPainterPath card;
        card.addRoundedRect(view->viewport()->rect(), cardRadius, cardRadius);
        painter.setClipPath(card);
    }
    if (selected || hovered)
        painter.fillRect(row, selected ? theme.surface3 : theme.surface2);
    if (index.row() + 1 < index.model()->rowCount() || m_layout == Layout::Table)
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, theme.line);
    if (selected)
        painter.fillRect(row.left(), row.top(), 3, row.height(), theme.accent);
    if (theme.highContrast && (selected || hovered)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(row.adjusted(1, 1, -1, -2));
    }
    if (focused && !selected) {
        painter.setPen(QPen(theme.focus, 2));
        painter.drawRoundedRect(row.adjusted(3, 3, -3, -4), 6, 6);
    }
}

void MatchRowDelegate::paintOpponent(QPainter& painter, const QRect& row, const Columns& columns,
                                     const QModelIndex& index) const {
    const Theme& theme = m_look.theme();
    const QString name = index.data(history::OpponentNameRole).toString();
    paintAvatar(painter,
                QRect(row.left() + padding, row.top() + (row.height() - avatarSide) / 2, avatarSide, avatarSide), name,
                index.data(history::OpponentAvatarUrlRole).toString(), m_look);

    QString caption = index.data(history::ModeTextRole).toString();
    const auto ending = index.data(history::EndingRole).value<history::Ending>();
    if (ending != history::Ending::Played)
        caption += QStringLiteral(" · ") + OutcomeText::ending(ending);
    if (m_layout == Layout::Card)
        caption += QStringLiteral(" · ") + MatchTexts::played(index.data(history::PlayedAtRole).toDateTime(), m_now());

    const int nameHeight = m_look.scaled(20);
    const int captionHeight = m_look.scaled(16);
    const int left = row.left() + columns.nameLeft;
    const int room = columns.nameRight - columns.nameLeft;
    const int top = row.top() + (row.height() - nameHeight - captionHeight) / 2;
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(theme.text);
    painter.drawText(left, top, room, nameHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(name, Qt::ElideRight, room));
    painter.setFont(m_look.font(TextStyle::Caption));
    painter.setPen(theme.text3);
    painter.drawText(left, top + nameHeight, room, captionHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption, Qt::ElideRight, room));
}

}  // namespace client
