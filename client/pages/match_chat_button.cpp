#include "client/pages/match_chat_button.h"

#include "client/widgets/badge.h"
#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>

namespace client {

namespace {

constexpr int buttonHeight = 40;
constexpr int icon18 = 18;

}  // namespace

MatchChatButton::MatchChatButton(const Look& look, QWidget* parent)
    : QPushButton(parent), m_look(look), m_arrow(new QLabel), m_badge(new Badge(look, false)) {
    prepareButton(this, QString(), "secondary", QStringLiteral("matchChatButton"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);  // a click leaves the keyboard to the match
    auto* icon = new QLabel;
    QLabel* words = makeLabel(tr("Match chat"), "strong");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(8);
    for (QWidget* part : {static_cast<QWidget*>(icon), static_cast<QWidget*>(words), static_cast<QWidget*>(m_badge),
                          static_cast<QWidget*>(m_arrow)}) {
        part->setAttribute(Qt::WA_TransparentForMouseEvents);
        row->addWidget(part);
    }
    const auto draw = [this, icon] {
        icon->setPixmap(iconPixmap(QStringLiteral("chat"), icon18, devicePixelRatioF(), m_look.theme().text));
        setOpen(m_open);
    };
    connect(&look, &Look::changed, this, draw);
    draw();
    setUnread(0);
}

void MatchChatButton::setOpen(bool open) {
    m_open = open;
    m_arrow->setPixmap(iconPixmap(open ? QStringLiteral("down") : QStringLiteral("up"), icon18, devicePixelRatioF(),
                                  m_look.theme().text2));
    describe();
}

void MatchChatButton::setUnread(int count) {
    m_unread = count;
    m_badge->setCount(count);
    describe();
    updateGeometry();
}

void MatchChatButton::describe() {
    setToolTip(m_open ? tr("Close the chat") : tr("Write to players and spectators"));
    setAccessibleName(m_unread > 0 ? tr("Match chat, %1 new").arg(m_unread) : tr("Match chat"));
}

QSize MatchChatButton::sizeHint() const {
    return {layout()->sizeHint().width(), m_look.scaled(buttonHeight)};
}

}  // namespace client
