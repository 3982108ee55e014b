#include "client/docks/badge_button.h"

#include "client/widgets/badge.h"
#include "client/widgets/icon.h"
#include "client/widgets/look.h"

namespace client {

namespace {

constexpr int side = 40;
constexpr int icon20 = 20;

}  // namespace

BadgeButton::BadgeButton(const Look& look, const QString& icon, const QString& name, const QString& objectName,
                         QWidget* parent)
    : QToolButton(parent), m_name(name), m_badge(new Badge(look, false, this)) {
    setObjectName(objectName);
    setIcon(themedIcon(look, icon));
    setIconSize(QSize(icon20, icon20));
    setFixedSize(side, side);
    setToolTip(name);
    setFocusPolicy(Qt::StrongFocus);
    m_badge->setAttribute(Qt::WA_TransparentForMouseEvents);
    setCount(0);
}

void BadgeButton::setCount(int count) {
    m_badge->setCount(count);
    setAccessibleName(count > 0 ? tr("%1, %2 new").arg(m_name).arg(count) : m_name);
    placeBadge();
}

void BadgeButton::resizeEvent(QResizeEvent* event) {
    QToolButton::resizeEvent(event);
    placeBadge();
}

void BadgeButton::placeBadge() {
    m_badge->resize(m_badge->sizeHint());
    m_badge->move(width() - m_badge->width(), 0);
}

}  // namespace client
