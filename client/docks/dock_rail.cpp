#include "client/docks/dock_rail.h"

#include "client/docks/badge_button.h"
#include "client/widgets/buttons.h"

#include <QBoxLayout>

namespace client {

namespace {

constexpr int buttonInset = 8;
constexpr int separatorInset = 16;

}  // namespace

DockRail::DockRail(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_friends(new BadgeButton(look, QStringLiteral("users"), tr("Friends"), QStringLiteral("railFriendsButton")))
    , m_chat(new BadgeButton(look, QStringLiteral("chat"), tr("Chat"), QStringLiteral("railChatButton")))
    , m_middle(new QVBoxLayout) {
    setProperty("kind", QStringLiteral("side"));
    setFixedWidth(railWidth);
    auto* expand =
        makeIconButton(look, QStringLiteral("left"), tr("Show friends and chat"), QStringLiteral("expandDocksButton"));
    auto* line = new QFrame;
    line->setProperty("kind", QStringLiteral("separator"));
    auto* lineRow = new QHBoxLayout;
    lineRow->setContentsMargins(separatorInset, 0, separatorInset, 0);
    lineRow->addWidget(line);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, buttonInset, 0, buttonInset);
    column->setSpacing(8);
    column->addWidget(expand, 0, Qt::AlignHCenter);
    column->addWidget(m_friends, 0, Qt::AlignHCenter);
    column->addLayout(lineRow);
    column->addLayout(m_middle, 1);
    column->addWidget(m_chat, 0, Qt::AlignHCenter);
    m_middle->addStretch();
    connect(expand, &QToolButton::clicked, this, &DockRail::expandRequested);
    connect(m_friends, &QToolButton::clicked, this, &DockRail::friendsRequested);
    connect(m_chat, &QToolButton::clicked, this, &DockRail::chatRequested);
}

void DockRail::setPeople(QWidget* people) {
    m_middle->insertWidget(0, people, 1);
}

}  // namespace client
