#include "client/pages/player_column.h"

#include "client/widgets/avatar.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

constexpr int avatarSide = 72;
constexpr int smallestWidth = 104;
constexpr int goodPing = 40;  // milliseconds
constexpr int fairPing = 80;

// 32 x 4 in the paddle's colour.
class SideBar : public QWidget {
 public:
    SideBar(const Look& look, pong::Side side) : m_look(look), m_side(side) { setFixedSize(32, 4); }

 protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_side == pong::Side::Left ? m_look.theme().accent : m_look.theme().rival);
        painter.drawRoundedRect(rect(), 2, 2);
    }

 private:
    const Look& m_look;
    pong::Side m_side;
};

}  // namespace

PlayerColumn::PlayerColumn(const Look& look, pong::Side side, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_avatar(new Avatar(look, avatarSide))
    , m_name(new ElidedLabel(QString(), "heading"))
    , m_rating(makeLabel(QString(), "number"))
    , m_role(makeLabel(QString(), "caption"))
    , m_pingRow(new QWidget)
    , m_pingIcon(new QLabel)
    , m_ping(makeLabel(QString(), "number")) {
    setMinimumWidth(smallestWidth);
    m_name->setAlignment(Qt::AlignCenter);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_role->setAlignment(Qt::AlignCenter);
    setTone(m_rating, "text2");
    auto* ping = new QHBoxLayout(m_pingRow);
    ping->setContentsMargins(0, 0, 0, 0);
    ping->setSpacing(6);
    ping->addStretch();
    ping->addWidget(m_pingIcon);
    ping->addWidget(m_ping);
    ping->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 32, 8, 16);
    column->setSpacing(0);
    column->addWidget(m_avatar, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_name);
    column->addWidget(m_rating, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(new SideBar(look, side), 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_role);
    column->addSpacing(16);
    column->addWidget(m_pingRow);
    column->addStretch();
    connect(&look, &Look::changed, this, &PlayerColumn::showPing);
}

void PlayerColumn::setPlayer(const PlayerInfo& player) {
    m_player = player;
    if (player.ai)
        m_avatar->setAi();
    else
        m_avatar->setPerson(player.name, player.avatarUrl);
    m_name->setText(player.name);
    m_rating->setText(player.rating > 0 ? QString::number(player.rating) : QString());
    m_rating->setVisible(player.rating > 0);
    showRole();
    showPing();
}

void PlayerColumn::setReceiving(bool receiving) {
    if (m_receiving == receiving)
        return;
    m_receiving = receiving;
    showRole();
}

void PlayerColumn::showRole() {
    m_role->setText(!m_player.present ? tr("Away") : m_receiving ? tr("Receives") : m_player.role);
    setTone(m_role, m_player.present ? "text3" : "warning");
}

void PlayerColumn::showPing() {
    const int ping = m_player.pingMs;
    m_pingRow->setVisible(ping >= 0);
    if (ping < 0)
        return;
    const Theme& theme = m_look.theme();
    const bool good = ping <= goodPing;
    const bool fair = ping <= fairPing;
    m_ping->setText(tr("%1 ms").arg(ping));
    setTone(m_ping, good ? "success" : fair ? "text2" : "warning");
    m_pingIcon->setPixmap(iconPixmap(QStringLiteral("wifi"), 14, devicePixelRatioF(),
                                     good   ? theme.success
                                     : fair ? theme.text2
                                            : theme.warning));
}

}  // namespace client
