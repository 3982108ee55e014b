#include "client/pages/champion_slot.h"

#include "client/widgets/avatar.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QPainter>

namespace client {

namespace {

constexpr int edge = 2;
constexpr int radius = 12;
constexpr int trophySide = 40;
constexpr int avatarSide = 72;
constexpr int padding = 12;
constexpr int titleHeight = 24;
constexpr int textHeight = 20;

}  // namespace

ChampionSlot::ChampionSlot(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("championSlot"));
    setUndecided();
}

void ChampionSlot::setUndecided() {
    m_champion = {};
    m_title = tr("Champion");
    m_text = tr("Decided in the final");
    setAccessibleName(tr("%1: %2").arg(m_title, m_text));
    update();
}

void ChampionSlot::setChampion(const PlayerInfo& champion) {
    m_champion = champion;
    m_title = champion.name.isEmpty() ? tr("No champion") : champion.name;
    m_text = champion.name.isEmpty() ? tr("Nobody came to the end") : tr("Champion");
    setAccessibleName(tr("%1: %2").arg(m_text, m_title));
    update();
}

void ChampionSlot::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const bool isDecided = !m_champion.name.isEmpty();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(isDecided ? theme.accent : theme.lineStrong, edge, isDecided ? Qt::SolidLine : Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(isDecided ? QBrush(theme.surface1) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);

    const int picture = isDecided ? avatarSide : trophySide;
    const int title = m_look.scaled(titleHeight);
    const int text = m_look.scaled(textHeight);
    int y = (height() - picture - 16 - title - text) / 2;
    const QRect place((width() - picture) / 2, y, picture, picture);
    if (isDecided)
        paintAvatar(painter, place, m_champion.name, m_champion.avatarUrl, m_look);
    else
        paintIcon(painter, place, QStringLiteral("trophy"), theme.accentText);
    y += picture + 16;
    const auto line = [&](TextStyle style, const QColor& color, int height, const QString& words) {
        painter.setFont(m_look.font(style));
        painter.setPen(color);
        painter.drawText(padding, y, width() - 2 * padding, height, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, width() - 2 * padding));
        y += height;
    };
    line(TextStyle::Heading, theme.text, title, m_title);
    line(TextStyle::Small, isDecided ? theme.accentText : theme.text3, text, m_text);
}

}  // namespace client
