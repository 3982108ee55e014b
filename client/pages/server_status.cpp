#include "client/pages/server_status.h"

#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

constexpr int longestName = 200;

}  // namespace

// Full: there. A ring: on the way. A cross in danger: away. Never by colour alone.
class StateDot : public QWidget {
 public:
    explicit StateDot(const Look& look) : m_look(look) { setFixedSize(10, 10); }

    void setState(ServerState state) {
        m_state = state;
        update();
    }

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = m_look.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        switch (m_state) {
            case ServerState::Online:
                painter.setPen(Qt::NoPen);
                painter.setBrush(theme.success);
                painter.drawEllipse(QRectF(1, 1, 8, 8));
                break;
            case ServerState::Unreachable:
                painter.setPen(QPen(theme.danger, 2, Qt::SolidLine, Qt::RoundCap));
                painter.drawLine(QPointF(2, 2), QPointF(8, 8));
                painter.drawLine(QPointF(8, 2), QPointF(2, 8));
                break;
            case ServerState::Connecting:
            case ServerState::Unknown:
                painter.setPen(QPen(theme.text3, 2));
                painter.drawEllipse(QRectF(2, 2, 6, 6));
                break;
        }
    }

 private:
    const Look& m_look;
    ServerState m_state = ServerState::Unknown;
};

ServerStatus::ServerStatus(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_dot(new StateDot(look))
    , m_name(new ElidedLabel(QString(), "small"))
    , m_ping(makeLabel(QString(), "number")) {
    setObjectName(QStringLiteral("serverStatus"));
    setTone(m_ping, "text3");
    m_name->setMaximumWidth(look.scaled(longestName));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_name);
    row->addWidget(m_ping);
}

void ServerStatus::setNameShown(bool shown) {
    m_name->setVisible(shown);
}

void ServerStatus::setServer(const ServerChoice& server) {
    m_dot->setState(server.state);
    const QString name = server.name.isEmpty() ? server.address : server.name;
    switch (server.state) {
        case ServerState::Online:
        case ServerState::Unknown:
            m_name->setText(name);
            break;
        case ServerState::Connecting:
            m_name->setText(tr("%1, connecting").arg(name));
            break;
        case ServerState::Unreachable:
            m_name->setText(tr("%1, away").arg(name));
            break;
    }
    setTone(m_name, server.state == ServerState::Unreachable ? "danger" : "text2");
    const bool hasPing = server.state == ServerState::Online && server.pingMs >= 0;
    m_ping->setText(hasPing ? tr("%1 ms").arg(server.pingMs) : QString());
    m_ping->setVisible(hasPing);
    setToolTip(plainToolTip(server.problem.isEmpty() ? server.address : server.problem));
    setAccessibleName(m_name->text());
}

}  // namespace client
