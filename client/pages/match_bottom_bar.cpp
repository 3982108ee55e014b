#include "client/pages/match_bottom_bar.h"

#include "client/match/match_driver.h"
#include "client/pages/match_chat_button.h"
#include "client/widgets/icon.h"
#include "client/widgets/keycap.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QTimer>

#include <chrono>

namespace client {

namespace {

constexpr int barHeight = 72;
constexpr int eyeSide = 18;
constexpr std::chrono::seconds previewTime{8};

}  // namespace

MatchBottomBar::MatchBottomBar(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_preview(new ElidedLabel(QString(), "small"))
    , m_previewTimer(new QTimer(this))
    , m_chat(new MatchChatButton(look))
    , m_row(new QHBoxLayout(this)) {
    setMinimumHeight(barHeight);
    m_preview->setObjectName(QStringLiteral("chatPreview"));
    m_preview->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_preview->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_previewTimer->setSingleShot(true);
    m_row->setContentsMargins(24, 0, 24, 0);
    m_row->setSpacing(16);
    m_row->addWidget(m_preview, 1);
    m_row->addWidget(m_chat);
    connect(m_previewTimer, &QTimer::timeout, this, [this] { m_preview->setText({}); });
    connect(m_chat, &QPushButton::clicked, this, &MatchBottomBar::chatClicked);
}

void MatchBottomBar::setMatch(const MatchInfo& info, const KeyBindings& bindings) {
    delete m_keys;
    m_keys = new QWidget;
    auto* row = new QHBoxLayout(m_keys);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const bool two = info.steered[0] && info.steered[1];
    if (info.steered[0])
        addPlayer(row, pong::Side::Left, two ? info.players[0].name : tr("Move"), bindings);
    if (info.canPause)
        addKey(row, QStringLiteral("P"), tr("Pause"));
    if (info.leaveForfeits)
        addKey(row, tr("Esc"), tr("Leave"));
    if (info.hasChat)
        addKey(row, tr("Enter"), tr("Write"));
    if (!info.hasChat)
        row->addStretch();
    if (info.spectators > 0)
        addSpectators(row, info.spectators);
    if (two)
        addPlayer(row, pong::Side::Right, info.players[1].name, bindings);
    m_row->insertWidget(0, m_keys, info.hasChat ? 0 : 1);
    m_preview->setVisible(info.hasChat);
    m_chat->setVisible(info.hasChat);
}

void MatchBottomBar::setChatOpen(bool open) {
    m_isChatOpen = open;
    m_chat->setOpen(open);
    m_preview->setText({});
    setUnread(m_unread);
}

void MatchBottomBar::setUnread(int count) {
    m_unread = count;
    m_chat->setUnread(m_isChatOpen ? 0 : count);
}

void MatchBottomBar::showPreview(const QString& name, const QString& text) {
    if (m_isChatOpen)
        return;
    m_preview->setText(tr("%1: %2").arg(name, text));
    m_previewTimer->start(previewTime);
}

void MatchBottomBar::addPlayer(QHBoxLayout* row, pong::Side side, const QString& words, const KeyBindings& bindings) {
    const auto up = bindings.keysOf({side, pong::Direction::Up});
    const auto down = bindings.keysOf({side, pong::Direction::Down});
    for (std::size_t i = 0; i < up.size() && i < down.size(); ++i) {
        if (i > 0)
            row->addWidget(makeLabel(tr("or"), "caption"));
        row->addWidget(new Keycap(m_look, up[i]));
        row->addWidget(new Keycap(m_look, down[i]));
    }
    row->addWidget(new ElidedLabel(words, "small"));
    row->addSpacing(8);
}

void MatchBottomBar::addSpectators(QHBoxLayout* row, int count) {
    auto* eye = new QLabel;
    eye->setPixmap(iconPixmap(QStringLiteral("eye"), eyeSide, devicePixelRatioF(), m_look.theme().text2));
    auto* words = new ElidedLabel(count == 1 ? tr("1 spectator") : tr("%1 spectators").arg(count), "small");
    words->setObjectName(QStringLiteral("spectatorCount"));
    row->addWidget(eye);
    row->addWidget(words);
}

void MatchBottomBar::addKey(QHBoxLayout* row, const QString& key, const QString& words) {
    row->addWidget(new Keycap(m_look, key));
    row->addWidget(makeLabel(words, "small"));
    row->addSpacing(8);
}

}  // namespace client
