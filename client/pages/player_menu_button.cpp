#include "client/pages/player_menu_button.h"

#include "client/match/match_driver.h"
#include "client/widgets/avatar.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"
#include "client/widgets/menu.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 8;
constexpr int avatarSide = 32;
constexpr int gap = 8;
constexpr int arrow = 16;
constexpr int height40 = 44;
constexpr int longestName = 160;

}  // namespace

PlayerMenuButton::PlayerMenuButton(const Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
    setObjectName(QStringLiteral("playerMenuButton"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &PlayerMenuButton::openMenu);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

void PlayerMenuButton::setPlayer(const PlayerInfo& me) {
    setText(me.name);
    m_avatarUrl = me.avatarUrl;
    m_rating = me.rating > 0 ? QString::number(me.rating) : QString();
    setAccessibleName(tr("%1, menu").arg(me.name));
    updateGeometry();
    update();
}

int PlayerMenuButton::nameWidth() const {
    const QFontMetrics name(m_look.font(TextStyle::BodyStrong));
    return std::min(name.horizontalAdvance(text()), m_look.scaled(longestName));
}

QSize PlayerMenuButton::sizeHint() const {
    const QFontMetrics number(m_look.number(13));
    const int rating = m_rating.isEmpty() ? 0 : number.horizontalAdvance(m_rating) + gap;
    return {2 * padding + avatarSide + gap + nameWidth() + gap + rating + arrow, height40};
}

void PlayerMenuButton::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? theme.surface3 : theme.surface2);
        painter.drawRoundedRect(rect(), 8, 8);
    }
    int x = padding;
    paintAvatar(painter, QRect(x, (height() - avatarSide) / 2, avatarSide, avatarSide), text(), m_avatarUrl, m_look);
    x += avatarSide + gap;
    painter.setFont(m_look.font(TextStyle::BodyStrong));
    painter.setPen(theme.text);
    painter.drawText(QRect(x, 0, nameWidth() + 1, height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth() + 1));
    x += nameWidth() + gap;
    painter.setFont(m_look.number(13));
    painter.setPen(theme.text2);
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, m_rating);
    paintIcon(painter, QRect(width() - padding - arrow, (height() - arrow) / 2, arrow, arrow), QStringLiteral("down"),
              theme.text3);
}

void PlayerMenuButton::openMenu() {
    QMenu* menu = makeMenu(this);
    QAction* profile = menu->addAction(themedIcon(m_look, QStringLiteral("user")), tr("My profile"), this,
                                       &PlayerMenuButton::profileRequested);
    profile->setObjectName(QStringLiteral("profileAction"));
    QAction* logOut = menu->addAction(themedIcon(m_look, QStringLiteral("out")), tr("Log out"), this,
                                      &PlayerMenuButton::logOutRequested);
    logOut->setObjectName(QStringLiteral("logOutAction"));
    const QPoint below = mapToGlobal(QPoint(width() - menu->sizeHint().width(), height() + 4));
    menu->popup(below);
}

void PlayerMenuButton::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void PlayerMenuButton::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace client
