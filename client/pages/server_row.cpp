#include "client/pages/server_row.h"

#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace client {

namespace {

constexpr int padding = 16;
constexpr int markSide = 20;
constexpr int rowHeight = 56;
constexpr int goodPing = 40;
constexpr int fairPing = 80;

}  // namespace

ServerRow::ServerRow(const Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

void ServerRow::setServer(const ServerChoice& server) {
    m_server = server;
    setAccessibleName(server.name.isEmpty() ? server.address : server.name);
    setAccessibleDescription(server.problem.isEmpty() ? server.address : server.problem);
    setToolTip(plainToolTip(server.problem));
    update();
}

void ServerRow::setEnds(bool first, bool last) {
    m_first = first;
    m_last = last;
    update();
}

QSize ServerRow::sizeHint() const {
    return {280, std::max(rowHeight, m_look.scaled(36) + 20)};
}

void ServerRow::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    paintMark(painter, QRect(padding, (height() - markSide) / 2, markSide, markSide));

    const int left = padding + markSide + 12;
    const int right = paintState(painter);
    const int room = right - 12 - left;
    const int nameHeight = m_look.scaled(20);
    const int addressHeight = m_look.scaled(16);
    const bool named = !m_server.name.isEmpty();
    const int top = (height() - nameHeight - (named ? addressHeight : 0)) / 2;
    painter.setFont(m_look.font(TextStyle::BodyName));
    painter.setPen(theme.text);
    painter.drawText(left, top, room, nameHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(named ? m_server.name : m_server.address, Qt::ElideRight, room));
    if (!named)
        return;
    painter.setFont(m_look.number(12));
    painter.setPen(theme.text3);
    painter.drawText(left, top + nameHeight, room, addressHeight, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_server.address, Qt::ElideMiddle, room));
}

void ServerRow::paintGround(QPainter& painter) const {
    const Theme& theme = m_look.theme();
    if (!m_last)
        painter.fillRect(0, height() - 1, width(), 1, theme.line);
    if (!isChecked() && !underMouse())
        return;
    // A rounded rectangle that reaches out of the row where the row is not an end of the list.
    const qreal radius = 11;
    painter.setPen(theme.highContrast ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? theme.surface3 : theme.surface2);
    const QRectF inside = theme.highContrast ? QRectF(rect()).adjusted(1, 1, -1, -1) : QRectF(rect());
    QPainterPath ground;
    ground.setFillRule(Qt::WindingFill);
    ground.addRoundedRect(inside, radius, radius);
    if (!m_first)
        ground.addRect(inside.adjusted(0, 0, 0, -radius));
    if (!m_last)
        ground.addRect(inside.adjusted(0, radius, 0, 0));
    painter.drawPath(ground.simplified());
}

void ServerRow::paintMark(QPainter& painter, const QRect& mark) const {
    const Theme& theme = m_look.theme();
    if (isChecked()) {
        // A ring of 6 px around what is under it.
        painter.setPen(QPen(theme.accent, 6));
        painter.setBrush(theme.onAccent);
        painter.drawEllipse(QRectF(mark).adjusted(3, 3, -3, -3));
    } else {
        painter.setPen(QPen(theme.lineStrong, m_look.edge()));
        painter.setBrush(theme.input);
        painter.drawEllipse(QRectF(mark).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

int ServerRow::paintState(QPainter& painter) const {
    const Theme& theme = m_look.theme();
    int right = width() - padding;
    const auto put = [&](const QString& text, const QFont& font, const QColor& color) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRect(0, 0, right, height()), Qt::AlignRight | Qt::AlignVCenter, text);
        right -= painter.fontMetrics().horizontalAdvance(text) + 16;
    };
    switch (m_server.state) {
        case ServerState::Online: {
            const QColor& color = m_server.pingMs <= goodPing   ? theme.success
                                  : m_server.pingMs <= fairPing ? theme.text2
                                                                : theme.warning;
            if (m_server.pingMs >= 0)
                put(tr("%1 ms").arg(m_server.pingMs), m_look.number(12), color);
            else
                put(tr("Online"), m_look.font(TextStyle::Caption), theme.success);
            if (m_server.online >= 0)
                put(tr("%1 online").arg(m_server.online), m_look.font(TextStyle::Caption), theme.text2);
            break;
        }
        case ServerState::Connecting:
            put(tr("Connecting"), m_look.font(TextStyle::Caption), theme.text3);
            break;
        case ServerState::Unreachable:
            put(tr("Not reachable"), m_look.font(TextStyle::Caption), theme.danger);
            break;
        case ServerState::Unknown:
            break;
    }
    return right;
}

void ServerRow::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void ServerRow::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace client
